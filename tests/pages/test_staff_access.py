"""What staff alone see on public pages, and that no cache takes it to others."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from recommendations.models import Recommendation, RecommendationText, WorkflowStage
from sessions.models import Document, Publication
from tests.builders import make_account, make_recommendation, make_session, set_stage
from tests.reading import Page

pytestmark = pytest.mark.django_db

ADDRESS = "/en/recommendations/2012/5/"


@pytest.fixture
def editor(client: Client) -> Client:
    """A window of somebody of the staff who may see recommendations in the admin."""
    user = make_account("alice")
    user.user_permissions.add(Permission.objects.get(codename="view_recommendation"))
    client.force_login(user)
    return client


def cache_rules(answer: Any) -> set[str]:
    return set(answer.headers.get("Cache-Control", "").split(", "))


def test_staff_find_the_way_to_edit_and_no_cache_keeps_it(editor: Client) -> None:
    record = make_recommendation("2012/5")
    answer = editor.get(ADDRESS)
    edit = f"/admin/recommendations/recommendation/{record.pk}/change/"
    assert edit in Page(answer).links()
    assert cache_rules(answer) >= {"private", "no-store"}


def test_others_do_not_and_their_page_may_be_kept_for_all_who_bring_no_cookie(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_recommendation("2012/5")
    answer = client.get(ADDRESS)
    assert "/admin/" not in answer.content.decode()
    assert "Cookie" in answer.headers["Vary"]
    assert cache_rules(answer).isdisjoint({"private", "no-store"})
    assert "Set-Cookie" not in answer.headers
    client.cookies["sessionid"] = "forged"
    assert "/admin/" not in client.get(ADDRESS).content.decode()


@pytest.mark.parametrize("stage", [WorkflowStage.DRAFT, WorkflowStage.IN_REVIEW])
def test_staff_preview_what_is_not_public_under_a_clear_band(editor: Client, stage: str) -> None:
    make_recommendation("2012/5", publication=stage)
    answer = editor.get(ADDRESS)
    page = Page(answer)
    assert page.one("div.halt").one("b").text.startswith(str(WorkflowStage(stage).label))
    assert page.one("p.hero").text == "缔约国应当采取行动。"
    assert '<meta name="robots" content="noindex">' in page.html
    assert cache_rules(answer) >= {"private", "no-store"}


@pytest.mark.parametrize("ending", ["/", ".json", ".ris"])
@pytest.mark.parametrize("stage", [WorkflowStage.DRAFT, WorkflowStage.IN_REVIEW])
def test_to_everybody_else_there_is_nothing(client: Client, stage: str, ending: str) -> None:
    make_recommendation("2012/5", publication=stage)
    assert client.get(f"/en/recommendations/2012/5{ending}").status_code == 404
    client.force_login(make_account("reader", is_staff=False))
    assert client.get(f"/en/recommendations/2012/5{ending}").status_code == 404


@pytest.mark.parametrize("ending", ["/", ".json", ".ris"])
def test_a_draft_without_words_leads_staff_to_where_they_are_written(
    editor: Client, ending: str
) -> None:
    record: Recommendation = make_recommendation("2012/5", publication=WorkflowStage.DRAFT)
    RecommendationText.objects.all().delete()
    answer = editor.get(f"/en/recommendations/2012/5{ending}")
    change = f"/admin/recommendations/recommendation/{record.pk}/change/"
    assert answer.headers["Location"] == change


# Documents

DOCUMENT = "/en/documents/CTOC/COP/WG.7/2012/5/"


def make_draft() -> None:
    """A record with its document and its meeting, of which nothing is public."""
    record = make_recommendation("2012/5", publication=WorkflowStage.DRAFT)
    session = make_session(1, publication=Publication.DRAFT)
    Recommendation.objects.filter(pk=record.pk).update(session=session)
    Document.objects.update(session=session)
    set_stage(Document.objects.all(), Publication.DRAFT)


def test_staff_read_a_draft_of_a_document_under_a_clear_band(editor: Client) -> None:
    make_draft()
    answer = editor.get(DOCUMENT)
    page = Page(answer)
    band = page.one("div.halt")
    assert band.text.startswith("Draft. Only staff can see this page.")
    change = f"/admin/wg_sessions/document/{Document.objects.get().pk}/change/"
    assert band.one("a").get("href") == change
    assert "缔约国应当采取行动。" in page.one("article").text
    assert '<meta name="robots" content="noindex">' in page.html
    assert cache_rules(answer) >= {"private", "no-store"}


@pytest.mark.parametrize("address", [ADDRESS, DOCUMENT])
def test_links_on_drafts_lead_somewhere(editor: Client, address: str) -> None:
    make_draft()
    links = {link.partition("#")[0] for link in Page(editor.get(address)).links()}
    own = [link for link in links if link.startswith("/") and not link.startswith("/admin/")]
    lost = {link: status for link in own if (status := editor.get(link).status_code) >= 400}
    assert lost == {}


def test_the_source_of_a_draft_is_on_the_page_of_its_document(editor: Client) -> None:
    make_draft()
    [source] = {link for link in Page(editor.get(ADDRESS)).links() if link.startswith(DOCUMENT)}
    assert f'id="{source.partition("#")[2]}"' in editor.get(source).content.decode()


def test_a_draft_of_a_document_is_for_nobody_else(client: Client) -> None:
    make_draft()
    assert client.get(DOCUMENT).status_code == 404
    client.force_login(make_account("reader", is_staff=False))
    assert client.get(DOCUMENT).status_code == 404
    client.force_login(make_account("clerk"))
    assert client.get(DOCUMENT).status_code == 404


def test_no_cache_takes_the_page_of_a_document_from_staff_to_others(
    client: Client, editor: Client
) -> None:
    make_recommendation("2012/5")
    answer = editor.get(DOCUMENT)
    assert Page(answer).one("p.tools").one("b").text == "Published"
    assert cache_rules(answer) >= {"private", "no-store"}
    answer = Client().get(DOCUMENT)
    assert "noindex" not in answer.content.decode()
    assert "/admin/" not in answer.content.decode()
    assert "Cookie" in answer.headers["Vary"]
    assert cache_rules(answer).isdisjoint({"private", "no-store"})
