"""The Jinja2 templates: parts of pages of which there are hundreds, or which many pages share.

They lie in ``templates/jinja2/`` and are three times as fast as Django's, which all pages use.
Whatever is not defined raises an error, and everything is escaped unless it is HTML already.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, cast

from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.template.defaultfilters import truncatechars
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext, npgettext, pgettext
from jinja2 import Environment, StrictUndefined, Template

from recommendations.citations.links import citation_address
from recommendations.models import Provision
from recommendations.names.labels import (
    part_name,
    record_kind,
    session_name,
    session_name_and_year,
    strength_level,
)
from recommendations.rendering.row_labels import document_place
from sessions import places, symbols
from sessions.dates import when_and_where
from sessions.symbol_html import render_symbol
from smuggling_kb.templatetags.languages import lang_and_dir, reader_row, tag, with_chinese, wording


def environment(**options: Any) -> Environment:
    """Return the environment that the settings name; lines of statements leave nothing behind."""
    options |= {"autoescape": True, "undefined": StrictUndefined, "extensions": ["jinja2.ext.i18n"]}
    made = Environment(trim_blocks=True, lstrip_blocks=True, **options)  # noqa: S701
    made.install_gettext_callables(  # type: ignore[attr-defined]
        translate, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext
    )
    made.filters |= FILTERS
    made.globals["url"] = url
    return made


def translate(message: str) -> str:
    """Return a message in the active language, as ``gettext`` does in four times the time."""
    return _translate(get_language(), message)


@lru_cache(maxsize=4096)
def _translate(language: str, message: str) -> str:
    return gettext(message)


def url(name: str, *arguments: Any) -> str:
    """Return the address of a route in the active language."""
    return _url(get_language(), name, arguments)


@lru_cache(maxsize=4096)
def _url(language: str, name: str, arguments: tuple[Any, ...]) -> str:
    return reverse(name, args=arguments)


def provision_address(provision: Provision) -> str:
    """Return the address of an article or chapter; reads its instrument."""
    return url("recommendations:article", provision.instrument.slug, provision.part)


FILTERS = {
    "citation_address": citation_address,
    "lang_and_dir": lang_and_dir,
    "part_name": part_name,
    "place": places.place_label,
    "place_in": document_place,
    "printed_number": places.printed_number,
    "provision_address": provision_address,
    "reader_row": reader_row,
    "record_kind": record_kind,
    "session_and_year": session_name_and_year,
    "session_name": session_name,
    "strength_level": strength_level,
    "symbol": render_symbol,
    "tag": tag,
    "truncatechars": truncatechars,
    "un_document": symbols.un_address,
    "when_and_where": when_and_where,
    "with_chinese": with_chinese,
    "wording": wording,
}


def render(name: str, **context: Any) -> SafeString:
    """Return the HTML of a Jinja2 template."""
    return SafeString(_template(name).render(context))


def render_macro(name: str, *arguments: Any) -> SafeString:
    """Return the HTML of a macro that several Jinja2 templates share."""
    return SafeString(getattr(_template("macros.html").module, name)(*arguments))


def _template(name: str) -> Template:
    return cast(Jinja2, engines["jinja2"]).env.get_template(name)
