"""The marks that Markdown sets into a line, told from the words of the document.

A mark is taken off where Markdown is sure of it: a heading, a link, a pair of emphasis, a backslash
before punctuation. What would change words if it were taken off is asked about: text that is struck
out, a picture, a mark without its partner.
"""

from __future__ import annotations

import re

#: A heading's hashes or a list's dash before the whole line.
LINE_MARK = re.compile(r"(?:#+ |- )(?=\S)")
#: In this order: an escaped character, a link, then pairs of emphasis around words.
INLINE_MARK = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?<!!)\[(?P<link>[^\]]*)\]\([^)]*\)"
    r"|\*\*\*(?P<both>(?!\s)(?:[^*\\]|\\.)+?)(?<!\s)\*\*\*"
    r"|\*\*(?P<strong>(?!\s)(?:[^*\\]|\\.)+?)(?<!\s)\*\*"
    r"|(?<!\*)\*(?P<emphasis>(?![\s*])(?:[^*\\]|\\.)+?)(?<!\s)\*(?!\*)"
    r"|(?<!\w)__(?P<underlined>(?!\s)[^_\\]+?)(?<!\s)__(?!\w)"
    r"|`(?P<code>[^`]+)`"
)
#: What is left of Markdown where a mark has no partner, or stands for what a document prints.
DOUBTFUL_MARK = re.compile(r"!\[[^\]]*\](?:\([^)]*\))?|~~|\*+|__|`|\]\(|\\(?=[!-/:-@\[-`{-~])")
#: The marks before and after a line that is emphasised as a whole, one of them perhaps lost.
OUTER_MARKS = re.compile(r"^\*\*(?=\S)|(?<=\S)\*\*$")


def strip_marks(line: str) -> str:
    """Return a line of Markdown without its marks, in the order in which they stand."""
    text = LINE_MARK.sub("", line, count=1) if LINE_MARK.match(line) else line
    return OUTER_MARKS.sub("", _strip_inline(text))


def _strip_inline(text: str) -> str:
    return INLINE_MARK.sub(_words_within, text)


def _words_within(match: re.Match[str]) -> str:
    """Return the words that a mark is set around; an escaped character is itself."""
    kind = match.lastgroup or ""
    words = match[kind]
    return words if kind in ("escaped", "code") else _strip_inline(words)


def doubtful_marks(line: str) -> list[str]:
    """Return the marks that nothing takes off, of a line as the file has it.

    A single star among them may be the mark of a footnote.
    """
    left = INLINE_MARK.sub(lambda match: " " if match["escaped"] else _words_within(match), line)
    return [match[0] for match in DOUBTFUL_MARK.finditer(OUTER_MARKS.sub("", left))]
