"""The modal word of a recommendation, its strength and its addressees, in each language.

The codebook (the data page of the site explains it to readers) says: the strength is the class
of the first operative modal word of the record, and the addressees are those whom the record
asks to act: all whom its phrases ask, in their order.

A chapeau speaks through the last phrase of its last sentence. If that asks those who are to act
(``缔约国应当：``, ``States parties should:``), the items go on with it: its modal word is the first
of the record. If it asks somebody to ask them (``工作组不妨建议缔约国采取以下…行动：``), the items
take only their addressee from it, and only if they name none. If it presents the recommendations
to somebody (``似宜审议以下建议：``, ``may wish to consider the following recommendations:``), they
take nothing from it.

Where a language tells ``invite`` from ``request``, its word decides between these classes; the
Chinese 请 is read by whom it asks.

What these rules cannot read, an editor does, with a reason: ``fixtures/editorial/wording.toml``.
"""

from recommendations.texts.modality.phrase import Modality, Phrase
from recommendations.texts.modality.places import first_span, modal_places
from recommendations.texts.modality.readers import leading_phrase, read_modality

__all__ = ["Modality", "Phrase", "first_span", "leading_phrase", "modal_places", "read_modality"]
