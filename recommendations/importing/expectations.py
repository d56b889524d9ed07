"""What each document is known to do that its genre's grammar does not foresee.

A deviation that is not listed here stops the import: somebody has to look at the printed page
first, and add the line with the reason.
"""

from __future__ import annotations

from recommendations.importing.parsed import Deviation, ParsedDocument, Problem

COVER_LINES = "two lines of the cover became one line of Markdown"
NO_RULE = "the first page prints its footnote without the rule"
STRETCHED = "the line before an address that would not break is stretched to the margin"
GLUED = "the paragraph's number and text are printed without a space"

#: By symbol: (kind, the words concerned) → the reason why it is read as it is.
KNOWN: dict[str, dict[tuple[str, str], str]] = {
    "CTOC/COP/WG.7/2020/4": {
        ("spaces that stretch a line", "约 缔"): COVER_LINES,
        ("spaces that stretch a line", "的 会"): COVER_LINES,
    },
    "CTOC/COP/WG.7/2022/2": {
        ("footnote without a rule", "* CTOC/COP/WG.7/2022/1。"): NO_RULE,
        ("no space after the number", "54.一些移民和难民在网"): GLUED,
        ("spaces that stretch a line", "偷 运 罪 行 和 相 关 罪 行 以"): STRETCHED,
        ("spaces that stretch a line", "保 护"): STRETCHED,
        ("spaces that stretch a line", "要 。"): STRETCHED,
        ("spaces that stretch a line", "可 查 阅"): STRETCHED,
    },
}


def reason(symbol: str, deviation: Deviation) -> str:
    """Why a deviation is as it should be; empty if it is not known."""
    return KNOWN.get(symbol, {}).get((deviation.kind, deviation.text), "")


def unexpected(symbol: str, document: ParsedDocument) -> list[Problem]:
    """A problem for every deviation that is not known of that document."""
    return [
        Problem(
            deviation.line,
            f"{deviation.kind}: “{deviation.text}”. Compare it with the printed document, then"
            " list it in recommendations/importing/expectations.py with the reason.",
        )
        for deviation in document.deviations
        if not reason(symbol, deviation)
    ]
