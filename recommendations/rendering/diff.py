"""Two wordings as one, with removed and added words marked: for the eye, and in words."""

from __future__ import annotations

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext

from recommendations.texts.diff import WordingChange, wording_changes
from smuggling_kb.templatetags.languages import lang_and_dir


def mark_changes(was: str, now: str) -> SafeString:
    """Return the words of both, in ``<del>`` those of ``was`` alone, in ``<ins>`` of ``now``.

    Each is announced to those who hear the page.
    """
    return format_html_join("", "{}", ((_span(each),) for each in wording_changes(was, now)))


def render_removed(words: str) -> SafeString:
    """Return removed words, announced to those who hear the page; nothing without words."""
    return _mark("<del>{}</del>", pgettext("difference", "removed:"), words)


def render_added(words: str) -> SafeString:
    """Return added words, announced to those who hear the page; nothing without words."""
    return _mark("<ins>{}</ins>", pgettext("difference", "added:"), words)


def _span(change: WordingChange) -> SafeString:
    return format_html(
        "{}{}{}", render_removed(change.removed), render_added(change.added), change.unchanged
    )


def _mark(element: str, label: str, words: str) -> SafeString:
    if not words:
        return SafeString("")
    return format_html(
        f"{{}}{element}{{}}", _screen_reader_text(f"[{label} "), words, _screen_reader_text("]")
    )


def _screen_reader_text(words: str) -> SafeString:
    """Return words that are heard and not seen, in the language of the interface."""
    return format_html('<span class="vh" {}>{}</span>', lang_and_dir(get_language()), words)
