"""Two wordings as one, with what went and what came marked."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

#: A Chinese character, a word, white space, or any other character.
TOKEN = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+|\s+|.")

#: Comparing takes time that grows with the square: longer wordings are replaced as a whole.
LONGEST = 6_000


def marked(was: str, now: str) -> SafeString:
    """The words of both, in ``<del>`` those that only ``was`` has, in ``<ins>`` only ``now``."""
    return format_html_join("", "{}", ((span(*each),) for each in changes(was, now)))


def span(went: str, came: str, stayed: str) -> SafeString:
    deleted = format_html("<del>{}</del>", went) if went else ""
    inserted = format_html("<ins>{}</ins>", came) if came else ""
    return format_html("{}{}{}", deleted, inserted, stayed)


def changes(was: str, now: str) -> list[tuple[str, str, str]]:
    """What went, what came in its place, what stayed after it, again and again."""
    if max(len(was), len(now)) > LONGEST:
        return [(was, now, "")]
    old, new = TOKEN.findall(was), TOKEN.findall(now)
    return [
        ("", "", "".join(new[start_new:end_new]))
        if verdict == "equal"
        else ("".join(old[start:end]), "".join(new[start_new:end_new]), "")
        for verdict, start, end, start_new, end_new in SequenceMatcher(
            None, old, new, autojunk=False
        ).get_opcodes()
    ]
