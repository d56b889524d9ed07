"""Two wordings as one, with removed and added words marked: for the eye, and in words."""

from __future__ import annotations

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext

from recommendations.texts.diff import WordingChange, wording_changes
from smuggling_kb.templatetags.languages import lang_and_dir


def marked(was: str, now: str) -> SafeString:
    """The words of both, in ``<del>`` those that only ``was`` has, in ``<ins>`` only ``now``.

    Beside each of them stands which it is, for those who hear the page.
    """
    return format_html_join("", "{}", ((_span(each),) for each in wording_changes(was, now)))


def removed(words: str) -> SafeString:
    """Words that went; nothing of none."""
    return _mark("<del>{}</del>", pgettext("difference", "removed:"), words)


def added(words: str) -> SafeString:
    """Words that came; nothing of none."""
    return _mark("<ins>{}</ins>", pgettext("difference", "added:"), words)


def _span(change: WordingChange) -> SafeString:
    return format_html("{}{}{}", removed(change.removed), added(change.added), change.unchanged)


def _mark(element: str, said: str, words: str) -> SafeString:
    if not words:
        return SafeString("")
    return format_html(f"{{}}{element}{{}}", _heard(f"[{said} "), words, _heard("]"))


def _heard(words: str) -> SafeString:
    """Words that are heard and not seen, in the language of the interface."""
    return format_html('<span class="vh" {}>{}</span>', lang_and_dir(get_language()), words)
