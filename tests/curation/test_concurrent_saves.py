"""Many people at once, on a server of its own with a database of its own."""

from __future__ import annotations

import http.cookiejar
import os
import re
import secrets
import shutil
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from pytest_django import DjangoDbBlocker

from tests.concurrency import WRITERS
from tests.filling import Values, form_values
from tests.prepared import prepared_file
from tests.reading import Page

#: The real data are loaded also if these tests run alone.
pytestmark = [pytest.mark.early, pytest.mark.django_db]

ROOT = Path(settings.BASE_DIR)
PEOPLE = 4
#: How often they save at once, and what each writes, other words each time.
ROUNDS = [(4, "甲乙丙丁"), pytest.param(15, "子丑寅卯", marks=pytest.mark.long)]
#: How often each of the writers does.
TIMES = [5, pytest.param(50, marks=pytest.mark.long)]
FORM = "recommendation_form"
PASSWORD = secrets.token_urlsafe()


@pytest.fixture(scope="module")
def environment(
    tmp_path_factory: pytest.TempPathFactory, real_data: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[dict[str, str]]:
    """Of programs that share a database of the kind that the suite runs on."""
    folder = tmp_path_factory.mktemp("site")
    here = os.environ | {
        "VAR_DIR": str(folder),
        "WEB_CONCURRENCY": "2",
        "DJANGO_SUPERUSER_PASSWORD": PASSWORD,
    }
    if connection.vendor == "sqlite":
        file = shutil.copy(prepared_file(), folder)
        yield here | {"DATABASE_URL": f"sqlite:///{file}"}
        return
    name = f"concurrent_{secrets.token_hex(4)}"
    with django_db_blocker.unblock(), connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
        yield here | {"DATABASE_URL": re.sub(r"[^/]+$", name, os.environ["DATABASE_URL"])}
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def manage(environment: dict[str, str], *arguments: str) -> None:
    command = [sys.executable, "manage.py", *arguments]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)


@pytest.fixture(scope="module")
def server(environment: dict[str, str]) -> Iterator[str]:
    """The address of a server with two processes of four threads each."""
    command = [sys.executable, "manage.py", "serve", "--port", "0"]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        lines = process.stdout or ()
        yield next(line.split()[-1] for line in lines if line.startswith("Serving on"))
        process.terminate()


class Visitor:
    """Somebody with a browser of their own."""

    def __init__(self, server: str) -> None:
        self.server = server
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(cookies)

    def page(self, path: str, values: Values | None = None) -> Page:
        """Get a page, or what a form is answered with, redirects followed."""
        url = urllib.parse.urljoin(self.server, path)
        data = urllib.parse.urlencode(values, doseq=True).encode() if values else None
        with self.opener.open(urllib.request.Request(url, data)) as response:  # noqa: S310
            return Page(HttpResponse(response.read()))

    def log_in(self, name: str) -> None:
        form = form_values(self.page("/admin/login/?next=/admin/"), "login-form")
        desk = self.page(
            "/admin/login/?next=/admin/", form | {"username": name, "password": PASSWORD}
        )
        self.token = form_values(desk, "logout-form")["csrfmiddlewaretoken"]


@pytest.fixture(scope="module")
def people(environment: dict[str, str], server: str) -> list[Visitor]:
    manage(environment, "createsuperuser", "--noinput", "--username=chief", "--email=a@b.int")
    visitors = [Visitor(server) for _person in range(PEOPLE)]
    for visitor in visitors:
        visitor.log_in("chief")
    return visitors


@pytest.mark.parametrize(("rounds", "texts"), ROUNDS)
def test_of_four_who_save_at_once_one_wins_and_three_see_it(
    people: list[Visitor], rounds: int, texts: str
) -> None:
    listed = people[0].page("/admin/recommendations/recommendation/")
    paths = [link for link in listed.links() if re.search(r"/[0-9]+/change/", link)][:rounds]
    assert len(paths) == rounds
    with ThreadPoolExecutor(PEOPLE) as pool:
        for path in paths:
            form = form_values(people[0].page(path), FORM) | {"why": "Mine.", "_continue": "1"}
            sent = [
                form
                | {
                    "csrfmiddlewaretoken": person.token,
                    "texts-0-text": text,
                    "texts-0-difference": "keep",
                }
                for person, text in zip(people, texts, strict=True)
            ]
            answers = list(pool.map(Visitor.page, people, [path] * PEOPLE, sent))
            lost = [number for number, page in enumerate(answers) if page.all("section.conflict")]
            assert len(lost) == PEOPLE - 1
            [winner] = {*range(PEOPLE)} - {*lost}
            for number, answer in enumerate(answers):
                assert form_values(answer, FORM)["texts-0-text"] == [texts[number]]
            for number in lost:
                assert texts[winner] in answers[number].one("section.conflict").text
            # Where the winner is led, the form has what is stored.
            assert "was changed successfully" in answers[winner].one("ul.messagelist").text


def test_of_forty_wrong_logins_at_once_five_are_looked_at(server: str) -> None:
    """Over two processes; those that find no slot for a hash are neither looked at nor counted."""
    page = Visitor(server)
    form = form_values(page.page("/admin/login/"), "login-form") | {"username": "stranger"}

    def guess(number: int) -> int:
        try:
            page.page("/admin/login/", form | {"password": f"guess {number}"})
        except urllib.error.HTTPError as refused:
            return refused.code
        return 200

    with ThreadPoolExecutor(40) as pool:
        statuses = Counter(pool.map(guess, range(40)))
    assert statuses.keys() <= {200, 429, 503}
    assert 1 <= statuses[200] <= 5
    assert page.page("/en/").one("h1").text


@pytest.mark.usefixtures("server")
@pytest.mark.parametrize("times", TIMES)
def test_concurrent_writers_do_not_fail(environment: dict[str, str], times: int) -> None:
    command = [sys.executable, "-m", "tests.concurrency", str(times)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    assert int(done.stdout) == WRITERS * times
