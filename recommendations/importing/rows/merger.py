"""The merger of a file's rows with those held: a file decides what was read from it, nothing else.

Words that an editor wrote, classifications, relations, titles and notes stay. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Set

from recommendations.importing.rows.groups import Row, row_key, row_model
from recommendations.models import (
    Citation,
    Occurrence,
    Recommendation,
    RecommendationAddressee,
    RecommendationText,
)
from sessions.models import (
    Document,
    DocumentTitle,
    Footnote,
    LanguageVersion,
    Paragraph,
    Resource,
    Section,
)

#: The rows of groups by the groups' names.
RowsByGroup = dict[str, list[Row]]

#: The models of a document whose rows a file alone writes.
FILE_MODELS = (LanguageVersion, Section, Paragraph, Footnote, Citation)


def row_identity_in_group(row: Row) -> tuple[str, ...]:
    """Return what tells a row from the others of its group."""
    return (row["model"], *map(str, row_key(row)))


def row_language(row: Row) -> str:
    """Return the language of a text, a version or what stands within one."""
    fields = row["fields"]
    if "language" in fields:
        return str(fields["language"])
    if "version" in fields:
        return str(fields["version"][1])
    place = next(place for place in Citation.PLACES if fields.get(place))
    return str(fields[place][1])


def add_missing_rows(held: Iterable[Row], wanted: Iterable[Row]) -> list[Row]:
    """Return the rows held, and those wanted that are not among them."""
    rows = {row_identity_in_group(each): each for each in wanted}
    rows |= {row_identity_in_group(each): each for each in held}
    return list(rows.values())


def merge_document(
    wanted: list[Row], held: list[Row], language: str, *, is_untouched: bool, stated: Set[str]
) -> list[Row]:
    """Return the rows of a document with the text of a file in one language.

    ``stated`` has the names of the facts that somebody stated: of these the file fills what is
    empty, the others are as it prints them. ``is_untouched`` says that the group is as a file last
    wrote it: then the titles of the file go before those held.
    """
    if not held:
        return wanted
    is_read = {
        id(each): row_model(each) in FILE_MODELS and row_language(each) == language
        for each in [*wanted, *held]
    }
    passages = [each for each in wanted if is_read[id(each)]]
    kept = [each for each in held if not is_read[id(each)]]
    others = [each for each in wanted if not is_read[id(each)]]
    there = {tuple(row_key(each)) for each in passages if row_model(each) is Paragraph}
    kept = [each for each in kept if has_its_passage(each, there, language)]
    in_file = {row_identity_in_group(each): each for each in others}
    merged = []
    for each in add_missing_rows(kept, others):
        model, new = row_model(each), in_file.get(row_identity_in_group(each))
        if model is Document and new:
            merged.append(merge_facts(new, each, stated))
        elif model is DocumentTitle and new and (is_untouched or is_printed(each, language)):
            merged.append(new)
        else:
            merged.append(each)
    return [*merged, *passages]


def merge_translations(held: RowsByGroup, document: Iterable[Row]) -> RowsByGroup:
    """Return the groups of what editors translated of a document, whose rows are given.

    Without what is no longer in it, and the titles in languages in which it prints its own.
    """
    there = set(map(row_identity_in_group, document))
    return {
        name: [each for each in group if is_still_translated(each, there)]
        for name, group in held.items()
        if name.startswith("translation ")
    }


def is_still_translated(translation: Row, document: Set[tuple[str, ...]]) -> bool:
    """Return whether the rows of a document have what is translated, and no title of its own."""
    fields = translation["fields"]
    if row_model(translation) is DocumentTitle:
        return row_identity_in_group(translation) not in document
    of: type[Section | Resource] = Section if "section" in fields else Resource
    key = fields["section" if of is Section else "resource"]
    return (of._meta.label_lower, *map(str, key)) in document


def is_printed(title: Row, language: str) -> bool:
    """Return whether a document's text in a language prints its title so."""
    fields = title["fields"]
    return bool(fields["origin"] == "document" and fields["language"] == language)


def has_its_passage(row: Row, passages: set[tuple[object, ...]], language: str) -> bool:
    """Return whether the paragraph of the file that a row is on, if it is on one, is there."""
    paragraph = row["fields"].get("paragraph")
    return paragraph is None or paragraph[1] != language or tuple(paragraph) in passages


def merge_facts(wanted: Row, held: Row, stated: Set[str]) -> Row:
    """Return the row of a document, in the stage of publication that it is in.

    What was stated stays, and what the file does not tell.
    """
    fields = dict(held["fields"])
    for name, value in wanted["fields"].items():
        is_told = name not in stated and name != "publication" and value not in (None, "")
        if is_told or fields.get(name) in (None, ""):
            fields[name] = value
    return {**held, "fields": fields}


def merge_record(wanted: list[Row], held: list[Row], *, is_untouched: bool) -> list[Row]:
    """Return the rows of a record without its words.

    Strength and addressees follow the file unless an editor stated them; everything else that
    is held stays.
    """
    if not held:
        return wanted
    addressees = [each for each in held if row_model(each) is RecommendationAddressee]
    stated = any(each["fields"]["origin"] == "editor" for each in addressees)
    source = {tuple(row_key(each)) for each in wanted if row_model(each) is Occurrence}
    documents = {symbol for symbol, _anchor in source}
    merged: list[Row] = []
    for each in held:
        model, fields = row_model(each), each["fields"]
        if model is Recommendation:
            merged.append(merge_strength(each, wanted, is_untouched=is_untouched))
        elif model is RecommendationAddressee and not stated:
            continue
        elif model is Occurrence and fields["document"][0] in documents:
            merged += [each] if fields["relation"] != "source" else []
        else:
            merged.append(each)
    new = [each for each in wanted if not (stated and row_model(each) is RecommendationAddressee)]
    return add_missing_rows(merged, new)


def merge_strength(held: Row, wanted: list[Row], *, is_untouched: bool) -> Row:
    """Return a record's own row, with what its words say of its strength."""
    [new] = [each for each in wanted if row_model(each) is Recommendation]
    fields = dict(held["fields"])
    if is_untouched:
        fields |= {
            name: value
            for name, value in new["fields"].items()
            if name not in ("publication", "successor")
        }
    elif fields["strength_origin"] == "document":
        names = ("strength", "strength_origin", "strength_reason")
        fields |= {name: new["fields"][name] for name in names}
    fields["session"] = fields["session"] or new["fields"]["session"]
    return {**held, "fields": fields}


def merge_words(wanted: list[Row], held: list[Row], stage: str) -> list[Row]:
    """Return the text that the file has of a record, with what it cites.

    ``stage`` is that of a text which is not held yet.
    """
    for each in held:
        if row_model(each) is RecommendationText:
            stage = each["fields"]["stage"]
    return [
        {**each, "fields": {**each["fields"], "stage": stage}}
        if row_model(each) is RecommendationText
        else each
        for each in wanted
    ]
