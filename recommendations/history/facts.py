"""The facts of a recommendation's state, in words of the active language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from recommendations.history.states import State
from recommendations.models import (
    Addressee,
    ArchiveNote,
    Citation,
    Occurrence,
    ProvisionKind,
    ProvisionLink,
    ProvisionLinkReason,
    Recommendation,
    RecommendationAddressee,
    RecommendationText,
    Relation,
    RelationNote,
    RelationType,
    Scheme,
    Theme,
    ThemeAssignment,
    ThemeAssignmentReason,
)
from recommendations.names.themes import theme_name
from recommendations.records.fixture_rows import Row, row_key, row_model
from sessions import places
from sessions.models import Paragraph
from smuggling_kb.database.natural_keys import NaturalKeyModel
from smuggling_kb.languages import LanguageCode

#: A model, the key of one of its rows, and a field; no field stands for the row as a whole.
FactKey = tuple[type[NaturalKeyModel], tuple[Any, ...], str]


@dataclass(frozen=True)
class Fact:
    """One thing that is so of a recommendation."""

    #: For example ``strength`` or ``text (Chinese)``.
    label: str
    value: str
    #: The language of the value if that is words of a text; else empty.
    language: str = ""
    #: True if the value is running text, of which only a few words may differ.
    is_passage: bool = False


#: Fields that make the code, by which the history is found.
CODE_FIELDS = {"code", "year", "number", "letter"}

#: Fields whose words are in the language of their text.
WORD_FIELDS = {"chapeau", "modal"}

#: Parts that are words in a language.
TEXT_PARTS = (
    ArchiveNote,
    RecommendationText,
    ThemeAssignmentReason,
    ProvisionLinkReason,
    RelationNote,
)


class FactFormatter:
    """Puts the states of one recommendation into words; two queries."""

    def __init__(self, code: str, themes: Mapping[str, Theme] | None = None) -> None:
        self.code = code
        self.themes = themes_by_slug() if themes is None else themes

    def facts_by_key(self, state: State) -> dict[FactKey, Fact]:
        """Return the facts of a state, a row before its own fields."""
        return dict(fact for row in state or [] for fact in self.row_facts(row))

    def row_facts(self, row: Row) -> Iterator[tuple[FactKey, Fact]]:
        model, key, fields = row_model(row), row_key(row), row["fields"]
        if model is Recommendation:
            part, skipped = "", CODE_FIELDS
        else:
            own = self.part_fact(model, fields)
            yield (model, key, ""), own
            part = own.label if own.language else quoted_part(own.label, own.value)
            skipped = identifying_fields(model)
        for field in model._meta.concrete_fields:
            if field.name in fields and field.name not in skipped:
                yield (model, key, field.name), self.field_fact(field, fields, part)

    def field_fact(self, field: models.Field[Any, Any], fields: Row, part: str) -> Fact:
        name = str(field.verbose_name)
        return Fact(
            label=_("%(part)s: %(field)s") % {"part": part, "field": name} if part else name,
            value=self.format_value(field, fields[field.name]),
            language=fields["language"] if field.name in WORD_FIELDS else "",
            is_passage=isinstance(field, models.TextField),
        )

    def format_value(self, field: models.Field[Any, Any], value: Any) -> str:
        """Return a value as a reader knows it; empty if there is none."""
        if value in (None, ""):
            return ""
        if field.related_model is Theme:
            return self.theme_name(value[0])
        if field.related_model is Paragraph:
            symbol, _language, anchor = value
            return format_place(symbol, anchor)
        if isinstance(value, list):
            return " ".join(map(str, value))
        return str(dict(field.flatchoices).get(value, value))

    def part_fact(self, model: type[NaturalKeyModel], fields: Row) -> Fact:
        """Return the fact that there is a part, with what identifies it."""
        name = str(model._meta.verbose_name)
        if model is RecommendationAddressee:
            return Fact(name, str(Addressee(fields["addressee"]).label))
        if model is ThemeAssignment:
            [slug] = fields["theme"]
            return Fact(self.theme_kind(slug), self.theme_name(slug))
        if model is Occurrence:
            return Fact(name, format_place(fields["document"][0], fields["anchor"]))
        if model is ProvisionLink:
            return Fact(name, provision_slug(fields["provision"]))
        if model is Relation:
            return Fact(name, self.format_relation(*relation_key(fields)))
        if model is Citation:
            return Fact(name, fields["as_written"], is_passage=True)
        if model is ThemeAssignmentReason:
            slug = fields["assignment"][1]
            kind = _("reason for the %(kind)s") % {"kind": self.theme_kind(slug)}
            name = quoted_part(kind, self.theme_name(slug))
        if model is ProvisionLinkReason:
            name = quoted_part(name, provision_slug(fields["link"][1:]))
        if model is RelationNote:
            name = quoted_part(name, self.format_relation(*fields["relation"]))
        language = fields["language"]
        label = label_with_language(name, language)
        return Fact(label, fields["text"], language, is_passage=True)

    def theme_name(self, slug: str) -> str:
        theme = self.themes.get(slug)
        return theme_name(theme) if theme else slug

    def theme_kind(self, slug: str) -> str:
        """Return what a theme is called: an entry of the subject index is a subject."""
        theme = self.themes.get(slug)
        return _("subject") if theme and theme.scheme == Scheme.SUBJECTS else _("theme")

    def format_relation(self, source: str, kind: str, target: str) -> str:
        """Return ``restates 2012/16``, or from the other end ``is restated by 2012/5``."""
        if self.code == target:
            return f"{RelationType(kind).reverse} {source}"
        return f"{RelationType(kind).label} {target}"


def relation_key(relation: Row) -> tuple[str, str, str]:
    return relation["recommendation"][0], relation["type"], relation["target"][0]


def identifying_fields(model: type[NaturalKeyModel]) -> set[str]:
    """Return the fields of a part that are its key, which the part's own fact tells already."""
    if model is Citation:
        return {*Citation.PLACES, "start", "as_written"}
    key = {path.partition("__")[0] for path in model.natural_fields}
    return key | {"recommendation"} | ({"text"} if model in TEXT_PARTS else set())


def quoted_part(part: str, which: str) -> str:
    return _("%(part)s “%(which)s”") % {"part": part, "which": which}


def label_with_language(part: str, code: str) -> str:
    return _("%(part)s (%(language)s)") % {"part": part, "language": LanguageCode(code).label}


def provision_slug(key: Sequence[Any]) -> str:
    """Return the slug of a provision from its natural key: ``som-protocol-16``."""
    instrument, kind, number = key
    part = f"chapter-{number}" if kind == ProvisionKind.CHAPTER else str(number)
    return f"{instrument}-{part}"


def format_place(symbol: str, anchor: str) -> str:
    return f"{symbol} {places.place_label(anchor) or anchor}"


def themes_by_slug() -> dict[str, Theme]:
    """Return all themes and subjects, with their names; two queries."""
    return {theme.slug: theme for theme in Theme.objects.prefetch_related("names")}
