"""The Jinja2 templates: parts of pages of which there are hundreds, or which many pages share.

They lie in ``templates/jinja2/`` and are three times as fast as Django's. The frame of every page
is one of them: pages in Django's language fill its blocks through ``base.html``.
Whatever is not defined raises an error, and everything is escaped unless it is HTML already.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from functools import cache, lru_cache, partial
from typing import Any, cast

from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.template.defaultfilters import truncatechars
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext, npgettext, pgettext
from jinja2 import Environment, StrictUndefined, Template, nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from recommendations.citations.links import citation_address
from recommendations.index import current_index
from recommendations.models import Provision
from recommendations.names.labels import (
    language_name,
    part_name,
    record_kind,
    session_name,
    session_name_and_year,
    strength_level,
)
from recommendations.rendering.bidirectional_text import isolate_for_reader, isolate_in_html
from recommendations.rendering.place_link import document_place
from sessions import places, symbols
from sessions.dates import calendar_day, when_and_where
from sessions.models import Section, SectionTranslation
from sessions.symbol_html import (
    render_languages_elsewhere,
    render_symbol,
    render_un_languages,
)
from smuggling_kb.languages import BY_CODE
from smuggling_kb.preference import text_preference
from smuggling_kb.templatetags.languages import (
    lang_and_dir,
    native_name,
    reader_row,
    tag,
    with_chinese,
    wording,
)


class ConstantCalls(NodeTransformer):
    """Replaces calls of functions by what they return, where all their arguments are constant."""

    def __init__(self, functions: Mapping[str, Callable[..., str]]) -> None:
        self.functions = functions

    def visit_Call(self, call: nodes.Call) -> nodes.Node:  # noqa: N802 - Jinja2's name
        """Return a call, or the HTML that it stands for."""
        self.generic_visit(call)
        if not isinstance(call.node, nodes.Name) or call.node.name not in self.functions:
            return call
        if call.kwargs or not all(isinstance(each, nodes.Const) for each in call.args):
            return call
        function = self.functions[call.node.name]
        html = escape(function(*(cast(nodes.Const, each).value for each in call.args)))
        return nodes.TemplateData(html, lineno=call.lineno)


class PageEnvironment(Environment):
    """An environment whose templates are compiled anew for each language.

    What they say in that language, and addresses without variables, become part of the code.
    """

    def compile(self, source: Any, *arguments: Any, **options: Any) -> Any:
        """Compile a template, its constant calls evaluated in the active language."""
        if isinstance(source, str):
            name, file = (*arguments, None, None)[:2]
            source = ConstantCalls(CONSTANT).visit(self.parse(source, name, file))
        return super().compile(source, *arguments, **options)


def environment(**options: Any) -> Environment:
    """Return the environment that the settings name; lines of statements leave nothing behind."""
    options |= {"autoescape": True, "undefined": StrictUndefined, "extensions": ["jinja2.ext.i18n"]}
    made = PageEnvironment(trim_blocks=True, lstrip_blocks=True, **options)
    made.install_gettext_callables(  # type: ignore[attr-defined]
        translate, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext
    )
    made.filters |= FILTERS
    made.globals |= {"static": static, "url": url}
    return made


@cache
def _environment(language: str) -> Environment:
    """Return the environment of a language, which is the active one."""
    made = cast(Jinja2, engines["jinja2"]).env.overlay()
    made.globals = made.globals | {
        "_": partial(_message, language),
        "gap": BY_CODE[language].gap,
        "url": partial(_route, language),
    }
    return made


def _message(language: str, message: str, /, **variables: Any) -> Markup:
    """Return a message as HTML, with variables put into it."""
    return Markup(_translate(language, message)) % variables  # noqa: S704


def translate(message: str) -> str:
    """Return a message in the active language, as ``gettext`` does in four times the time."""
    return _translate(get_language(), message)


@lru_cache(maxsize=4096)
def _translate(language: str, message: str) -> str:
    return gettext(message)


def url(name: str, *arguments: Any) -> str:
    """Return the address of a route in the active language."""
    return _route(get_language(), name, *arguments)


@lru_cache(maxsize=4096)
def _route(language: str, name: str, *arguments: Any) -> str:
    return reverse(name, args=arguments)


def original_language(code: str) -> str:
    """Return the language of the official text of a published record; empty without one."""
    return current_index().original_language(code)


def translated_heading(section: Section, language: str) -> SectionTranslation | None:
    """Return the translation to show beside a heading printed in a language, if any.

    Reads ``translations``.
    """
    return text_preference().choose_translation(section.translations.all(), language)


def provision_address(provision: Provision) -> str:
    """Return the address of an article or chapter; reads its instrument."""
    return url("recommendations:article", provision.instrument.slug, provision.part)


#: Functions whose values depend on their arguments and the language alone.
CONSTANT: Mapping[str, Callable[..., str]] = {
    "_": lambda message: _message(get_language(), message),
    "pgettext": lambda context, message: Markup(pgettext(context, message)) % {},  # noqa: S704
    "static": static,
    "url": url,
}

FILTERS = {
    "calendar_day": calendar_day,
    "citation_address": citation_address,
    "isolate_for_reader": isolate_for_reader,
    "isolate_in_html": isolate_in_html,
    "lang_and_dir": lang_and_dir,
    "language_name": language_name,
    "languages_elsewhere": render_languages_elsewhere,
    "native_name": native_name,
    "original_language": original_language,
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
    "translated_heading": translated_heading,
    "truncatechars": truncatechars,
    "un_document": symbols.un_address,
    "un_languages": render_un_languages,
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


@lru_cache(maxsize=8192, typed=True)
def render_macro_in(language: str, name: str, *arguments: Hashable) -> SafeString:
    """Return the same in the active language, which is that one; rendered once for many rows."""
    return render_macro(name, *arguments)


def _template(name: str) -> Template:
    return _environment(get_language()).get_template(name)
