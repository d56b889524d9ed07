"""Groups of rows, which belong together when somebody changes them.

A recommendation with its themes, addressees and relations, and apart from that its words in each
language with what they cite, so that who classifies a record, or corrects it in one language,
leaves its other words to the files; a document with its passages, and apart from that what
editors call it, its headings and resources in each language; a theme with its names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from django.db.models import Q

from recommendations.models import (
    ArchiveNote,
    Citation,
    Instrument,
    InstrumentName,
    Occurrence,
    Provision,
    ProvisionLink,
    ProvisionLinkReason,
    ProvisionName,
    Recommendation,
    RecommendationAddressee,
    RecommendationText,
    Relation,
    RelationNote,
    Theme,
    ThemeAssignment,
    ThemeAssignmentReason,
    ThemeName,
    ThemeSynonym,
)
from recommendations.records.fixture_rows import (
    Key,
    Row,
    digest,
    row,
    row_key,
    row_model,
    serialized_rows,
)
from sessions.models import (
    Document,
    DocumentTitle,
    EditorialNote,
    EditorialNoteText,
    Footnote,
    LanguageVersion,
    NameOrigin,
    Paragraph,
    ReportedTopics,
    Resource,
    ResourceTranslation,
    Section,
    SectionTranslation,
    SessionSymbol,
    WorkingGroupSession,
)
from smuggling_kb.database.natural_keys import NaturalKeyModel

__all__ = (
    "Key",
    "Row",
    "digest",
    "group_digest",
    "group_name",
    "record_group",
    "row",
    "row_key",
    "row_model",
    "rows_by_group",
    "rows_in_database",
    "serialized_rows",
    "translation_group",
    "words_group",
)

#: Every model that files write, in an order in which a row's parents come before it; the file of
#: fixtures that holds it; the group it belongs to (and how many values of its key name the group).
MODELS: dict[type[NaturalKeyModel], tuple[str, str, int]] = {
    WorkingGroupSession: ("01_sessions", "session", 1),
    ReportedTopics: ("01_sessions", "session", 1),
    SessionSymbol: ("01_sessions", "session", 1),
    Theme: ("02_themes", "theme", 1),
    ThemeName: ("02_themes", "theme", 1),
    ThemeSynonym: ("02_themes", "theme", 1),
    Instrument: ("03_instruments", "instrument", 1),
    InstrumentName: ("03_instruments", "instrument", 1),
    Provision: ("03_instruments", "instrument", 1),
    ProvisionName: ("03_instruments", "instrument", 1),
    Document: ("04_documents", "document", 1),
    DocumentTitle: ("04_documents", "document", 1),
    LanguageVersion: ("04_documents", "document", 1),
    Section: ("04_documents", "document", 1),
    Paragraph: ("04_documents", "document", 1),
    Footnote: ("04_documents", "document", 1),
    Resource: ("04_documents", "document", 1),
    SectionTranslation: ("04_documents", "translation", 2),
    ResourceTranslation: ("04_documents", "translation", 2),
    EditorialNote: ("04_documents", "note", 4),
    EditorialNoteText: ("04_documents", "note", 4),
    Recommendation: ("05_recommendations", "recommendation", 1),
    ArchiveNote: ("05_recommendations", "recommendation", 1),
    RecommendationText: ("05_recommendations", "words", 2),
    RecommendationAddressee: ("05_recommendations", "recommendation", 1),
    ThemeAssignment: ("05_recommendations", "recommendation", 1),
    ThemeAssignmentReason: ("05_recommendations", "recommendation", 1),
    Occurrence: ("05_recommendations", "recommendation", 1),
    ProvisionLink: ("05_recommendations", "recommendation", 1),
    ProvisionLinkReason: ("05_recommendations", "recommendation", 1),
    Relation: ("05_recommendations", "recommendation", 1),
    RelationNote: ("05_recommendations", "recommendation", 1),
    Citation: ("06_citations", "", 0),
}
#: The field with the stage of publication, of the models that have one.
STAGES: dict[type[NaturalKeyModel], str] = {
    WorkingGroupSession: "publication",
    Document: "publication",
    Recommendation: "publication",
    RecommendationText: "stage",
}
FILES = tuple(dict.fromkeys(file for file, _group, _length in MODELS.values()))


def group_name(row: Row) -> str:
    """Return the name of the group that a row belongs to, e.g. ``recommendation 2012/5``."""
    model, key = row_model(row), row_key(row)
    if model is Citation:
        return f"words {key[1]} {key[2]}" if key[0] == "text" else f"document {key[1]}"
    if model is Occurrence:
        return f"recommendation {row['fields']['recommendation'][0]}"
    if model is DocumentTitle and row["fields"]["origin"] == NameOrigin.EDITOR:
        return translation_group(*map(str, key))
    _file, group, length = MODELS[model]
    return f"{group} {' '.join(str(value) for value in key[:length])}"


def group_names(keys: Iterable[str]) -> set[str]:
    """Return the names of all groups that rows with these keys may be called by."""
    kinds = {group for _file, group, _length in MODELS.values() if group}
    return {f"{kind} {key}" for kind in kinds for key in keys}


def record_group(name: str) -> str:
    """Return the group of the record that words belong to; of another group, its own name."""
    kind, code, *_language = name.split(" ")
    return f"recommendation {code}" if kind == "words" else name


def words_group(code: str, language: str) -> str:
    """Return the name of the group of a record's words in a language."""
    return f"words {code} {language}"


def translation_group(symbol: str, language: str) -> str:
    """Return the name of the group of what editors translated of a document into a language."""
    return f"translation {symbol} {language}"


def group_digest(group: Iterable[Row]) -> str:
    """Return the digest of a group, whatever stages its rows are in."""
    return digest(map(_without_stage, group))


def _without_stage(row: Row) -> Row:
    stage = STAGES.get(row_model(row))
    fields = {name: value for name, value in row["fields"].items() if name != stage}
    return {**row, "fields": fields}


def rows_by_group(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Return rows by the name of their group, in the order in which they came."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for each in rows:
        groups[group_name(each)].append(each)
    return dict(groups)


def rows_in_database(groups: Collection[str] | None = None) -> Iterator[Row]:
    """Yield the rows in the database as fixtures would write them.

    If groups are given, their rows, and some of groups whose names begin with the same word.
    One query a model; for the citations of given groups one more for each place that they can be
    in.
    """
    for model in MODELS:
        rows = model.objects.order_by("pk")
        yield from serialized_rows(
            rows if groups is None else rows.filter(_in_groups(model, groups))
        )


def _in_groups(model: type[NaturalKeyModel], groups: Collection[str]) -> Q:
    """Return the condition of a model's rows in groups, by the first word of their names."""
    first: dict[str, set[str]] = defaultdict(set)
    for name in groups:
        kind, word, *_rest = name.split(" ")
        first[kind].add(word)
    if model is Occurrence:
        return Q(recommendation__code__in=first["recommendation"])
    if model is DocumentTitle:
        return Q(document__symbol__in=first["document"] | first["translation"])
    if model is not Citation:
        return Q(**{f"{model.natural_fields[0]}__in": first[MODELS[model][1]]})
    # Asked beforehand, place by place: for all in one PostgreSQL looks at every citation there is.
    there = (
        Citation.objects.filter(
            **{f"{place}__{of_place.natural_fields[0]}__in": first[MODELS[of_place][1]]}
        )
        for place, of_place in Citation.PLACES.items()
    )
    return Q(pk__in=[pk for each in there for pk in each.values_list("pk", flat=True)])
