"""What a state of a recommendation says, fact by fact, in words of the active language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import get_language
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
    Theme,
    ThemeAssignment,
    ThemeAssignmentReason,
)
from recommendations.records.fixture_rows import Row, key_of, model_of
from sessions import places
from sessions.models import Paragraph
from smuggling_kb.languages import LanguageCode
from smuggling_kb.natural_keys import NaturalKeyModel
from smuggling_kb.preference import preferred

#: A model, the key of one of its rows, and a field; or no field: that there is the row.
FactKey = tuple[type[NaturalKeyModel], tuple[Any, ...], str]


@dataclass(frozen=True)
class Fact:
    """One thing that is so of a recommendation."""

    #: What it is: ``strength``, ``text (Chinese)``.
    label: str
    value: str
    #: The language of the value if that is words of a text; else empty.
    language: str = ""
    #: Whether the value is running text, of which only a few words may differ.
    running: bool = False


#: Fields that make the code, which the history is that of.
CODE = {"code", "year", "number", "letter"}

#: Fields whose words are in the language of their text.
WORDS = {"chapeau", "modal"}


class Teller:
    """Tells the facts of one recommendation's states; two queries."""

    def __init__(self, code: str, themes: Mapping[str, str] | None = None) -> None:
        self.code = code
        self.themes = theme_names() if themes is None else themes

    def facts(self, state: State) -> dict[FactKey, Fact]:
        """By what they are about, a row before its own fields."""
        return dict(fact for row in state or [] for fact in self.facts_of(row))

    def facts_of(self, row: Row) -> Iterator[tuple[FactKey, Fact]]:
        model, key, fields = model_of(row), key_of(row), row["fields"]
        if model is Recommendation:
            part, skipped = "", CODE
        else:
            main = self.main(model, fields)
            yield (model, key, ""), main
            part = main.label if main.language else named(main.label, main.value)
            skipped = said_by_key(model)
        for field in model._meta.concrete_fields:
            if field.name in fields and field.name not in skipped:
                yield (model, key, field.name), self.fact(field, fields, part)

    def fact(self, field: models.Field[Any, Any], fields: Row, part: str) -> Fact:
        """What one field of a row says."""
        name = str(field.verbose_name)
        return Fact(
            label=_("%(part)s: %(field)s") % {"part": part, "field": name} if part else name,
            value=self.shown(field, fields[field.name]),
            language=fields["language"] if field.name in WORDS else "",
            running=isinstance(field, models.TextField),
        )

    def shown(self, field: models.Field[Any, Any], value: Any) -> str:
        """A value as a reader knows it; empty if there is none."""
        if value in (None, ""):
            return ""
        if field.related_model is Theme:
            return self.theme(value[0])
        if field.related_model is Paragraph:
            symbol, _language, anchor = value
            return place(symbol, anchor)
        if isinstance(value, list):
            return " ".join(map(str, value))
        return str(dict(field.flatchoices).get(value, value))

    def main(self, model: type[NaturalKeyModel], fields: Row) -> Fact:
        """That there is a part, and what it is before anything else."""
        name = str(model._meta.verbose_name)
        if model is RecommendationAddressee:
            return Fact(name, str(Addressee(fields["addressee"]).label))
        if model is ThemeAssignment:
            return Fact(str(Theme._meta.verbose_name), self.theme(fields["theme"][0]))
        if model is Occurrence:
            return Fact(name, place(fields["document"][0], fields["anchor"]))
        if model is ProvisionLink:
            return Fact(name, provision(fields["provision"]))
        if model is Relation:
            return Fact(name, self.relation(*key_parts(fields)))
        if model is Citation:
            return Fact(name, fields["as_written"], running=True)
        if model is ThemeAssignmentReason:
            name = named(name, self.theme(fields["assignment"][1]))
        if model is ProvisionLinkReason:
            name = named(name, provision(fields["link"][1:]))
        if model is RelationNote:
            name = named(name, self.relation(*fields["relation"]))
        language = fields["language"]
        label = in_language(name, language)
        return Fact(label, fields["text"], language, running=True)

    def theme(self, slug: str) -> str:
        return self.themes.get(slug, slug)

    def relation(self, source: str, kind: str, target: str) -> str:
        """``restates 2012/16``, or from the other end ``is restated by 2012/5``."""
        if self.code == target:
            return f"{RelationType(kind).reverse} {source}"
        return f"{RelationType(kind).label} {target}"


def key_parts(relation: Row) -> tuple[str, str, str]:
    return relation["recommendation"][0], relation["type"], relation["target"][0]


def said_by_key(model: type[NaturalKeyModel]) -> set[str]:
    """The fields of a part that say which part it is, or whose."""
    if model is Citation:
        return {*Citation.PLACES, "start", "as_written"}
    said = {path.partition("__")[0] for path in model.natural_fields}
    return said | {"recommendation"} | ({"text"} if model in WORDED else set())


#: Parts that are words in a language.
WORDED = (
    ArchiveNote,
    RecommendationText,
    ThemeAssignmentReason,
    ProvisionLinkReason,
    RelationNote,
)


def named(part: str, which: str) -> str:
    return _("%(part)s “%(which)s”") % {"part": part, "which": which}


def in_language(part: str, code: str) -> str:
    return _("%(part)s (%(language)s)") % {"part": part, "language": LanguageCode(code).label}


def provision(key: Sequence[Any]) -> str:
    """The natural key of a provision as its slug: ``som-protocol-16``."""
    instrument, kind, number = key
    part = f"chapter-{number}" if kind == ProvisionKind.CHAPTER else str(number)
    return f"{instrument}-{part}"


def place(symbol: str, anchor: str) -> str:
    return f"{symbol} {places.cited(anchor) or anchor}"


def theme_names() -> dict[str, str]:
    """The themes' names in the active language, else in another, by slug; two queries."""
    names = {}
    for theme in Theme.objects.prefetch_related("names"):
        name = preferred(theme.names.all(), get_language())
        names[theme.slug] = name.name if name else theme.slug
    return names
