"""A digest is over all that a record's JSON has, in every language."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils.translation import override

from recommendations.editions.record_contents import record_contents
from recommendations.exports.columns import ExportedRecord
from recommendations.exports.json_file import dumps
from recommendations.exports.record_json import record_fields
from recommendations.models import Recommendation
from recommendations.pages.record.record_reader import read_recommendation
from tests.builders import make_note, make_recommendation, make_relation

#: Fields that say nothing of the record itself, or that follow from others that are there.
DERIVED = {"url", "similar", "digest", "items", "label", "articles", "cites", "target"}


def leaves(value: Any) -> Iterator[str]:
    """Yield the values in a structure, as words."""
    if isinstance(value, dict):
        for name, each in value.items():
            if name not in DERIVED:
                yield from leaves(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from leaves(each)
    elif value not in (None, ""):
        yield str(value)


def languages(content: dict[str, Any]) -> Iterator[str]:
    """Yield the languages that wordings are kept by."""
    for *_note, wordings in content["notes"]:
        yield from wordings
    for relation in content["relations"]:
        yield from relation["notes"]


def json_leaves(record: Recommendation, language: str) -> set[str]:
    with override(language):
        fields = record_fields(ExportedRecord(record, language, "http://x"))
    return set(leaves(json.loads(dumps(fields))))


@pytest.mark.usefixtures("knowledge_base")
def test_all_that_the_json_of_a_record_has_is_in_its_digest() -> None:
    codes = list(Recommendation.objects.values_list("code", flat=True))
    contents = dict(record_contents(codes))
    assert len(contents) == 129
    for pk, code in Recommendation.objects.values_list("pk", "code"):
        record = read_recommendation(pk)
        assert record is not None
        content = contents[code]
        known = {*leaves(json.loads(dumps(content))), *languages(content)}
        # Places stand there in two parts, and relations from the other end by their codes alone.
        known |= {f"{symbol}#{anchor}" for symbol, anchor, _kind in content["occurrences"]}
        for language in ("en", "zh-hans"):
            assert json_leaves(record, language) <= known, (code, language)


@pytest.mark.django_db
def test_every_language_is_in_it() -> None:
    record, other = make_recommendation("2012/5"), make_recommendation("2012/6")
    record.texts.create(language="en", text="States should act.", text_status="unofficial")
    relation = make_relation(record, other)
    relation.notes.create(language="en", text="Both say so.")
    relation.notes.create(language="zh-hans", text="二者皆如此。")
    source = record.source
    assert source is not None
    make_note(source.document, source.anchor, "slip", "", en="As printed.")
    [(code, content)] = record_contents(["2012/5"])
    assert code == "2012/5"
    assert {text["language"] for text in content["texts"]} == {"en", "zh-hans"}
    assert content["relations"][0]["notes"].keys() == {"en", "zh-hans"}
    assert content["notes"] == [("slip", source.anchor, "", {"en": "As printed."})]


@pytest.mark.django_db
def test_the_status_is_the_one_that_is_shown() -> None:
    record = make_recommendation("2012/5")
    text = record.texts.get()
    assert text.source is not None

    def content() -> Any:
        [(_code, found)] = record_contents(["2012/5"])
        return found["texts"][0]

    assert content()["text_status"] == "official"
    assert "source_text" not in content()
    type(text.source).objects.filter(pk=text.source.pk).update(text="别的。")
    assert (content()["text_status"], content()["source_text"]) == ("differs", "别的。")
