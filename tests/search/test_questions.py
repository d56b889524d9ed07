"""Where the records that answer a delegate's question stand in the results."""

import json
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.http import HttpResponseBase
from django.test import Client

from recommendations.models import Recommendation


@dataclass(frozen=True)
class Question:
    """What a delegate types in one language, and the codes of the records that answer it."""

    language: str
    typed: str
    answers: tuple[str, ...]


def read_questions() -> list[Question]:
    path = Path(__file__).with_name("questions.toml")
    tables = tomllib.loads(path.read_text(encoding="utf-8"))["question"]
    return [Question(row["language"], row["typed"], tuple(row["answers"])) for row in tables]


QUESTIONS = read_questions()


def codes_in_order(client: Client, question: Question) -> list[str]:
    address = f"/{question.language}/recommendations.json"
    response: HttpResponseBase = client.get(address, {"q": question.typed})
    export = json.loads(b"".join(response))
    return [record["code"] for record in export["results"]]


def test_there_are_questions_in_each_language() -> None:
    languages = [question.language for question in QUESTIONS]
    numbers = {"en": 20, "zh-hans": 20, "fr": 10, "es": 10, "ru": 10, "ar": 10}
    assert Counter(languages) == numbers
    assert len({(question.language, question.typed) for question in QUESTIONS}) == 80


@pytest.mark.usefixtures("knowledge_base")
def test_every_answer_is_a_record() -> None:
    answers = {code for question in QUESTIONS for code in question.answers}
    assert answers <= set(Recommendation.objects.published().values_list("code", flat=True))


#: An answer stands among so many for each question, and most answers among the first ten.
FIRST, TOP = 5, 10
MOST_FOUND, MOST_ON_TOP = 0.95, 0.9


@pytest.mark.usefixtures("knowledge_base")
def test_answers_stand_where_they_are_seen(client: Client) -> None:
    """Print also each question, the number of results and the place of each answer: ``-s``."""
    places: list[int | None] = []
    for question in QUESTIONS:
        codes = codes_in_order(client, question)
        found = [codes.index(code) + 1 if code in codes else None for code in question.answers]
        placed = ", ".join(
            f"{code} {place or '-'}" for code, place in zip(question.answers, found, strict=True)
        )
        print(f"{question.language} | {question.typed} | {len(codes)} | {placed}")
        assert min(filter(None, found), default=len(codes) + 1) <= FIRST, question.typed
        places += found
    assert sum(place is not None for place in places) >= MOST_FOUND * len(places)
    assert sum(place is not None and place <= TOP for place in places) >= MOST_ON_TOP * len(places)
