"""The page that a report is about, as an address of this site that is known to be one."""

from __future__ import annotations

import re
from urllib.parse import unquote

from django.core.exceptions import ValidationError
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from recommendations.problem_reports.models import ProblemReport

LONGEST_PAGE = ProblemReport._meta.get_field("page").max_length or 0
#: Path, query and anchor, encoded. Two strokes would begin the name of another host.
PAGE = re.compile(
    r"(?P<path>/(?![/\\])[^?#\s]*)(?P<query>\?[^#\s]*)?(?P<anchor>#[\w.-]{1,60})?", re.ASCII
)


def match_page(page: str) -> ResolverMatch:
    """Return the view of an address without a language; ``ValidationError`` if there is none."""
    parts = PAGE.fullmatch(page) if page.isascii() and page.isprintable() else None
    if parts is None or len(page) > LONGEST_PAGE:
        raise ValidationError(_("This is no address of this site."), code="address")
    try:
        return resolve(f"/{get_language()}{unquote(parts['path'])}")
    except Resolver404:
        raise ValidationError(_("This is no address of this site."), code="address") from None


def validate_page(page: str) -> None:
    """Raise ``ValidationError`` for what is no address of a page without its language."""
    match_page(page)


def recommendation_code(page: str) -> str:
    """Return the code of the recommendation whose page it is; empty if it is another or none."""
    if not page:
        return ""
    match = match_page(page)
    is_record = match.view_name == "recommendations:record"
    return str(match.kwargs["code"]) if is_record else ""
