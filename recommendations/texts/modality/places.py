"""Where the modal word of a record stands, to be marked."""

from __future__ import annotations

from recommendations.texts.folding import Span
from recommendations.texts.modality.readers import read_modality


def modal_places(
    text: str, chapeau: str, modal: str, language: str
) -> tuple[list[Span], list[Span]]:
    """Return where the modal word stands, in the chapeau and in the text: in one of them at most.

    Where the rules of wording find it; of a word that an editor gave, the first place it stands.
    A word that stands in one place alone is there, whatever the rules say.
    """
    if not modal:
        return [], []
    if text.count(modal) + chapeau.count(modal) > 1:
        read = read_modality(text, chapeau, language)
        if read.modal == modal:
            place = [(read.start, read.end)]
            return (place, []) if read.in_chapeau else ([], place)
    in_text = first_span(modal, text)
    return ([] if in_text else first_span(modal, chapeau)), in_text


def first_span(words: str, printed: str) -> list[Span]:
    """Return the span of the first exact occurrence of words; none if there is none."""
    start = printed.find(words) if words else -1
    return [(start, start + len(words))] if start >= 0 else []
