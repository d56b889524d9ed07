"""Who may do what: every address of the site and of the admin, for everybody, by every method.

A new address fails here until somebody has decided who may do what there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib.admin import ModelAdmin
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.template.backends.django import Template
from django.test import Client
from django.utils.safestring import SafeString

from recommendations.curation.additions import KINDS
from recommendations.curation.roles import EDITOR, REVIEWER
from recommendations.exports import FORMATS, reference_formats
from recommendations.history.versions import record_outside_changes
from recommendations.models import Recommendation, RecommendationText, Theme, WorkflowStage
from smuggling_kb.accounts.models import AccountEvent, AccountEventKind
from tests.admin.test_admin import make_everything
from tests.builders import assign, make_account, make_recommendation, make_subject
from tests.routes import ANY_VALUES, address, localized_routes, routes

pytestmark = [pytest.mark.django_db, pytest.mark.early]

ROLES = ("anonymous", EDITOR, REVIEWER, "superuser")

# What is answered to each of the roles.

Answers = tuple[int, int, int, int]

ALL: Answers = (200, 200, 200, 200)
FOUND: Answers = (302, 302, 302, 302)
MOVED: Answers = (301, 301, 301, 301)
MISSING: Answers = (404, 404, 404, 404)
REFUSED: Answers = (405, 405, 405, 405)
#: An empty form.
WRONG: Answers = (400, 400, 400, 400)
#: To whom is not logged in, the admin shows the way to do so.
STAFF: Answers = (302, 200, 200, 200)
REVIEWERS: Answers = (302, 403, 200, 200)
SUPERUSERS: Answers = (302, 403, 403, 200)
REVIEWERS_FOUND: Answers = (302, 403, 302, 302)
NOBODY: Answers = (302, 403, 403, 403)
NO_GET: Answers = (302, 405, 405, 405)
NOT_THERE: Answers = (302, 404, 404, 404)

#: Routes of the site, to GET and to POST. A POST is empty: it shows who may send a form.
SITE: dict[str, tuple[Answers, Answers]] = {
    "healthz": (ALL, REFUSED),
    "readyz": (ALL, REFUSED),
    "metrics": (MISSING, REFUSED),  # No token is set.
    "robots.txt": (ALL, REFUSED),
    # No contact is set.
    ".well-known/security.txt": (MISSING, REFUSED),
    "favicon.ico": (FOUND, REFUSED),
    "sitemap.xml": (ALL, REFUSED),
    "language/": (REFUSED, FOUND),
    "": (ALL, REFUSED),
    "about/": (ALL, REFUSED),
    "about/data/": (ALL, REFUSED),
    "about/search/": (ALL, REFUSED),
    "about/terms/": (ALL, REFUSED),
    "about/accessibility/": (ALL, REFUSED),
    "contact/": (ALL, REFUSED),
    "opensearch.xml": (ALL, REFUSED),
    "sessions/": (ALL, REFUSED),
    "sessions/<int:number>/": (ALL, REFUSED),
    "recommendations/": (ALL, REFUSED),
    "recommendations.<format:extension>": (ALL, REFUSED),
    "recommendations.csv-metadata.json": (ALL, REFUSED),
    "recommendations/print/": (ALL, REFUSED),
    "recommendations/suggest/": (ALL, REFUSED),
    "recommendations/<code:code>/": (ALL, REFUSED),
    "recommendations/<code:code>.json": (ALL, REFUSED),
    "recommendations/<code:code>.<reference:extension>": (ALL, REFUSED),
    "recommendations/<year:year>/": (FOUND, REFUSED),
    "themes/": (ALL, REFUSED),
    "themes/<slug:slug>/": (ALL, REFUSED),
    "families/": (ALL, REFUSED),
    "families/<code:code>/": (ALL, REFUSED),
    "compare/": (ALL, REFUSED),
    "index/": (ALL, REFUSED),
    "index/crosswalk/": (ALL, REFUSED),
    "index/<slug:slug>/": (ALL, REFUSED),
    "documents/": (ALL, REFUSED),
    "documents/<symbol:symbol>/": (ALL, REFUSED),
    "documents/<symbol:symbol>/citations/": (ALL, REFUSED),
    "documents/citing/": (ALL, REFUSED),
    "documents/citing.csv": (ALL, REFUSED),
    "documents/citing.svg": (ALL, REFUSED),
    "documents/citing.png": (ALL, REFUSED),
    "documents/citing/<slug:variant>.svg": (ALL, REFUSED),
    "resources/": (ALL, REFUSED),
    "passages/": (ALL, REFUSED),
    "passages.csv": (ALL, REFUSED),
    "passages.csv-metadata.json": (ALL, REFUSED),
    "passages.json": (ALL, REFUSED),
    "go/": (ALL, REFUSED),
    "explore/": (ALL, REFUSED),
    "explore/<slug:slug>/": (ALL, REFUSED),
    "explore/<slug:slug>.svg": (ALL, REFUSED),
    "explore/<slug:slug>.png": (ALL, REFUSED),
    "explore/<slug:slug>/<slug:variant>.svg": (ALL, REFUSED),
    "explore/<slug:slug>.csv": (ALL, REFUSED),
    "brief/": (ALL, REFUSED),
    "brief.docx": (ALL, REFUSED),
    "articles/": (ALL, REFUSED),
    "alignment/": (ALL, REFUSED),
    "alignment.csv": (ALL, REFUSED),
    "concordance/": (ALL, REFUSED),
    "concordance.csv": (ALL, REFUSED),
    "citations/": (ALL, REFUSED),
    "report/": (ALL, WRONG),
    "verify/": (ALL, WRONG),
    "report/<slug:reference>/": (ALL, REFUSED),
    "articles/<slug:instrument>/": (ALL, REFUSED),
    "articles/<slug:instrument>/<part:part>/": (ALL, REFUSED),
}

#: Routes of the admin that belong to no model.
ADMIN: dict[str, tuple[Answers, Answers]] = {
    "": (STAFF, STAFF),
    "login/": ((200, 302, 302, 302), ALL),
    "logout/": (NO_GET, STAFF),
    "password_change/": (STAFF, STAFF),
    "password_change/done/": (STAFF, NO_GET),
    "autocomplete/": (STAFF, NO_GET),
    "jsi18n/": (STAFF, NO_GET),
    "r/<path:content_type_id>/<path:object_id>/": (NOT_THERE, NOT_THERE),
    "state/": (SUPERUSERS, (302, 403, 403, 405)),
    "recommendations/judgement/<rest>": (MOVED, REFUSED),
    "second-factor/": (STAFF, NO_GET),
    "second-factor/login/": (FOUND, FOUND),
    # For who is within a login, and for who has no second factor yet.
    "second-factor/code/": (FOUND, FOUND),
    "second-factor/confirm/": (STAFF, STAFF),
    "second-factor/confirm/code/": (FOUND, FOUND),
    "second-factor/app/": (FOUND, FOUND),
    "second-factor/app/remove/": (NOT_THERE, NOT_THERE),
    "second-factor/codes/": (NOT_THERE, NO_GET),
    "second-factor/codes/new/": (FOUND, FOUND),
    "<app_label>/": (STAFF, STAFF),
    "<url>": (NOT_THERE, NOT_THERE),
}

LIST, ADD, HISTORY, DELETE, CHANGE, OTHER = (
    "",
    "add/",
    "<path:object_id>/history/",
    "<path:object_id>/delete/",
    "<path:object_id>/change/",
    "<path:object_id>/",
)
#: What brings back what was there before an entry of the audit trail; one that there is not.
RESTORE = "<int:row>/history/<int:entry>/"
RESTORED = {RESTORE: (NOT_THERE, NOT_THERE)}
NOT_RESTORED = {RESTORE: (NOBODY, NOBODY)}
#: What editors and reviewers work on.
EDITED = {
    LIST: (STAFF, STAFF),
    ADD: (STAFF, STAFF),
    HISTORY: (STAFF, STAFF),
    DELETE: (STAFF, STAFF),
    CHANGE: (STAFF, STAFF),
    OTHER: (FOUND, FOUND),
}
#: What a published recommendation needs: it is taken away on its page, which sees what is left.
NEEDED = EDITED | {HISTORY: (FOUND, FOUND), DELETE: (NOBODY, NOBODY)}
#: Other parts of recommendations, in whose history theirs is.
PART = EDITED | {HISTORY: (FOUND, FOUND)}
#: What is public as soon as it is saved.
PUBLIC = EDITED | RESTORED
#: What has a public address.
ADDRESSED = PUBLIC | {DELETE: (REVIEWERS, REVIEWERS)}
#: What nobody changes.
READ = EDITED | {ADD: (NOBODY, NOBODY), DELETE: (NOBODY, NOBODY), CHANGE: (STAFF, NOBODY)}
#: Whose it is to say who may do what.
ACCOUNTS = {
    LIST: (SUPERUSERS, SUPERUSERS),
    ADD: (SUPERUSERS, SUPERUSERS),
    HISTORY: (SUPERUSERS, SUPERUSERS),
    DELETE: (SUPERUSERS, SUPERUSERS),
    CHANGE: (SUPERUSERS, SUPERUSERS),
    OTHER: (FOUND, FOUND),
    RESTORE: ((302, 403, 403, 404), (302, 403, 403, 404)),
}
#: What superusers see and nobody changes.
SEEN = READ | {
    LIST: (SUPERUSERS, SUPERUSERS),
    HISTORY: (SUPERUSERS, SUPERUSERS),
    CHANGE: (SUPERUSERS, NOBODY),
}
BULK: Answers = (302, 400, 400, 400)

MODELS: dict[str, dict[str, tuple[Answers, Answers]]] = {
    "accounts/accountevent": SEEN,
    "auth/group": ACCOUNTS,
    "auth/user": ACCOUNTS | {"<id>/password/": (SUPERUSERS, SUPERUSERS)},
    # Each sees the entries of what they may see: the first is of a role.
    "audit/auditentry": READ
    | {
        HISTORY: ((302, 302, 302, 200), (302, 302, 302, 200)),
        CHANGE: ((302, 302, 302, 200), NOBODY),
    },
    "importing/loadedgroup": READ,
    "importing/importfile": READ | {"<int:row>/content/": (NOT_THERE, NO_GET)},
    # The first of which waits for review: other pages lead there.
    "importing/importbatch": READ
    | {
        ADD: (STAFF, STAFF),
        HISTORY: (STAFF, NO_GET),
        CHANGE: (FOUND, NO_GET),
        "<int:batch>/questions/": (FOUND, FOUND),
        "<int:batch>/review/": (STAFF, FOUND),
        # The form says what the page showed; one that does not publishes nothing.
        "<int:batch>/publish/": (REVIEWERS, (302, 403, 400, 400)),
        "<int:batch>/undo/": (REVIEWERS_FOUND, REVIEWERS_FOUND),
        "<int:batch>/discard/": (STAFF, FOUND),
    },
    # Readers send them; editors answer them, reviewers may delete them.
    "problem_reports/problemreport": EDITED
    | {ADD: (NOBODY, NOBODY), DELETE: (REVIEWERS, REVIEWERS), RESTORE: (NOBODY, NOBODY)},
    "wg_sessions/section": READ | NOT_RESTORED,
    "wg_sessions/paragraph": READ | NOT_RESTORED,
    "wg_sessions/footnote": READ | NOT_RESTORED,
    "wg_sessions/languageversion": READ | NOT_RESTORED,
    "wg_sessions/passagecorrection": READ | NOT_RESTORED,
    "wg_sessions/workinggroupsession": ADDRESSED,
    "wg_sessions/reportedtopics": PUBLIC,
    "wg_sessions/sessionsymbol": PUBLIC,
    "wg_sessions/document": ADDRESSED,
    "wg_sessions/documenttitle": PUBLIC,
    "wg_sessions/editorialnote": PUBLIC,
    "wg_sessions/editorialnotetext": PUBLIC,
    "wg_sessions/resource": PUBLIC,
    "wg_sessions/sectiontranslation": PUBLIC,
    "wg_sessions/resourcetranslation": PUBLIC,
    # The first of which is published.
    "recommendations/recommendation": NEEDED
    | {
        HISTORY: (FOUND, FOUND),
        "history/<code>/": (STAFF, STAFF),
        "history/<code>/<number>/": (STAFF, FOUND),
        "acts/<uuid:act>/": (NOT_THERE, NOT_THERE),
        "bulk/<slug:name>/": (REFUSED, BULK),
        "table/": (STAFF, STAFF),
        "table/template.csv": (STAFF, NO_GET),
        "table/template.xlsx": (STAFF, NO_GET),
    }
    | {
        address: answers
        for kind in KINDS
        for address, answers in {
            f"table/{kind}/": (STAFF, STAFF),
            f"table/{kind}/template.csv": (STAFF, NO_GET),
            f"table/{kind}/template.xlsx": (STAFF, NO_GET),
        }.items()
    },
    "recommendations/recommendationtext": NEEDED,
    "recommendations/themeassignment": NEEDED,
    "recommendations/occurrence": NEEDED,
    "recommendations/recommendationaddressee": PART,
    "recommendations/themeassignmentreason": PART,
    "recommendations/provisionlink": PART,
    "recommendations/provisionlinkreason": PART,
    "recommendations/citation": PART | RESTORED,
    "recommendations/relation": PART,
    "recommendations/relationnote": PART,
    "recommendations/archivenote": PART,
    # Decided by actions of the list.
    "recommendations/subjectsuggestion": READ,
    # Said in the queue, never changed; who takes it away has the pair asked about again.
    "recommendations/similarityreview": EDITED
    | {
        ADD: (NOBODY, NOBODY),
        CHANGE: (STAFF, NOBODY),
        RESTORE: (NOBODY, NOBODY),
        "queue/": (STAFF, BULK),
    },
    "recommendations/theme": ADDRESSED,
    "recommendations/themename": PUBLIC,
    "recommendations/themesynonym": PUBLIC,
    "recommendations/instrument": ADDRESSED,
    "recommendations/instrumentname": PUBLIC,
    "recommendations/provision": ADDRESSED,
    "recommendations/provisionname": PUBLIC,
}

EXPECTED = (
    SITE
    | {f"admin/{route}": answers for route, answers in ADMIN.items()}
    | {
        f"admin/{model}/{route}": answers
        for model, pages in MODELS.items()
        for route, answers in pages.items()
    }
)

#: Recommendations in other stages: their form and their deletion.
STAGES: dict[WorkflowStage, dict[str, tuple[Answers, Answers]]] = {
    WorkflowStage.DRAFT: {CHANGE: (STAFF, STAFF), DELETE: (STAFF, STAFF)},
    WorkflowStage.IN_REVIEW: {CHANGE: (STAFF, STAFF), DELETE: (STAFF, STAFF)},
    WorkflowStage.PUBLISHED: {CHANGE: (STAFF, STAFF), DELETE: (NOBODY, NOBODY)},
    WorkflowStage.ARCHIVED: {CHANGE: (STAFF, REVIEWERS), DELETE: (NOBODY, NOBODY)},
}

#: A picture has the name that its module gives it.
PICTURE: dict[str, object] = {"slug": "matrix"}
#: What the variable parts of routes stand for.
VALUES: dict[str, object] = ANY_VALUES | {
    "code": "1991/1",
    "year": 1991,
    "slug": "theme-1",
    "symbol": "CTOC/COP/WG.7/1991/5",
    "instrument": "treaty-1",
    "part": "1",
    "content_type_id": "0",
    "object_id": "0",
    "row": 0,
    "entry": 0,
}
#: What an address needs beside.
QUERIES = {
    "admin/autocomplete/": "app_label=recommendations&model_name=citation&field_name=provision"
}


def make_one_of_each() -> None:
    """One of everything, a subject too."""
    make_everything()
    AccountEvent.objects.create(kind=AccountEventKind.REFUSAL, username="somebody")
    assign(Recommendation.objects.get(code="1991/1"), make_subject("subject-1"))


def values_of(route: str) -> dict[str, object]:
    """What the parts of one route stand for, in a database with one of everything."""
    extension = "csv" if "<format:" in route else "ris"
    values = VALUES | {"extension": extension}
    if route.startswith("index/"):
        values |= {"slug": "subject-1"}
    if route.startswith("explore/"):
        values |= PICTURE
    app, model = (*route.split("/"), "", "", "")[1:3]
    if f"{app}/{model}" in MODELS:
        first = apps.get_model(app, model)._default_manager.order_by("pk")[0]
        values |= {"object_id": first.pk, "id": first.pk, "batch": first.pk}
    return values


class Visitor:
    """Somebody in one role; each request is undone after it."""

    def __init__(self, role: str) -> None:
        self.client = Client()
        make_account("somebody else", is_staff=False)
        if role == "superuser":
            self.client.force_login(make_account(role, is_superuser=True))
        elif role != "anonymous":
            self.client.force_login(make_account(role, role))
        self.cookies = {name: cookie.value for name, cookie in self.client.cookies.items()}

    def ask(self, method: str, path: str, query: str = "") -> int:
        self.client.cookies.clear()
        self.client.cookies.load(self.cookies)
        with transaction.atomic():
            answer = self.client.generic(method, path, query_params=query_of(query))
            transaction.set_rollback(True)
        return answer.status_code


def query_of(query: str) -> dict[str, str]:
    return dict(pair.split("=") for pair in query.split("&") if pair)


@pytest.fixture
def pages_without_their_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """That a page renders, with the tables in its form, is tested elsewhere; here it costs minutes.

    Who may see a form is asked before its tables are made.
    """
    monkeypatch.setattr(Template, "render", lambda *_arguments: SafeString(""))
    monkeypatch.setattr(ModelAdmin, "get_inline_instances", lambda *_arguments: [])


def test_every_address_is_listed() -> None:
    assert sorted(routes()) == sorted(EXPECTED)


@pytest.mark.usefixtures("pages_without_their_words")
@pytest.mark.parametrize("role", ROLES)
def test_each_may_do_what_the_table_says(role: str) -> None:
    make_one_of_each()
    record_outside_changes()
    visitor, place = Visitor(role), ROLES.index(role)
    found, expected = {}, {}
    for route, answers in EXPECTED.items():
        path, query = address(route, values_of(route)), QUERIES.get(route, "")
        for method, answer in zip(("GET", "POST"), answers, strict=True):
            expected[method, route] = answer[place]
            found[method, route] = visitor.ask(method, path, query)
    assert differing(found, expected) == {}


@pytest.mark.usefixtures("pages_without_their_words")
@pytest.mark.parametrize("role", ROLES)
def test_other_methods_do_no_more_than_get(role: str) -> None:
    """HEAD is answered as GET is, OPTIONS with no more (the admin treats both as GET)."""
    make_one_of_each()
    record_outside_changes()
    visitor, place = Visitor(role), ROLES.index(role)
    found, expected = {}, {}
    for route, answers in EXPECTED.items():
        path, get = address(route, values_of(route)), answers[0][place]
        found["DELETE", route] = visitor.ask("DELETE", path)
        expected["DELETE", route] = 405
        if not route.startswith("admin/"):
            found["HEAD", route] = visitor.ask("HEAD", path)
            found["OPTIONS", route] = visitor.ask("OPTIONS", path)
            expected |= {("HEAD", route): get, ("OPTIONS", route): 405}
        elif get in (302, 403) and route != "admin/login/":
            found["OPTIONS", route] = visitor.ask("OPTIONS", path)
            expected["OPTIONS", route] = get
    assert differing(found, expected) == {}


def differing(found: dict[Any, int], expected: dict[Any, int]) -> dict[Any, tuple[int, int]]:
    """What was answered and what should have been, where these are not the same."""
    return {key: (found[key], expected[key]) for key in found if found[key] != expected[key]}


@pytest.mark.usefixtures("pages_without_their_words")
@pytest.mark.parametrize("role", ROLES)
def test_each_may_do_what_the_stage_of_a_recommendation_lets_them(role: str) -> None:
    records = {
        stage: make_recommendation(f"2012/{number}", publication=stage)
        for number, stage in enumerate(STAGES, start=1)
    }
    visitor, place = Visitor(role), ROLES.index(role)
    found, expected = {}, {}
    for stage, pages in STAGES.items():
        for route, answers in pages.items():
            path = route.replace("<path:object_id>", str(records[stage].pk))
            for method, answer in zip(("GET", "POST"), answers, strict=True):
                expected[method, stage, route] = answer[place]
                found[method, stage, route] = visitor.ask(
                    method, f"/admin/recommendations/recommendation/{path}"
                )
    assert differing(found, expected) == {}


# What is not public is nowhere

#: The words of a record that is not public, and its place.
SECRET, CODE = "机密措辞", "1991/777"


def public_addresses() -> Iterator[str]:
    """Every address of every route that anybody may follow, and lists that ask for the record."""
    for route in localized_routes():
        references = [format_.extension for format_ in reference_formats()]
        extensions = list(FORMATS) if "<format:" in route else references
        for extension in extensions if "extension" in route else [""]:
            for code in ("1991/1", CODE):
                yield address(route, values_of(route) | {"extension": extension, "code": code})
    yield "/sitemap.xml"
    lists = [f"recommendations{ending}" for ending in ("/", *(f".{each}" for each in FORMATS))]
    for page in (*lists, "brief/", "brief.docx"):
        for query in (
            f"q={SECRET}",
            f"q={CODE}",
            "theme=theme-1",
            "topic=subject-1",
            "year=1991",
            "session=1",
        ):
            yield f"/en/{page}?{query}"


@pytest.mark.parametrize("stage", [stage for stage in WorkflowStage if stage != "published"])
def test_what_is_not_public_is_shown_nowhere(client: Client, stage: str) -> None:
    make_one_of_each()
    published = Recommendation.objects.get(code="1991/1")
    hidden = make_recommendation(
        CODE,
        theme="theme-1",
        publication=stage,
        session=published.session,
        document=published.occurrences.get().document,
    )
    assign(hidden, Theme.objects.get(slug="subject-1"))
    # The document stays readable: only the record's own words are the secret.
    RecommendationText.objects.filter(recommendation=hidden).update(text=SECRET)
    hidden.relations.create(type="restates", target=published, origin="curator")
    texts = {}
    for path in public_addresses():
        answer = client.get(path)
        texts[path] = body(answer)
        if f"/{CODE}" in path:
            assert answer.status_code == (410 if stage == WorkflowStage.ARCHIVED else 404), path
    assert len(texts) > 50
    for said in (SECRET, CODE):
        # A page may repeat what its visitor typed.
        shown = [path for path, text in texts.items() if said in text and said not in path]
        assert shown == []
    asked = json.loads(texts[f"/en/recommendations.json?q={SECRET}"])
    assert (asked["count"], asked["results"]) == (0, [])


def body(answer: Any) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return str(content.decode(errors="replace"))


def test_published_words_would_be_found_by_this(client: Client) -> None:
    """The counter-proof: the same record, published, is shown in many places."""
    make_one_of_each()
    published = Recommendation.objects.get(code="1991/1")
    record = make_recommendation(CODE, theme="theme-1", session=published.session)
    RecommendationText.objects.filter(recommendation=record).update(text=SECRET)
    shown = [path for path in public_addresses() if SECRET in body(client.get(path))]
    assert len(shown) > 20


def test_content_types_lead_nowhere_from_the_admin(client: Client) -> None:
    """The admin's ``view on site`` by numbers is not a way around anything."""
    record = make_recommendation(publication=WorkflowStage.DRAFT)
    number = ContentType.objects.get_for_model(record).pk
    assert client.get(f"/admin/r/{number}/{record.pk}/").status_code == 302
