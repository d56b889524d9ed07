"""The fixtures: built from the sources byte for byte, and equal to what loading them gives."""

import json
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from recommendations.citations.citing_passages import printed_text
from recommendations.importing import fixtures
from recommendations.importing.rows import groups
from recommendations.models import Citation, Recommendation, RecommendationText, Scheme
from recommendations.records.fixture_rows import ADDED_FIELDS
from sessions.models import Document
from smuggling_kb.preference import SOURCE


def test_building_them_again_changes_no_byte_and_needs_no_database() -> None:
    call_command("build_fixtures", check=True)


def test_a_changed_fixture_fails_the_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fixtures, "FOLDER", tmp_path)
    call_command("build_fixtures", verbosity=0)
    changed = tmp_path / "05_recommendations.json"
    changed.write_text(
        changed.read_text(encoding="utf-8").replace("应当", "应", 1), encoding="utf-8"
    )
    with pytest.raises(CommandError, match=r"05_recommendations.json would change"):
        call_command("build_fixtures", check=True)


def test_no_value_is_longer_than_its_column() -> None:
    """PostgreSQL refuses such a value; SQLite takes it."""
    for row in fixtures.read_fixtures():
        model = apps.get_model(row["model"])
        for name, value in row["fields"].items():
            most = getattr(model._meta.get_field(name), "max_length", None)
            if most and isinstance(value, str):
                assert len(value) <= most, (row["model"], name, value)


def test_what_loaddata_stores_is_what_they_say(knowledge_base: None) -> None:
    wanted = groups.rows_by_group(fixtures.read_fixtures())
    stored = groups.rows_by_group(groups.rows_in_database())
    implied = ADDED_FIELDS | {"publication": "published"}
    assert {name: groups.digest(group, implied) for name, group in stored.items()} == {
        name: groups.digest(group, implied) for name, group in wanted.items()
    }


def test_no_row_has_a_number_that_a_database_gave() -> None:
    assert all(set(row) == {"model", "fields"} for row in fixtures.read_fixtures())


def test_files_are_in_the_order_in_which_they_load() -> None:
    known = set()
    for row in fixtures.read_fixtures():
        model = groups.row_model(row)
        for name, value in row["fields"].items():
            field = model._meta.get_field(name)
            if value is not None and field.is_relation:
                assert (field.related_model, tuple(value)) in known, row
        known.add((model, groups.row_key(row)))


def test_the_records_are_those_that_the_documents_hold(knowledge_base: None) -> None:
    published = Recommendation.objects.published()
    assert published.count() == 129
    assert published.adopted().count() == 113
    assert published.filter(session__number=1).count() == 55
    assert published.filter(session__number=2).count() == 33
    assert published.filter(session__number=7).count() == 22
    assert published.filter(status="proposed").count() == 13
    assert published.filter(status="resolution").count() == 3
    assert Document.objects.count() == 5


def test_every_record_has_a_theme(knowledge_base: None) -> None:
    assert not Recommendation.objects.without_scheme(Scheme.CHAPTERS).exists()


def test_restatements_lead_to_the_record_that_they_restate(knowledge_base: None) -> None:
    assert set(
        Recommendation.objects.filter(occurrences__relation="restatement").values_list(
            "code", "occurrences__document__symbol", "occurrences__anchor"
        )
    ) >= {
        ("2013/92", "CTOC/COP/WG.7/2022/2", "p61a"),
        ("2020/18", "CTOC/COP/WG.7/2022/2", "p61e"),
    }
    assert not Recommendation.objects.filter(code__in=("2022/61a", "2022/61e")).exists()


def test_a_modal_word_stands_in_its_text_or_chapeau(knowledge_base: None) -> None:
    for text in RecommendationText.objects.select_related("recommendation"):
        assert text.modal in text.chapeau + text.text
        if text.language == SOURCE:
            assert (text.modal == "") == (text.recommendation.strength == "none")


def test_words_that_cite_stand_where_the_citation_says(knowledge_base: None) -> None:
    citations = Citation.objects.select_related("text", "paragraph", "footnote", "section")
    for citation in citations:
        passage = citation.passage
        words = printed_text(passage) if passage else str(citation.text and citation.text.text)
        assert words[citation.start :].startswith(citation.as_written)
    assert citations.exists()


def test_the_files_are_json_that_people_can_read() -> None:
    for path in fixtures.fixture_paths():
        content = path.read_text(encoding="utf-8")
        assert "\\u" not in content
        assert json.loads(content)
