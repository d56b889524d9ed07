"""The status of a text as it is shown: computed from its source passage, never stored."""

from __future__ import annotations

from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from recommendations.texts.wording import Wording
from smuggling_kb.languages import TextStatus


class ShownStatus(models.TextChoices):
    """The statuses that a text is shown with."""

    OFFICIAL = "official", _("Official")
    NOT_COMPARED = "not-compared", _("Official, not compared with a document on this site")
    DIFFERS = "differs", _("Differs from its source passage")
    UNOFFICIAL = "unofficial", _("Unofficial")

    @property
    def codebook_value(self) -> str:
        """The value of the column ``text_status``."""
        return str(self.OFFICIAL if self == self.NOT_COMPARED else self)


class StatusMark(NamedTuple):
    """The status of a text, with what is shown beside it.

    ``printed`` is the wording of the source passage that the text differs from; ``symbol`` that of
    the document which is said to print it, where none is held.
    """

    status: ShownStatus
    printed: Wording | None = None
    symbol: str = ""

    @property
    def is_plain(self) -> bool:
        """Return whether it is official and equals its source passage."""
        return self.status == ShownStatus.OFFICIAL


OFFICIAL_MARK = StatusMark(ShownStatus.OFFICIAL)
UNOFFICIAL_MARK = StatusMark(ShownStatus.UNOFFICIAL)


def compare_with_passage(
    stored: str, wording: Wording, printed: Wording | None, symbol: str
) -> StatusMark:
    """Return the status of a text.

    ``stored`` is what an editor stated, ``printed`` the wording of its source passage in its own
    language, ``symbol`` that of the document in its language. A text is official only while it
    equals its passage or, without a passage, while its document is named.
    """
    if stored == TextStatus.UNOFFICIAL or (printed is None and not symbol):
        return UNOFFICIAL_MARK
    if printed is None:
        return StatusMark(ShownStatus.NOT_COMPARED, symbol=symbol)
    return OFFICIAL_MARK if printed == wording else StatusMark(ShownStatus.DIFFERS, printed)
