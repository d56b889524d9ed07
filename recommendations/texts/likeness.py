"""The likeness of two wordings, by which one is known to print the other again."""

from __future__ import annotations

from difflib import SequenceMatcher

from recommendations.texts.folding import fold_text


def wording_likeness(one: str, other: str, least: float = 0.0) -> float:
    """Return the share of characters that two wordings have in common, in order: from 0 to 1.

    Variants of characters and white space make no difference. What is below ``least`` counts as 0,
    which is quick.
    """
    matcher = SequenceMatcher(None, fold_text(one), fold_text(other), autojunk=False)
    if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
        return 0.0
    return matcher.ratio()
