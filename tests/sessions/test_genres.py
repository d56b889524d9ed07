"""A genre of documents is one entry of ``GENRES`` and one of ``PARSERS``; the rest follows."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from recommendations.citations.lookup.parser import parse_typed_citation
from recommendations.citations.lookup.resolver import look_up
from recommendations.importing import parsers
from recommendations.importing.grammars.chinese import CHINESE
from recommendations.importing.parsers import GenreParser, paper
from recommendations.models import Recommendation, WorkflowStage
from sessions import genres
from sessions.genres import ConcordanceColumn, Genre
from sessions.models import Document
from tests.builders import publish_draft
from tests.reading import Page, file_content

SYMBOL = "CTOC/COP/WG.7/2030/1"
CONCEPT_NOTE = """\
偷运移民问题工作组

临时议程*项目 2

海上救援

秘书处编写的概念说明

一. 导言

1. 本概念说明由秘书处编写。

2. 工作组不妨建议缔约国采取以下可能的行动：

(a) 培训船长；

(b) 清点救生衣。

__________________

 * CTOC/COP/WG.7/2030/L.1。
"""


def test_every_genre_has_a_parser() -> None:
    assert {parser.genre for parser in parsers.PARSERS} == {genre.slug for genre in genres.GENRES}


@pytest.fixture
def concept_notes(monkeypatch: pytest.MonkeyPatch) -> None:
    column = ConcordanceColumn("concept-note", "Concept notes")
    genre = Genre("concept-note", "Concept note", "concept note|概念说明", column)
    parser = GenreParser(genre.slug, paper.parse_paper)
    monkeypatch.setattr(genres, "GENRES", (*genres.GENRES, genre))
    monkeypatch.setattr(parsers, "PARSERS", (*parsers.PARSERS, parser))
    named = (genre.slug, re.compile("概念说明"))
    grammar = replace(CHINESE, genres=(named, *CHINESE.genres))
    monkeypatch.setattr(parsers, "grammar_of_language", lambda _language: grammar)


@pytest.mark.usefixtures("knowledge_base", "concept_notes")
def test_a_new_genre_is_imported_cited_and_compared(client: Client, tmp_path: Path) -> None:
    path = tmp_path / "CTOC-COP-WG.7-2030-1.zh-hans.txt"
    path.write_text(CONCEPT_NOTE, encoding="utf-8")
    call_command("import_document", path, write=True, stdout=io.StringIO())
    document = Document.objects.get(symbol=SYMBOL)
    document.full_clean()
    assert document.get_genre_display() == "Concept note"
    publish_draft(SYMBOL)
    records = Recommendation.objects.filter(year=2030)
    assert records.update(publication=WorkflowStage.PUBLISHED)

    answer = look_up(parse_typed_citation("concept note, para. 2 (a)"))
    assert [target.name for target in answer.candidates] == ["2030/2a"]

    cells = [cell.text for cell in Page(client.get("/en/concordance/")).one("thead").all("th")]
    assert cells == ["Code", "Compilation", "Report", "Concept notes", "Papers"]
    response = client.get("/en/concordance.csv?sort=concept-note")
    content = file_content(response).decode("utf-8-sig")
    rows = {row["code"]: row for row in csv.DictReader(io.StringIO(content))}
    assert rows["2030/2a"]["concept-note"] == f"{SYMBOL}, para. 2 (a)"
    assert rows["2030/2a"]["other"] == ""
