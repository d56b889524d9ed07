"""Files write groups of rows, and keep away from what somebody changed."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.models import QuerySet

from recommendations.history.models import Version
from recommendations.importing import actions, fixtures
from recommendations.importing.models import LoadedGroup
from recommendations.importing.rows import groups as rows
from recommendations.importing.rows.groups import Row
from recommendations.importing.upgrades.migrated_groups import (
    mark_unchanged_groups,
    renew_digests,
)
from recommendations.importing.upgrades.undivided_words import divide_words
from recommendations.models import (
    Occurrence,
    Recommendation,
    RecommendationText,
    ThemeAssignment,
    ThemeName,
    WorkflowStage,
)
from recommendations.names.labels import Labels
from sessions.models import (
    Document,
    DocumentTitle,
    Paragraph,
    ResourceTranslation,
    SectionTranslation,
)
from smuggling_kb.languages import LANGUAGES
from smuggling_kb.preference import SOURCE
from tests.builders import set_stage

pytestmark = pytest.mark.django_db

CODE, SYMBOL = "2012/5", "CTOC/COP/WG.7/2020/4"
GROUP = f"recommendation {CODE}"
WORDS = rows.words_group(CODE, SOURCE)
ALL_WORDS = {rows.words_group(CODE, language.code) for language in LANGUAGES}


def texts() -> QuerySet[RecommendationText]:
    return RecommendationText.objects.filter(recommendation__code=CODE)


@pytest.fixture
def wanted() -> list[Row]:
    return list(fixtures.read_fixtures())


@pytest.fixture
def loaded(knowledge_base: None, wanted: list[Row]) -> list[Row]:
    return wanted


def text_row(wanted: list[Row], code: str = CODE, *, language: str = SOURCE) -> Row:
    return next(
        row
        for row in wanted
        if row["model"] == "recommendations.recommendationtext"
        and row["fields"]["recommendation"] == [code]
        and row["fields"]["language"] == language
    )


def is_of_record(row: Row) -> bool:
    return rows.record_group(rows.group_name(row)) == GROUP


def stored_text(code: str = CODE) -> str:
    return str(RecommendationText.objects.get(recommendation__code=code, language=SOURCE).text)


def test_loading_the_same_again_changes_nothing(loaded: list[Row]) -> None:
    changes = actions.load(loaded, source=actions.FIXTURES)
    assert not changes
    assert not changes.skipped


def test_a_record_is_updated_whose_words_were_loaded_as_a_part_of_it(loaded: list[Row]) -> None:
    whole = rows.digest(filter(is_of_record, rows.rows_in_database()))
    LoadedGroup.objects.filter(name__in=ALL_WORDS).delete()
    LoadedGroup.objects.filter(name=GROUP).update(digest=whole)
    text_row(loaded)["fields"]["text"] = "新的文本。"
    changes = actions.load(loaded, source=actions.FIXTURES)
    assert (changes.updated, changes.skipped) == ([WORDS], [])
    assert not actions.load(loaded, source=actions.FIXTURES)


def test_a_record_that_nobody_touched_is_updated(loaded: list[Row]) -> None:
    text_row(loaded)["fields"]["text"] = "新的文本。"
    changes = actions.load(loaded, source=actions.FIXTURES)
    assert (changes.updated, changes.skipped) == ([WORDS], [])
    assert stored_text() == "新的文本。"


def test_who_classifies_a_record_leaves_its_words_to_the_files(loaded: list[Row]) -> None:
    ThemeAssignment.objects.filter(recommendation__code=CODE).update(origin="editor")
    text_row(loaded)["fields"]["text"] = "新的文本。"
    changes = actions.load(loaded, source=actions.FIXTURES)
    assert (changes.updated, changes.skipped, changes.conflicts) == ([WORDS], [], [])
    assert stored_text() == "新的文本。"
    assignments = ThemeAssignment.objects.filter(recommendation__code=CODE)
    assert set(assignments.values_list("origin", flat=True)) == {"editor"}


def test_words_that_a_curator_changed_are_listed_and_left_alone(loaded: list[Row]) -> None:
    texts().filter(language=SOURCE).update(text="校正。")
    text_row(loaded)["fields"]["text"] = "新的文本。"
    changes = actions.load(loaded, source=actions.FIXTURES)
    assert (changes.updated, changes.skipped) == ([], [WORDS])
    [conflict] = changes.conflicts
    assert (conflict.code, conflict.stored, conflict.printed) == (CODE, "校正。", "新的文本。")
    assert stored_text() == "校正。"


def test_a_file_does_not_bring_back_what_was_withdrawn(loaded: list[Row]) -> None:
    Recommendation.objects.filter(code=CODE).update(publication=WorkflowStage.ARCHIVED)
    [record] = [row for row in loaded if row["fields"].get("code") == CODE]
    record["fields"]["strength"] = "may"
    assert actions.load(loaded, source=actions.FIXTURES).updated == [GROUP]
    stored = Recommendation.objects.get(code=CODE)
    assert (stored.publication, stored.strength) == (WorkflowStage.ARCHIVED, "may")


def test_a_curators_change_is_no_news_while_the_fixtures_stay(loaded: list[Row]) -> None:
    Recommendation.objects.filter(code=CODE).update(publication=WorkflowStage.ARCHIVED)
    changes = actions.load(loaded, source=actions.FIXTURES)
    assert not changes
    assert not changes.skipped


def test_who_corrects_a_translation_leaves_the_other_languages_to_the_files(
    loaded: list[Row],
) -> None:
    texts().filter(language="fr").update(text="Texte corrigé.")
    for language in (SOURCE, "fr", "en"):
        text_row(loaded, language=language)["fields"]["text"] = f"Of a later file: {language}."
    changes = actions.load(loaded, source=actions.FIXTURES)
    assert set(changes.updated) == {WORDS, rows.words_group(CODE, "en")}
    assert changes.skipped == [rows.words_group(CODE, "fr")]
    [conflict] = changes.conflicts
    assert (conflict.code, conflict.language) == (CODE, "fr")
    assert texts().get(language="fr").text == "Texte corrigé."
    assert texts().get(language="en").text == "Of a later file: en."


def test_an_official_text_is_kept_though_the_files_translate_it(loaded: list[Row]) -> None:
    texts().filter(language="en").update(text="Official.", text_status="official")
    text_row(loaded, language="en")["fields"]["text"] = "A better translation."
    changes = actions.load(loaded, source=actions.FIXTURES)
    assert (changes.updated, changes.skipped) == ([], [rows.words_group(CODE, "en")])
    assert texts().get(language="en").text == "Official."


def test_who_corrects_what_a_document_is_called_leaves_the_document_to_the_files(
    loaded: list[Row],
) -> None:
    titles = DocumentTitle.objects.filter(document__symbol=SYMBOL, language="fr")
    headings = SectionTranslation.objects.filter(section__version__document__symbol=SYMBOL)
    titles.update(title="Titre corrigé")
    assert headings.filter(language="es").update(heading="Corregido")
    [document] = [row for row in loaded if row["fields"].get("symbol") == SYMBOL]
    document["fields"]["job_number"] = "V.20-00001"
    for row in loaded:
        if row["model"] == "wg_sessions.sectiontranslation":
            row["fields"]["heading"] += " (2020)"
    changes = actions.load(loaded, source=actions.FIXTURES)
    own = {name for name in changes.updated + changes.skipped if SYMBOL in name}
    assert f"document {SYMBOL}" in changes.updated
    assert set(changes.skipped) == {f"translation {SYMBOL} {language}" for language in ("es", "fr")}
    assert len(own) == len(LANGUAGES)
    assert titles.get().title == "Titre corrigé"


def test_an_older_database_gets_the_translations(loaded: list[Row]) -> None:
    """Words were a group in all languages, and titles that editors gave their document's."""
    RecommendationText.objects.exclude(language=SOURCE).delete()
    SectionTranslation.objects.all().delete()
    ResourceTranslation.objects.all().delete()
    DocumentTitle.objects.exclude(language__in=("en", SOURCE)).delete()
    stored = rows.rows_by_group(rows.rows_in_database())
    LoadedGroup.objects.filter(name__startswith="translation ").delete()
    LoadedGroup.objects.filter(name__startswith="words ").delete()
    for document in LoadedGroup.objects.filter(name__startswith="document "):
        title = stored[f"translation {document.name.removeprefix('document ')} en"]
        document.digest = rows.group_digest(stored[document.name] + title)
        document.save()
    undivided = LoadedGroup(name=f"words {CODE}", source=actions.FIXTURES)
    undivided.digest = rows.group_digest(stored[WORDS])
    undivided.save()
    migrate_groups()
    changes = actions.load(loaded, source=actions.FIXTURES)
    assert changes.skipped == []
    assert f"words {CODE} ar" in changes.created
    assert not LoadedGroup.objects.filter(name=f"words {CODE}").exists()
    assert not actions.load(loaded, source=actions.FIXTURES)
    assert rows.rows_by_group(rows.rows_in_database()).keys() == rows.rows_by_group(loaded).keys()


def test_an_older_database_gets_names_in_every_language_but_where_a_curator_changed_one(
    loaded: list[Row],
) -> None:
    ThemeName.objects.exclude(language__in=("en", SOURCE)).delete()
    stored = rows.rows_by_group(rows.rows_in_database())
    for theme in LoadedGroup.objects.filter(name__startswith="theme "):
        theme.digest = rows.group_digest(stored[theme.name])
        theme.save()
    ThemeName.objects.filter(theme__slug="prevention", language="en").update(name="Preventing")
    changes = actions.load(loaded, source=actions.FIXTURES)
    assert changes.skipped == ["theme prevention"]
    assert {"theme protection", "theme border-control"} <= set(changes.updated)
    themes = Labels("ar").themes
    assert (themes["prevention"].name, themes["prevention"].language) == ("Preventing", "en")
    assert {name.language for slug, name in themes.items() if slug != "prevention"} == {"ar"}


def migrate_groups() -> None:
    """Do what a migration does with what files last wrote."""
    mark_unchanged_groups(apps, plan=["a migration"])
    divide_words(apps, None)
    renew_digests(apps)


def test_a_draft_that_left_the_fixtures_goes(loaded: list[Row]) -> None:
    set_stage(Recommendation.objects.filter(code=CODE), WorkflowStage.DRAFT)
    kept = [row for row in loaded if not is_of_record(row)]
    assert set(actions.load(kept, source=actions.FIXTURES).removed) == {GROUP, *ALL_WORDS}
    assert not Recommendation.objects.filter(code=CODE).exists()


def test_what_was_published_stays_when_it_leaves_the_fixtures(loaded: list[Row]) -> None:
    kept = [row for row in loaded if not is_of_record(row)]
    changes = actions.load(kept, source=actions.FIXTURES)
    assert (changes.removed, set(changes.skipped)) == ([], {GROUP, *ALL_WORDS})
    assert stored_text()
    assert Recommendation.objects.filter(code=CODE).exists()


def test_a_record_from_another_file_stays_when_fixtures_load(loaded: list[Row]) -> None:
    kept = [row for row in loaded if not is_of_record(row)]
    actions.load([row for row in loaded if is_of_record(row)], source="report.txt")
    text_row(loaded)["fields"]["text"] = "新的文本。"
    actions.load([row for row in loaded if is_of_record(row)], source="report.txt")
    assert not actions.load(kept, source=actions.FIXTURES)
    assert stored_text() == "新的文本。"


def test_passages_can_change_places(loaded: list[Row]) -> None:
    passages = [
        row
        for row in loaded
        if row["model"] == "wg_sessions.paragraph" and row["fields"]["anchor"] in ("c1", "c2")
        if row["fields"]["version"][0] == "A/CONF.213/7"
    ]
    first, second = (row["fields"] for row in passages)
    first["position"], second["position"] = second["position"], first["position"]
    assert actions.load(loaded, source=actions.FIXTURES).updated == ["document A/CONF.213/7"]
    moved = Paragraph.objects.get(version__document__symbol="A/CONF.213/7", anchor="c1")
    assert moved.position == 2


def test_a_passage_that_a_record_needs_is_not_taken_away(loaded: list[Row]) -> None:
    def needless(row: Row) -> bool:
        fields = row["fields"]
        place = fields.get("paragraph") or [
            *(fields.get("version") or [""]),
            fields.get("anchor", ""),
        ]
        return place == ["CTOC/COP/WG.7/2020/4", "zh-hans", "r1"]

    with pytest.raises(actions.LoadRefused, match="needs it"):
        actions.load([row for row in loaded if not needless(row)], source=actions.FIXTURES)
    assert Paragraph.objects.filter(anchor="r1").exists()


def test_the_history_says_which_file_changed_a_record(loaded: list[Row]) -> None:
    text_row(loaded)["fields"]["text"] = "新的文本。"
    group = [row for row in loaded if is_of_record(row)]
    actions.dry_run(group, source="report.txt")
    actions.load(group, source="report.txt")
    first, second = Version.objects.filter(code=CODE).order_by("number")
    assert (first.kind, second.kind, second.reason) == ("baseline", "import", "report.txt")


def test_an_empty_database_gets_everything(wanted: list[Row]) -> None:
    call_command("load_fixtures", verbosity=0)
    stored = rows.rows_by_group(rows.rows_in_database())
    assert rows.rows_by_group(wanted).keys() == stored.keys()
    baselines = Version.objects.filter(kind="baseline", reason="fixtures", number=1)
    assert baselines.count() == Recommendation.objects.count()


def test_of_some_groups_the_same_rows_are_read_as_of_all(loaded: list[Row]) -> None:
    whole = rows.rows_by_group(rows.rows_in_database())
    for name in (GROUP, WORDS, "document CTOC/COP/WG.7/2020/4", "theme protection", "session 1"):
        assert rows.rows_by_group(rows.rows_in_database([name]))[name] == whole[name]
    some = rows.rows_by_group(rows.rows_in_database(whole))
    assert some == whole


def test_a_row_that_names_one_that_is_not_there_is_refused_with_what_to_do(
    loaded: list[Row],
) -> None:
    assignment = rows.row(
        ThemeAssignment, recommendation=[CODE], theme=["missing"], origin="editor"
    )
    group = [row for row in loaded if is_of_record(row)]
    with pytest.raises(actions.LoadRefused, match=r"missing.*load_fixtures"):
        actions.load([*group, assignment], source="report.txt")


def test_a_place_that_another_record_holds_is_refused_and_nothing_is_written(
    wanted: list[Row],
) -> None:
    group = [row for row in wanted if is_of_record(row)]
    [source] = [row for row in group if row["fields"].get("relation") == "source"]
    others = [
        row for row in wanted if not rows.group_name(row).startswith(("recommendation ", "words "))
    ]
    actions.load(others, source="report.txt")
    document = Document.objects.get(symbol=source["fields"]["document"][0])
    theirs = Recommendation.objects.create(code="2012/99", year=2012, number=99)
    Occurrence.objects.create(
        recommendation=theirs, document=document, anchor=source["fields"]["anchor"]
    )
    with pytest.raises(actions.LoadRefused, match=r"held already.*recommendations\.occurrence"):
        actions.load(group, source="report.txt")
    assert not Recommendation.objects.filter(code=CODE).exists()
