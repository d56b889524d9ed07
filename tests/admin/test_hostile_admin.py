"""Whatever is asked of the admin, and by whom: never an error of the site's own."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

import pytest
from django.contrib.auth.models import User
from django.test import Client

from recommendations.curation.roles import EDITOR, REVIEWER
from recommendations.models import Recommendation
from smuggling_kb.admin.strict_requests import LONGEST_SEARCH
from tests import hostile_admin
from tests.builders import client_of, make_account, make_recommendation
from tests.reading import Page

LIST = "/admin/recommendations/recommendation/"


@pytest.mark.usefixtures("knowledge_base")
@pytest.mark.parametrize("role", [EDITOR, REVIEWER, "superuser"])
@pytest.mark.parametrize("count", [60, pytest.param(700, marks=pytest.mark.long)])
def test_nothing_that_is_sent_breaks_the_admin(role: str, count: int) -> None:
    is_chief = role == "superuser"
    account: User = make_account("hostile", "" if is_chief else role, is_superuser=is_chief)
    found = hostile_admin.statuses(count, len(role), *hostile_admin.client_pair(client_of(account)))
    assert sum(found.values()) == count
    assert {200, 400} <= found.keys()
    assert max(found) < 500


def key_of(record: Recommendation) -> str:
    return f"{LIST}{record.pk}/change/"


def test_a_search_too_long_is_refused_in_words(editor_client: Client) -> None:
    answer = editor_client.get(f"{LIST}?q={'x' * (LONGEST_SEARCH + 1)}")
    assert answer.status_code == 400
    assert "at most 200 can be searched for" in Page(answer).one(".errorlist").text
    assert editor_client.get(f"{LIST}?q={'x' * LONGEST_SEARCH}").status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "app_label=recommendations&model_name=citation&field_name=document&term=" + "x" * 60_000,
        "app_label=recommendations&model_name=citation&field_name=nothing",
        "app_label=recommendations&model_name=theme&field_name=assignments",
    ],
)
def test_searched_choices_refuse_what_nobody_types(editor_client: Client, query: str) -> None:
    assert editor_client.get(f"/admin/autocomplete/?{query}").status_code in (400, 403)


@pytest.mark.parametrize("value", ["x", "-1", "9" * 15, "1e9", "%ff"])
def test_a_choice_that_is_none_is_not_looked_for(editor_client: Client, value: str) -> None:
    address = "/admin/recommendations/themeassignment/add/"
    assert editor_client.get(f"{address}?theme={value}&source={value}").status_code == 200
    answer = editor_client.post(address, {"theme": value, "recommendation": value})
    assert answer.status_code == 200
    assert "not one of the available choices" in Page(answer).html


@pytest.mark.parametrize(
    "query", ["theme=" + "9" * 20, "session__id__exact=" + quote("1,-" + "9" * 40)]
)
def test_a_number_that_no_column_holds_is_refused(editor_client: Client, query: str) -> None:
    answer = editor_client.get(f"{LIST}?{query}")
    assert answer.status_code == 400
    assert "too large" in Page(answer).one(".errorlist").text


def test_no_page_saves_copies(editor_client: Client) -> None:
    answer = editor_client.post(key_of(make_recommendation()), {"_saveasnew": "1"})
    assert answer.status_code == 400


@pytest.mark.parametrize("key", ["x", "9" * 20, "%00"])
def test_an_action_on_rows_that_cannot_exist_is_refused(editor_client: Client, key: str) -> None:
    form = {"action": "download_csv", "_selected_action": key}
    assert editor_client.post(LIST, form).status_code == 400


@pytest.mark.parametrize("method", ["get", "post"])
def test_rows_are_not_found_by_no_field(chief_client: Client, method: str) -> None:
    ask: Callable[..., object] = getattr(chief_client, method)
    answer = ask(f"{key_of(make_recommendation())}?_to_field=")
    assert getattr(answer, "status_code") == 400  # noqa: B009 - of whichever method


def test_who_may_not_see_a_page_is_told_so_first(client: Client) -> None:
    assert client.get(f"{LIST}?q={'x' * 300}").status_code == 302
