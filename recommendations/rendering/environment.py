"""The Jinja2 templates: parts of pages of which there are hundreds, or which many pages share.

They lie in ``templates/jinja2/`` and are three times as fast as Django's, which all pages use.
Whatever is not defined raises an error, and everything is escaped unless it is HTML already.
"""

from __future__ import annotations

from typing import Any, cast

from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext, npgettext, pgettext
from jinja2 import Environment, StrictUndefined, Template

from recommendations.names.labels import strength_level
from sessions import places
from sessions.symbol_html import render_symbol
from smuggling_kb.templatetags.languages import lang_and_dir


def environment(**options: Any) -> Environment:
    """Return the environment that the settings name; lines of statements leave nothing behind."""
    options |= {"autoescape": True, "undefined": StrictUndefined, "extensions": ["jinja2.ext.i18n"]}
    made = Environment(trim_blocks=True, lstrip_blocks=True, **options)  # noqa: S701
    made.install_gettext_callables(  # type: ignore[attr-defined]
        gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext
    )
    made.filters |= {
        "lang_and_dir": lang_and_dir,
        "place": places.place_label,
        "strength_level": strength_level,
        "symbol": render_symbol,
    }
    return made


def render(name: str, **context: Any) -> SafeString:
    """Return the HTML of a Jinja2 template."""
    return SafeString(_template(name).render(context))


def render_macro(name: str, *arguments: Any) -> SafeString:
    """Return the HTML of a macro that several Jinja2 templates share."""
    return SafeString(getattr(_template("macros.html").module, name)(*arguments))


def _template(name: str) -> Template:
    return cast(Jinja2, engines["jinja2"]).env.get_template(name)
