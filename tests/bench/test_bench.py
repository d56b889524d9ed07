"""The benchmark's own parts: its records, its driver, its oracle, its tables. Nothing is timed."""

from __future__ import annotations

import sqlite3
import threading
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import islice
from pathlib import Path
from statistics import mean

import pytest
from django.test import Client

from recommendations.importing import fixtures
from recommendations.importing.batches.readings import kept_answers
from recommendations.importing.editorial_data import read_editorial_data
from recommendations.importing.inquiries.questions import ReadingHints
from recommendations.importing.pipeline import read_document
from recommendations.importing.reading.parsed_document import PassageKind
from recommendations.models import Citation, Recommendation, RecommendationText, Relation
from recommendations.search.parser import parse_query
from sessions.models import Document
from tests.bench import (
    databases,
    exactness,
    importing,
    loading,
    measures,
    narrowing,
    peer,
    records,
    report,
    table,
    texts,
    words,
    writing,
)
from tests.bench.__main__ import parsed
from tests.bench.load import Result, drive
from tests.bench.table import Line

MANY = 3000


@pytest.fixture(scope="module")
def every() -> list[records.Record]:
    return list(records.every(MANY))


@pytest.fixture(scope="module")
def chinese(every: list[records.Record]) -> list[str]:
    """The generated Chinese texts."""
    return [each.text for each in every if not each.real and each.language == records.CHINESE]


def test_the_same_records_come_every_time(every: list[records.Record]) -> None:
    assert list(records.every(MANY)) == every


def test_the_real_records_come_first(every: list[records.Record]) -> None:
    assert [each.code for each in every[:2]] == ["2010/54a", "2010/54b"]
    assert sum(each.real for each in every) == len(records.real())
    assert list(records.every(3)) == every[:3]


def test_codes_are_unique(every: list[records.Record]) -> None:
    assert len({each.code for each in every}) == MANY


def test_one_generated_text_in_five_is_english(
    every: list[records.Record], chinese: list[str]
) -> None:
    assert len(chinese) / (MANY - len(records.real())) == pytest.approx(0.8, abs=0.03)


def test_generated_texts_are_as_long_as_the_real_ones(chinese: list[str]) -> None:
    real = texts.lengths(each.text for each in records.real())
    generated = texts.lengths(chinese)
    for part in ("quarter", "half", "three quarters"):
        assert generated[part] == pytest.approx(real[part], rel=0.1)


def test_generated_texts_use_the_characters_of_the_real_ones(chinese: list[str]) -> None:
    real = texts.commonest((each.text for each in records.real()), 40)
    generated = texts.commonest(chinese, 60)
    assert len(real.keys() & generated.keys()) >= 30


def test_few_generated_texts_are_the_same(chinese: list[str]) -> None:
    assert len(set(chinese)) > 0.85 * len(chinese)


def test_links_are_as_many_as_the_method_says(every: list[records.Record]) -> None:
    assert mean(len(each.themes) for each in every) == pytest.approx(460 / 270, abs=0.1)
    assert mean(len(each.cited) for each in every) == pytest.approx(316 / 270, abs=0.1)


def test_citations_stand_where_they_are_said_to(every: list[records.Record]) -> None:
    cited = [(each.text, words) for each in every for words in each.cited]
    assert cited
    assert all(text.startswith(words.as_written, words.start) for text, words in cited)


def test_relations_lead_to_earlier_records(every: list[records.Record]) -> None:
    places = {each.code: place for place, each in enumerate(every)}
    related = [each for each in every if each.extends]
    assert related
    assert all(places[each.extends] < places[each.code] for each in related)


def test_records_are_loaded_with_all_that_belongs_to_them(
    knowledge_base: None, every: list[records.Record]
) -> None:
    some = every[:400]
    loading.load_documents()
    loaded = loading.load(some)
    assert Recommendation.objects.published().count() == len(some)
    assert loaded.records == len(some) - len(records.real())
    held: dict[str, set[str]] = {}
    for code, text in RecommendationText.objects.values_list("recommendation__code", "text"):
        held.setdefault(code, set()).add(text)
    assert held == {each.code: set(each.texts) for each in some}
    official = RecommendationText.objects.filter(text_status="official")
    printed = dict(official.values_list("recommendation__code", "text"))
    assert printed == {each.code: each.text for each in some}
    articles = Citation.objects.filter(text__in=official, provision__isnull=False)
    assert articles.count() == sum(len(each.cited) for each in some)
    related = Relation.objects.filter(recommendation__number__gte=records.FIRST_NUMBER)
    assert related.count() == sum(bool(each.extends) for each in some)
    asked = [narrowing.page(by, "en") for by in islice(narrowing.random(1), 5)]
    assert {Client().get(address).status_code for address in asked} == {200}


def test_what_is_loaded_is_valid(knowledge_base: None, every: list[records.Record]) -> None:
    loading.load_documents()
    loading.load(every[:200])
    for row in Recommendation.objects.order_by("-pk")[:20]:
        links = (row.theme_assignments, row.addressees, row.occurrences, row.relations)
        texts_of = row.texts.select_related("source")
        cited = Citation.objects.filter(text__recommendation=row)
        parts = [*texts_of, *(text.source for text in texts_of), *cited]
        for each in [row, *parts, *(part for link in links for part in link.all())]:
            each.full_clean()


def test_rows_are_loaded_as_models_write_them(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "ROWS", 2)
    given = {"symbol_origin": "printed", "genre": "report"}
    first = Document.objects.create(symbol="A", year=2012, **given)
    symbols = ["B,\t'B'", 'C "C"', "D\n\\.", "\\N", "第 1 号"]
    rows = writing.Table(Document, "symbol", "year", "session", **given)
    assert list(rows.write((symbol, 2013, None) for symbol in symbols)) == [
        first.pk + number for number in range(1, 6)
    ]
    assert not rows.write([])
    last = Document.objects.create(symbol="F", year=2014, **given)
    assert last.pk == first.pk + 6
    written = Document.objects.order_by("pk").values_list("symbol", "year", *given)
    same = tuple(given.values())
    assert list(written) == [
        ("A", 2012, *same),
        *((symbol, 2013, *same) for symbol in symbols),
        ("F", 2014, *same),
    ]
    assert not Document.objects.exclude(session=None, issued=None).exists()


def test_the_report_to_import_reads_without_a_problem(db: None) -> None:
    known = read_editorial_data(fixtures.EDITORIAL)
    content = importing.report().encode()
    found = read_document(content, importing.NAME, known, ReadingHints(), kept_answers)
    assert found.parsed.questions == []
    kinds = Counter(passage.kind for passage in found.parsed.passages)
    assert kinds[PassageKind.PARAGRAPH] == importing.PARAGRAPHS
    assert len(found.parsed.recommendations) == importing.RECOMMENDATIONS


def test_the_peer_has_the_same_records(every: list[records.Record]) -> None:
    connection = sqlite3.connect(":memory:")
    peer.fill(connection, every)

    def count(query: str) -> int:
        return int(connection.execute(f"SELECT count(*) FROM {query}").fetchone()[0])  # noqa: S608

    word = words.Vocabulary(every).common
    assert count("recommendation") == MANY
    assert count("recommendation_theme") == sum(len(each.themes) for each in every)
    articles = sum(len({words.provision for words in each.cited}) for each in every)
    assert count("recommendation_article") == articles
    found = count(f"recommendation_fts WHERE recommendation_fts MATCH '{word}'")
    assert found == sum(word in each.text for each in every)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()


def test_frequent_words_are_in_about_half_of_the_records(every: list[records.Record]) -> None:
    vocabulary = words.Vocabulary(every)
    texts = [each.text for each in every]
    shares = [sum(word in text for text in texts) / len(texts) for word in vocabulary.frequent]
    assert len(shares) > 3
    assert 0.3 < min(shares) < max(shares) < 0.7
    assert not set(vocabulary.frequent) & set(vocabulary.warm)


def test_no_list_is_narrowed_twice_in_the_same_way() -> None:
    found = list(islice(narrowing.random(1), 500))
    assert len(set(found)) == 500
    assert list(islice(narrowing.random(1), 500)) == found


def test_narrowings_end_when_there_are_no_others() -> None:
    statuses = list(narrowing.random(1, names=("status",)))
    assert set(statuses) >= {(("status", ("adopted",)),), (("status", ("adopted", "proposed")),)}
    assert len(statuses) == len(set(statuses)) == 6


def test_the_site_and_its_peer_are_asked_for_the_same() -> None:
    by: narrowing.Narrowing = (("theme", ("research",)), ("year", ("2012", "2013")))
    assert narrowing.page(by, "en") == ("/en/recommendations/?theme=research&year=2012&year=2013")
    assert peer.page(by).startswith(
        "/bench/recommendation?_through=%7B%22table%22%3A+%22recommendation_theme%22%2C+%22column"
        "%22%3A+%22theme%22%2C+%22value%22%3A+%22research%22%7D&year__in=2012%2C2013&_facet=status"
    )


def test_lists_for_growth_fill_a_page_and_are_all_different() -> None:
    pages = measures.full_pages()
    assert len(set(pages)) == len(pages) > 1000


class Answers(BaseHTTPRequestHandler):
    """A small server: 404 for ``/missing``, chunks for ``/chunks``, else as long as announced."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        if self.path == "/chunks":
            self.send_response(200)
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            self.wfile.write(b"5\r\nhello\r\n0\r\n\r\n")
        elif self.path == "/close":
            self.send_response(200)
            self.send_header("Connection", "close")
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"ok")
        else:
            self.send_response(404 if self.path == "/missing" else 200)
            self.send_header("Content-Length", "70000")
            self.end_headers()
            self.wfile.write(b"x" * 70000)

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture
def port() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        threading.Thread(target=server.serve_forever).start()
        yield server.server_port
        server.shutdown()


@pytest.mark.parametrize("clients", [1, 4])
def test_every_path_is_asked_for_once(port: int, clients: int) -> None:
    paths = [*(f"/{number}" for number in range(20)), "/chunks", "/close", "/missing", "/last"]
    result = drive(port, paths, clients=clients, seconds=20)
    assert result.requests == len(paths)
    assert result.statuses == {"200": 23, "404": 1}
    assert result.fault == "1 × 404"
    assert 0 < result.p50 <= result.p95
    assert result.rate > 0


def test_nothing_is_asked_for_when_the_time_is_over(port: int) -> None:
    result = drive(port, [f"/{number}" for number in range(100)], clients=2, seconds=0)
    assert result.requests == 2


def test_no_answers_make_no_fault_in_the_reckoning(port: int) -> None:
    result = drive(port, [], clients=2, seconds=1)
    assert (result.requests, result.rate, result.p95, result.fault) == (0, 0.0, 0.0, "")


def test_what_is_not_answered_is_said() -> None:
    result = Result(1, 1.0, 1.0, 1.0, {"200": 1}, unanswered=2)
    assert result.fault == "2 unanswered"


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("第 16 条", "第16条"),
        ("ＣＯＶＩＤ－19 大流行", "covid-19大流行"),
        ("危險  品", "危险品"),
        ("the  Protocol", "the protocol"),
        ("à l’égard des États, Защитой", "a l’egard des etats, защитой"),
    ],
)
def test_the_oracle_folds_as_the_contract_says(printed: str, folded: str) -> None:
    assert exactness.fold(printed) == folded


def test_the_oracle_takes_other_scripts_word_by_word() -> None:
    looked = exactness.FoldedTexts([("2012/5", "children 第 16 条"), ("2012/6", "child 第 6 条")])
    assert looked.having(["child"]) == {"2012/6"}
    assert looked.having(["第16"]) == {"2012/5"}
    assert looked.having(["条"]) == {"2012/5", "2012/6"}
    assert looked.having(["条", "6"]) == {"2012/6"}


def test_the_oracle_looks_for_all_words_in_one_text_of_a_record() -> None:
    looked = exactness.FoldedTexts([("2012/5", "海上移民"), ("2012/5", "les migrants secourus")])
    assert looked.having(["海上", "移民"]) == looked.having(["migrants"]) == {"2012/5"}
    assert looked.having(["海上", "migrants"]) == set()


def test_the_oracle_asks_for_words_of_every_length(every: list[records.Record]) -> None:
    held = exactness.FoldedTexts((each.code, text) for each in every[:300] for text in each.texts)
    queries = list(held.queries(2))
    assert {len(query[0]) for query in queries if len(query) == 1} >= set(exactness.LENGTHS)
    assert any(len(query) == 2 for query in queries)
    assert all(parse_query(f'"{word}"').clauses for query in queries for word in query)


def test_a_table_has_a_line_for_each_measure() -> None:
    ratio, met = table.at_least(12, 683, 43)
    line = Line("P1", "a | b", "≥ 12 ×", table.per_second(683), table.per_second(43), ratio, met)
    other = Line("P2", "list", ours=table.milliseconds(1234.5), met=False)
    assert table.markdown([line, other]) == (
        "| bar | measured | target | ours | peer or floor | ratio | met |\n"
        "| --- | --- | --- | --- | --- | --- | --- |\n"
        "| P1 | a \\| b | ≥ 12 × | 683/s | 43.0/s | 15.88 × | yes |\n"
        "| P2 | list |  | 1,234 ms |  |  | **no** |\n"
    )


def test_nothing_is_met_beside_a_peer_that_did_not_answer() -> None:
    assert table.at_least(12, 100, 0) == ("", None)


def test_databases_are_compared_bar_by_bar() -> None:
    lines = list(measures.between_databases({"P1": 100.0, "P2": 90.0}, {"P1": 49.0, "P2": 45.0}))
    assert [(line.measured[:2], line.met) for line in lines] == [("P1", False), ("P2", True)]


def test_results_take_the_place_of_older_ones(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"before\n{report.BEGIN}\nold\n{report.END}\nafter\n", encoding="utf-8")
    report.write(page, "new")
    report.write(page, "newest")
    assert page.read_text(encoding="utf-8") == (
        f"before\n{report.BEGIN}\n\nnewest\n\n{report.END}\nafter\n"
    )


def test_a_page_without_a_place_for_results_is_left_alone(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("before\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no place for results"):
        report.write(page, "new")
    assert page.read_text(encoding="utf-8") == "before\n"


def test_the_documentation_has_a_place_for_results_and_tells_of_every_bar() -> None:
    page = (databases.ROOT / "docs" / "PERFORMANCE.md").read_text(encoding="utf-8")
    assert page.count(report.BEGIN) == page.count(report.END) == 1
    method = page.partition(report.BEGIN)[0]
    assert all(f"| {name} |" in method for name in [*measures.MEASURES, "P12"])


def test_another_bar_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert parsed(["--only", "P1,P12"]).only == ["P1", "P12"]
    with pytest.raises(SystemExit):
        parsed(["--only", "P11"])
    assert "there is no P11" in capsys.readouterr().err
