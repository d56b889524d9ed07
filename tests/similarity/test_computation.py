"""Similar recommendations: how they are found, stored and shown, and how well."""

import io
import json
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from recommendations.curation.similarity_review import pending_pairs
from recommendations.history.versions import record_changes
from recommendations.models import (
    Recommendation,
    RecommendationText,
    ReviewDecision,
    Similarity,
    SimilarityReview,
    SimilarityRun,
    WorkflowStage,
)
from recommendations.similarity import computation
from recommendations.similarity.candidates import KEPT
from recommendations.similarity.scoring import (
    DocumentFrequencies,
    cosine,
    similarity_score,
    term_counts,
    weighted_vector,
)
from recommendations.similarity.wordings import common_wordings, known_names
from tests import measures
from tests.builders import make_recommendation, make_session, set_stage
from tests.reading import Page

CHINESE = "zh-hans"
#: Five wordings of two characters, of which each record below has one or two.
CENTRE, WITNESS, EVIDENCE = "设立多机构中心", "保护证人安全", "收集数字证据"


# How alike two texts are


def test_words_are_compared_without_the_phrases_of_the_genre() -> None:
    assert term_counts("缔约国应当考虑设立多机构中心。", CHINESE) == {
        "设立": 1, "立多": 1, "多机": 1, "机构": 1, "构中": 1, "中心": 1,
    }  # fmt: skip


def test_other_languages_are_compared_by_words_whatever_their_case() -> None:
    assert term_counts("States parties; STATES", "en") == {"states": 2, "parties": 1}


def test_nothing_is_joined_across_punctuation() -> None:
    assert "人数" not in term_counts("证人，数字", CHINESE)


def test_rare_words_count_more_and_what_stands_everywhere_nothing() -> None:
    counts = DocumentFrequencies(10, {"all": 10, "some": 5})
    assert counts.weight("all") == 0
    assert 0 < counts.weight("some") < counts.weight("new")
    assert weighted_vector({"all": 3}, counts) == {}


def test_the_same_is_wholly_alike_and_what_shares_nothing_not_at_all() -> None:
    one = weighted_vector({"a": 1, "b": 2}, DocumentFrequencies(9, {}))
    assert cosine(one, one) == pytest.approx(1)
    assert cosine(one, {"c": 1.0}) == 0
    assert similarity_score(1, 1) == 1
    assert similarity_score(0.5, 1) == 2 * similarity_score(0.5, 0)


def test_the_longest_wordings_in_common_say_why() -> None:
    one = "缔约国应当设立多机构中心，在侦查中保护证人。"
    other = "鼓励缔约国为证人提供保护，并扩大多机构中心。"
    assert common_wordings(one, other, CHINESE) == ["多机构中心", "证人", "保护"]
    assert common_wordings("Joint investigations", "investigations", "en") == ["investigations"]
    assert common_wordings("", other, CHINESE) == []


@pytest.mark.parametrize(
    ("one", "other", "wordings"),
    [
        # A name is whole or not there.
        ("利用国际刑警组织的数据库。", "例如国际刑事警察组织（刑警组织）的数据库。", ["数据库"]),
        ("利用国际刑警组织的数据库。", "国际刑警组织。", ["国际刑警组织"]),
        ("特殊侦查手段", "特殊侦查技术", ["特殊侦查"]),
        ("有组织犯罪集团", "有组织犯罪", ["有组织犯罪"]),
        # What the texts share is shown whole, not in the parts between joining words.
        ("应收集和分析数据。", "请收集和分析数据。", ["收集和分析数据"]),
        ("缔约国应当考虑加强边境管制", "鼓励缔约国加强边境管制", ["边境管制"]),
        ("缔约国应当酌情采取措施", "缔约国应当酌情采取措施", []),
        ("COVID-19 大流行", "COVID-19 危机", ["covid-19"]),
    ],
)
def test_wordings_are_whole(one: str, other: str, wordings: list[str]) -> None:
    assert common_wordings(one, other, CHINESE) == wordings


def test_no_wording_of_real_texts_cuts_a_name() -> None:
    texts = list(measures.HELD.texts.values())[::3]
    for number, one in enumerate(texts):
        for other in texts[number + 1 :]:
            for wording in common_wordings(one, other, CHINESE):
                assert wording in known_names() or not any(
                    wording in name for name in known_names() if name in one and name in other
                )


# How well that works


def test_pairs_are_judged_once_and_of_records_that_there_are() -> None:
    verdicts: dict[frozenset[str], bool] = {}
    for record in measures.RECORDS:
        for kind in ("good", "tempting", "wrong"):
            for other in record[kind]:
                pair = frozenset((record["code"], other))
                assert len(pair) == 2
                assert verdicts.setdefault(pair, kind == "good") == (kind == "good"), pair
    assert frozenset().union(*verdicts) <= measures.HELD.texts.keys()
    assert measures.PAIRS["asks"].keys() == measures.HELD.texts.keys()
    assert sum(verdicts.values()) > 150
    assert len(verdicts) > 1000


@pytest.mark.parametrize("name", measures.MEASURES)
def test_what_a_measure_ranks_high_has_been_judged(name: str) -> None:
    """Else precision counts as wrong what nobody has read; new themes may move a few."""
    unread = [
        (record["code"], other)
        for record in measures.RECORDS
        for other in measures.rankings(name)[record["code"]]
        if other not in {*record["good"], *record["tempting"], *record["wrong"]}
    ]
    assert len(unread) < len(measures.RECORDS), unread


def test_the_measure_chosen_beats_the_baseline_at_every_depth() -> None:
    baseline = measures.precision(measures.BASELINE, measures.RECORDS)
    chosen = measures.precision(measures.CHOSEN, measures.RECORDS)
    assert all(ours > theirs for ours, theirs in zip(chosen, baseline, strict=True))


def test_no_other_measure_tried_is_better_at_any_depth() -> None:
    chosen = measures.precision(measures.CHOSEN, measures.RECORDS)
    for name in measures.MEASURES:
        others = measures.precision(name, measures.RECORDS)
        assert all(ours >= theirs for ours, theirs in zip(chosen, others, strict=True)), name


def test_the_figures_in_the_documents_are_these() -> None:
    data = (settings.BASE_DIR / "docs/DATA.md").read_text(encoding="utf-8")
    assert "\n".join(measures.table()) in data


# Finding and storing them


def make_some() -> dict[str, Recommendation]:
    """Two on centres, two on witnesses, one on both, all under one theme, and one on neither."""
    wordings = {
        "2012/5": f"缔约国应当{CENTRE}，{EVIDENCE}。",
        "2012/6": f"缔约国应当{WITNESS}。",
        "2013/7": f"鼓励缔约国{CENTRE}。",
        "2013/8": f"缔约国不妨考虑{WITNESS}，{CENTRE}。",
        "2013/9": "缔约国应当批准该文书。",
    }
    return {code: make_recommendation(code, text) for code, text in wordings.items()}


def similar(client: Client, code: str) -> list[str]:
    answer = client.get(f"/en/recommendations/{code}.json").json()
    return [each["code"] for each in answer["similar"]]


def stored() -> dict[tuple[str, str], float]:
    rows = Similarity.objects.values_list("recommendation__code", "other__code", "score")
    return {(one, other): score for one, other, score in rows}


@pytest.mark.django_db
def test_those_with_rare_words_in_common_are_similar_the_most_alike_first(client: Client) -> None:
    make_some()
    computation.compute_similarities()
    assert similar(client, "2013/7") == ["2013/8", "2012/5"]
    assert similar(client, "2013/9") == []


@pytest.mark.django_db
def test_every_pair_is_stored_from_both_its_ends() -> None:
    make_some()
    computation.compute_similarities()
    found = stored()
    assert found
    assert all(found[other, one] == score for (one, other), score in found.items())


@pytest.mark.django_db
def test_themes_in_common_count(client: Client) -> None:
    make_recommendation("2012/5", f"{CENTRE}。", theme="cooperation")
    make_recommendation("2012/6", f"{CENTRE}。", theme="research")
    make_recommendation("2012/7", f"{CENTRE}。", theme="cooperation")
    make_recommendation("2012/8", f"{WITNESS}。", theme="research")
    computation.compute_similarities()
    assert similar(client, "2012/5") == ["2012/7", "2012/6"]
    shared = Similarity.objects.get(recommendation__code="2012/5", other__code="2012/7").shared
    assert shared == ["theme:cooperation"]


@pytest.mark.django_db
def test_texts_are_compared_with_those_of_the_same_language() -> None:
    for code in ("2012/5", "2012/6"):
        record = make_recommendation(code, f"缔约国应当收集{code}号证据，COVID。")
        words = f"Collect exhibits COVID {code}"
        record.texts.create(language="en", text_status="unofficial", text=words)
    make_recommendation("2012/7", "Witness COVID", language="en")
    make_recommendation("2012/8", f"{WITNESS}。")
    assert computation.compute_similarities().texts == 6
    assert ("2012/5", "2012/6") in stored()


@pytest.mark.django_db
def test_translations_count_only_where_a_record_has_no_chinese_text() -> None:
    one = make_recommendation("2012/5", "缔约国应当收集电子证据。")
    two = make_recommendation("2012/6", "缔约国应当拨出热线号码。")
    words = "Rescue shipwrecked zebras quickly"
    for record in (one, two):
        record.texts.create(language="en", text_status="unofficial", text=words)
    make_recommendation("2012/7", words, language="en")
    make_recommendation("2012/8", "Other matters altogether", language="en")
    computation.compute_similarities()
    found = stored()
    assert {("2012/5", "2012/7"), ("2012/6", "2012/7")} <= set(found)
    assert ("2012/5", "2012/6") not in found
    for record in (one, two):
        computation.refresh_similarities([record.code])
    assert stored() == found


@pytest.mark.django_db
def test_the_command_finds_them_when_the_data_have_changed() -> None:
    make_some()
    assert "5 texts were compared" in told("find_similar")
    assert told("find_similar") == ""
    RecommendationText.objects.filter(recommendation__code="2013/9").update(text=f"{CENTRE}。")
    assert not computation.is_current()
    assert "5 texts were compared" in told("find_similar", quick=True)
    assert ("2013/7", "2013/9") in stored()


@pytest.mark.django_db
def test_a_start_of_the_server_does_not_wait_for_what_takes_minutes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_some()
    monkeypatch.setattr(computation, "QUICK", 4)
    assert "./run manage find_similar" in told("find_similar", quick=True)
    assert stored() == {}


@pytest.mark.django_db
def test_another_measure_finds_them_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    make_some()
    computation.compute_similarities()
    monkeypatch.setattr(computation, "MEASURE", 99)
    assert not computation.is_current()


@pytest.mark.django_db
def test_words_that_stand_everywhere_are_not_looked_through(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """In a large collection only the rarest words of each are followed."""
    monkeypatch.setattr("recommendations.similarity.candidates.VISITED", 2)
    for number in range(5, 10):
        rare = EVIDENCE if number < 7 else WITNESS if number < 9 else "批准该文书"
        make_recommendation(f"2012/{number}", f"{CENTRE}，{rare}。")
    computation.compute_similarities()
    assert {("2012/5", "2012/6"), ("2012/7", "2012/8")} == {
        (one, other) for one, other in stored() if one < other
    }


def told(*command: str, **options: Any) -> str:
    out = io.StringIO()
    call_command(*command, stdout=out, **options)
    return out.getvalue()


# After a change


def change(code: str, text: str) -> None:
    with record_changes([code], by=None, reason="It was wrong."):
        RecommendationText.objects.filter(recommendation__code=code).update(text=text)


@pytest.mark.django_db
def test_what_a_curator_saves_is_compared_at_once(client: Client) -> None:
    make_some()
    computation.compute_similarities()
    change("2013/9", f"缔约国应当{WITNESS}。")
    assert similar(client, "2013/9") == ["2012/6", "2013/8"]
    assert "2013/9" in similar(client, "2012/6")
    change("2013/9", "缔约国应当批准该文书。")
    assert similar(client, "2013/9") == []
    assert "2013/9" not in similar(client, "2012/6")


@pytest.mark.django_db
def test_a_draft_moves_no_score_and_is_compared_for_its_curators() -> None:
    make_some()
    computation.compute_similarities()
    before = stored()
    make_recommendation("2014/1", f"缔约国应当{CENTRE}。", publication=WorkflowStage.DRAFT)
    for compute in (
        lambda: computation.refresh_similarities(["2014/1"]),
        computation.compute_similarities,
    ):
        compute()
        found = stored()
        assert {pair: found[pair] for pair in found if pair[0] != "2014/1"} == before
        assert ("2014/1", "2013/7") in found
        waiting = pending_pairs().values_list("recommendation__code", "other__code")
        assert [pair for pair in waiting if "2014/1" in pair].count(("2014/1", "2013/7")) == 1


def make_drafts(count: int) -> list[Recommendation]:
    wordings = (CENTRE, WITNESS, f"{WITNESS}，{EVIDENCE}", "批准该文书")
    return [
        make_recommendation(
            f"2014/{number}", f"缔约国应当{wordings[number % 4]}。", publication=WorkflowStage.DRAFT
        )
        for number in range(1, count + 1)
    ]


@pytest.mark.django_db
def test_drafts_compared_together_are_like_what_they_are_alone() -> None:
    make_some()
    computation.compute_similarities()
    drafts, run = make_drafts(6), SimilarityRun.objects.get()
    for draft in drafts:
        computation.refresh_record(draft, run)
    alone = stored()
    Similarity.objects.filter(recommendation__in=drafts).delete()
    computation.refresh_drafts(drafts, run)
    together = stored()
    assert together.keys() == alone.keys()
    assert all(score == pytest.approx(alone[pair], abs=2e-4) for pair, score in together.items())


@pytest.mark.django_db
@pytest.mark.parametrize("count", [2, 20])
def test_many_drafts_cost_as_many_questions_as_few(
    count: int, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_some()
    computation.compute_similarities()
    run = SimilarityRun.objects.get()
    codes = [each.code for each in make_drafts(count)]
    monkeypatch.setattr(computation, "FEW", 1)
    with django_assert_num_queries(11):
        computation.refresh_similarities(codes)
    assert ("2014/1", "2012/6") in stored()
    assert SimilarityRun.objects.get().revision == run.revision, "what is public was computed too"


@pytest.mark.django_db
def test_of_many_that_were_public_all_are_found_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    make_some()
    computation.compute_similarities()
    monkeypatch.setattr(computation, "FEW", 1)
    with record_changes(by=None, reason="Printed twice."):
        Recommendation.objects.filter(year=2012).update(publication=WorkflowStage.ARCHIVED)
    assert {code for pair in stored() for code in pair} == {"2013/7", "2013/8"}


@pytest.mark.django_db
def test_what_is_published_is_similar_to_others_until_it_is_archived() -> None:
    make_some()
    draft = make_recommendation("2014/1", f"缔约国应当{CENTRE}。", publication=WorkflowStage.DRAFT)
    computation.compute_similarities()
    records = Recommendation.objects.filter(pk=draft.pk)
    with record_changes(by=None, reason="Read."):
        records.update(publication=WorkflowStage.PUBLISHED)
    assert {("2014/1", "2013/7"), ("2013/7", "2014/1")} <= stored().keys()
    with record_changes(by=None, reason="Printed twice."):
        records.update(publication=WorkflowStage.ARCHIVED)
    assert not any("2014/1" in pair for pair in stored())


@pytest.mark.django_db
def test_a_text_that_waits_for_a_reviewer_is_not_compared(client: Client) -> None:
    records = make_some()
    computation.compute_similarities()
    before = stored()
    records["2013/9"].texts.create(
        language="en", text_status="unofficial", text="Establish centres", stage="draft"
    )
    assert computation.compute_similarities().texts == len(records)
    assert stored() == before


@pytest.mark.django_db
def test_before_all_were_found_for_the_first_time_nothing_is() -> None:
    make_some()
    change("2013/9", f"缔约国应当{WITNESS}。")
    assert stored() == {}


@pytest.mark.django_db
def test_of_many_changes_at_once_all_are_found_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    make_some()
    monkeypatch.setattr(computation, "FEW", 1)
    with record_changes(by=None, reason="It was wrong."):
        RecommendationText.objects.update(text=f"{CENTRE}。")
        RecommendationText.objects.filter(recommendation__code="2013/9").update(text="另一个")
    assert computation.is_current()
    assert ("2012/5", "2012/6") in stored()
    monkeypatch.setattr(computation, "QUICK", 1)
    with record_changes(by=None, reason="It was wrong."):
        RecommendationText.objects.update(text=f"{WITNESS}。")
    assert not computation.is_current()


@pytest.mark.usefixtures("knowledge_base")
def test_comparing_one_finds_what_comparing_all_finds() -> None:
    computation.compute_similarities()
    before, basis = stored(), SimilarityRun.objects.get()
    for record in Recommendation.objects.filter(number__in=(5, 22, 54, 64)):
        computation.refresh_record(record, basis)
    after = stored()
    assert after.keys() == before.keys()
    assert all(score == pytest.approx(before[pair], abs=2e-4) for pair, score in after.items())


@pytest.mark.usefixtures("knowledge_base")
def test_the_site_ranks_as_the_measure_that_was_evaluated() -> None:
    computation.compute_similarities()
    for record in measures.RECORDS:
        rows = Similarity.objects.filter(recommendation__code=record["code"]).best_first()
        found = list(rows.values_list("other__code", flat=True)[:3])
        assert set(found) <= set(measures.rankings(measures.CHOSEN)[record["code"]])
    kept = Similarity.objects.filter(recommendation__code="2013/64").count()
    assert 0 < kept <= 5 * KEPT


# Showing them


@pytest.mark.django_db
def test_the_page_says_that_a_program_found_them_and_why(client: Client) -> None:
    make_some()
    Recommendation.objects.filter(code="2013/8").update(session=make_session(2))
    computation.compute_similarities()
    page = Page(client.get("/en/recommendations/2013/7/"))
    [section] = [part for part in page.all("section") if part.get("aria-labelledby") == "similar"]
    assert section.one("h2").text == "Similar recommendations"
    assert "A program found these" in section.text
    assert "No document says that they are similar" in section.text
    first, second = section.all("li")
    assert first.text.startswith("2013/8, 2nd session")
    assert "Words in common: 设立多机构中心" in first.text
    assert "Themes in common: Prevention" in first.text
    assert first.one("p.voice").lang == "zh-Hans"
    assert second.text.startswith("2012/5")
    assert page.link("/en/recommendations/2013/8/")


@pytest.mark.django_db
def test_five_are_shown_and_five_more_on_demand(client: Client) -> None:
    for number in range(5, 20):
        make_recommendation(f"2012/{number}", f"{CENTRE}。")
    make_recommendation("2012/30", "批准该文书。")
    computation.compute_similarities()
    page = Page(client.get("/en/recommendations/2012/5/"))
    details = page.one("article").all("details")[-1]
    assert details.one("summary").text == "5 more, less similar"
    assert len(details.all("li")) == 5
    assert len(similar(client, "2012/5")) == 10


@pytest.mark.django_db
def test_without_similar_ones_there_is_no_section(client: Client) -> None:
    make_some()
    computation.compute_similarities()
    assert "Similar recommendations" not in Page(client.get("/en/recommendations/2013/9/")).text


@pytest.mark.django_db
@pytest.mark.parametrize("stage", [stage for stage in WorkflowStage if stage != "published"])
def test_what_is_not_published_is_not_shown_whatever_is_stored(client: Client, stage: str) -> None:
    make_some()
    computation.compute_similarities()
    set_stage(Recommendation.objects.filter(code="2013/8"), stage)
    assert similar(client, "2013/7") == ["2012/5"]
    assert "2013/8" not in Page(client.get("/en/recommendations/2013/7/")).text


@pytest.mark.django_db
@pytest.mark.parametrize("ends", [("2013/8", "2013/7"), ("2013/7", "2013/8")])
def test_what_is_stated_to_be_related_is_not_said_to_be_similar(
    client: Client, ends: tuple[str, str]
) -> None:
    records = make_some()
    computation.compute_similarities()
    one, other = (records[code] for code in ends)
    one.relations.create(type="extends", target=other, origin="curator")
    assert similar(client, "2013/7") == ["2012/5"]


@pytest.mark.django_db
def test_what_a_curator_rejected_is_not_shown_again(client: Client) -> None:
    records = make_some()
    computation.compute_similarities()
    first, second = sorted((records["2013/7"].pk, records["2013/8"].pk))
    judged = SimilarityReview.objects.create(
        first_id=first, second_id=second, decision=ReviewDecision.REJECTED
    )
    assert similar(client, "2013/7") == ["2012/5"]
    assert "2013/7" not in similar(client, "2013/8")
    computation.compute_similarities()
    assert similar(client, "2013/7") == ["2012/5"]
    judged.delete()
    assert similar(client, "2013/7") == ["2013/8", "2012/5"]


@pytest.mark.django_db
def test_the_json_has_codes_and_scores(client: Client) -> None:
    make_some()
    computation.compute_similarities()
    answer = client.get("/en/recommendations/2013/7.json").json()
    scores = [each["score"] for each in answer["similar"]]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)
    assert json.dumps(answer["similar"][0]).startswith('{"code": "2013/8", "score": 0.')


@pytest.mark.django_db
@pytest.mark.parametrize("records", [2, 20])
def test_showing_them_costs_one_question(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, records: int
) -> None:
    for number in range(5, 5 + records):
        make_recommendation(f"2012/{number}", f"{CENTRE}。", session=make_session(1))
    make_recommendation("2012/90", "批准该文书。")
    computation.compute_similarities()
    assert len(similar(client, "2012/5")) == min(records - 1, 10)
    with django_assert_num_queries(3):
        client.get("/en/recommendations/2012/5/")
