"""The records in memory: bitmaps, orders, and that no write is ever missed."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.http import QueryDict
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from recommendations.index import RecommendationIndex, bitmaps, current_index, pin_index, provider
from recommendations.index.builder import build_index
from recommendations.index.code_keys import code_from_key, code_key
from recommendations.index.columns import multi_valued_column, single_valued_column
from recommendations.index.ordering import RankedResults
from recommendations.models import Recommendation, RecommendationText, Theme, WorkflowStage
from recommendations.search import engine
from recommendations.selection.filters import RecommendationFilter
from recommendations.selection.selection import Selection
from smuggling_kb.models import Revision
from tests.builders import make_recommendation, make_theme
from tests.examples import examples
from tests.selection.oracle import records

PLACES = st.sets(st.integers(0, 9000), max_size=60)


@given(PLACES)
def test_a_bitmap_has_the_places_it_was_made_of(places: set[int]) -> None:
    bitmap = bitmaps.from_places(places, 9001)
    assert list(bitmaps.places(bitmap)) == sorted(places)
    assert bitmap == bitmaps.from_flags(place in places for place in range(9001))
    assert bitmap & ~bitmaps.full(9001) == 0


@given(PLACES, st.integers(0, 70), st.integers(0, 70))
def test_a_part_of_a_bitmap_is_that_of_its_places(places: set[int], start: int, stop: int) -> None:
    bitmap = bitmaps.from_places(places, 9001)
    assert bitmaps.slice_places(bitmap, start, stop) == sorted(places)[start:stop]


@given(st.lists(PLACES, max_size=4), st.integers(0, 80), st.integers(0, 80), PLACES)
def test_an_order_is_its_pieces_one_after_the_other(
    pieces: list[set[int]], start: int, stop: int, chosen: set[int]
) -> None:
    apart = [piece - set().union(*pieces[:number]) for number, piece in enumerate(pieces)]
    mixed = [
        bitmaps.from_places(piece, 9001) if number % 2 else sorted(piece)
        for number, piece in enumerate(apart)
    ]
    plain = [place for piece in apart for place in sorted(piece)]
    order = RankedResults(mixed)
    assert (len(order), list(order)) == (len(plain), plain)
    assert order.slice(start, stop) == plain[start:stop]
    within = order.restricted_to(bitmaps.from_places(chosen, 9001))
    assert list(within) == [place for place in plain if place in chosen]
    assert [order.index(place) for place in plain[:5]] == list(range(min(5, len(plain))))


def test_a_record_that_is_not_in_an_order_has_no_place_there() -> None:
    with pytest.raises(ValueError, match="No record"):
        RankedResults([0b101]).index(1)


@pytest.mark.parametrize("written", ["2012/5", "2012/10", "2013/90a", "2022/61bc", "9999/32767zz"])
def test_a_code_is_a_number_that_sorts_as_codes_do(written: str) -> None:
    year, rest = written.split("/")
    number = int("".join(each for each in rest if each.isdigit()))
    letter = "".join(each for each in rest if each.isalpha())
    assert code_from_key(code_key(int(year), number, letter)) == written
    assert code_key(int(year), number - 1, "zz") < code_key(int(year), number, letter)
    assert code_key(int(year), number, letter) < code_key(int(year) + 1, 0, "")


def test_letters_of_a_code_sort_after_none_and_one_after_the_other() -> None:
    keys = [code_key(2013, 90, letter) for letter in ("", "a", "ab", "b", "bc", "z")]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)


def test_columns_know_what_each_has_and_who_has_each() -> None:
    one = single_valued_column(["a", None, "b", "a"])
    assert [one.values_at(place) for place in range(4)] == [("a",), (), ("b",), ("a",)]
    assert one.bitmaps == {"a": 0b1001, "b": 0b0100}
    places = {10: 0, 20: 1, 30: 2}
    many = multi_valued_column(
        [(10, "x"), (30, "y"), (10, "y"), (99, "x"), (10, "x")], places, missing_value="none"
    )
    assert [many.values_at(place) for place in range(3)] == [("x", "y"), ("none",), ("y",)]
    assert many.bitmaps == {"x": 0b001, "y": 0b101, "none": 0b010}
    assert many.with_ancestors({"y": "z"}).bitmap("z") == 0b101
    assert many.without_value("none").values_at(1) == ()


@pytest.mark.parametrize("number", [1, 255, 256, 300])
def test_a_column_knows_any_number_of_combinations(number: int) -> None:
    places = {pk: pk for pk in range(number)}
    column = multi_valued_column([(pk, str(pk)) for pk in places], places)
    assert [column.values_at(place) for place in places] == [(str(pk),) for pk in places]


def found(typed: str) -> list[str]:
    hits = engine.find_records(typed, current_index())
    return [hits.index.code(place) for place in hits.ranking]


@pytest.mark.django_db
def test_whatever_writes_the_next_search_is_right(tmp_path: Path) -> None:
    record = make_recommendation("2012/5", text="缔约国应当合作。")
    fixture = tmp_path / "text.json"
    fields = {
        "recommendation": ["2012/5"],
        "language": "en",
        "text_status": "unofficial",
        "text": "From a fixture",
    }
    fixture.write_text(
        json.dumps([{"model": "recommendations.recommendationtext", "fields": fields}])
    )
    texts = RecommendationText.objects.filter(recommendation=record, language="zh-hans")
    writes: dict[str, Callable[[], object]] = {
        "保存": lambda: save(texts.get(), "保存"),
        "更新": lambda: texts.update(text="更新"),
        "成批": lambda: bulk(texts.get(), "成批"),
        "直接": lambda: execute("UPDATE recommendations_recommendationtext SET text = '直接'"),
        "fixture": lambda: call_command("loaddata", fixture, verbosity=0),
    }
    for word, write in writes.items():
        assert found(word) == []
        write()
        assert found(word) == ["2012/5"], word
    Recommendation.objects.update(publication=WorkflowStage.ARCHIVED)
    assert found("fixture") == []


@pytest.mark.django_db(transaction=True)
def test_nothing_is_found_once_the_database_is_emptied() -> None:
    make_recommendation("1990/1", text="缔约国应当独一无二。")
    assert found("独一无二") == ["1990/1"]
    call_command("flush", interactive=False, verbosity=0)
    assert found("独一无二") == []


def save(text: RecommendationText, words: str) -> None:
    text.text = words
    text.save()


def bulk(text: RecommendationText, words: str) -> None:
    text.text = words
    RecommendationText.objects.bulk_update([text], ["text"])


def execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.django_db
def test_an_index_is_rebuilt_only_when_the_data_changed() -> None:
    make_recommendation()
    first = current_index()
    assert current_index() is first
    Theme.objects.update(position=9)
    assert current_index() is not first


@pytest.mark.django_db
def test_a_request_is_answered_from_one_index() -> None:
    make_recommendation("2012/5")
    first = current_index()
    with pin_index(first):
        make_recommendation("2012/6")
        assert current_index() is first
    assert current_index().size == 2


@pytest.mark.django_db
def test_data_that_change_while_they_are_read_are_read_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_theme()
    made: list[Revision] = []

    def disturbed(revision: Revision) -> RecommendationIndex:
        made.append(revision)
        if len(made) == 1:
            Theme.objects.update(position=7)
        return build_index(revision)

    monkeypatch.setattr(provider, "build_index", disturbed)
    held = provider.IndexProvider().current()
    assert len(made) == 2
    assert held.revision.key == Revision.objects.current().key


@pytest.mark.django_db(transaction=True)
def test_a_large_index_is_rebuilt_beside_the_requests(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_recommendation("1990/2")
    provider_ = provider.IndexProvider()
    first = provider_.current()
    monkeypatch.setattr(provider, "SMALL", 0)
    make_recommendation("1990/3")
    assert provider_.current() is first  # The old one serves meanwhile.
    with provider_.rebuilding:  # Held as long as the next one is being built.
        pass
    assert provider_.current().size == first.size + 1


FACETS = st.sampled_from(
    [
        *("theme=protection", "theme=cooperation", "topic=children", "session=1", "session=none"),
        *("status=adopted", "status=proposed", "strength=should", "strength=may", "year=2012"),
        *("addressee=states-parties", "addressee=unodc", "article=som-protocol-16", "q=移民"),
        *("document=CTOC/COP/WG.7/2022/2", "q=海上 OR 信息"),
    ]
)


@pytest.mark.usefixtures("knowledge_base")
def test_every_selection_is_the_one_that_the_database_makes() -> None:
    @examples(20)
    @given(st.lists(FACETS, max_size=4, unique=True))
    def check(asked: list[str]) -> None:
        one_q = [each for each in asked if each.startswith("q=")][:1]
        query = "&".join([each for each in asked if not each.startswith("q=")] + one_q)
        filters = RecommendationFilter(QueryDict(query))
        selection = Selection(filters)
        codes = {selection.index.code(place) for place in bitmaps.places(selection.bitmap)}
        assert codes == set(records(filters).values_list("code", flat=True)), query
        assert selection.count == len(codes)

    check()


@pytest.mark.django_db
def test_a_text_of_nothing_that_is_printed_breaks_no_list(client: Client) -> None:
    make_recommendation(text="\u200b")
    for query in ("", "?q=prevention", "?text=original"):
        assert client.get(f"/en/recommendations/{query}").status_code == 200
