"""Rules for every test, and the two databases that tests stand on: empty, or the real data."""

import logging
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeGuard, cast

import hypothesis
import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.db import DatabaseError, connection
from django.http import HttpResponse, HttpResponseBase
from django.test import Client, TransactionTestCase
from django.test import client as client_module
from django.utils import translation
from pytest_django import DjangoAssertNumQueries, DjangoDbBlocker

from recommendations.curation.corrections import file_reader
from recommendations.curation.roles import EDITOR, REVIEWER
from recommendations.editions import computation
from recommendations.importing.uploads import document_reader
from recommendations.index import current_index
from recommendations.pages.verification import file_reader as downloaded_files
from smuggling_kb.languages import INTERFACE
from tests import markup
from tests.builders import client_of, make_account
from tests.examples import register_profiles
from tests.prepared import load_real_data, prepared_file

TEMPLATES = Path(settings.BASE_DIR, "templates")
#: The names of our templates, but for those that take the place of one of the admin's.
OUR_TEMPLATES = {
    name
    for path in TEMPLATES.rglob("*.*")
    if not (name := path.relative_to(TEMPLATES).as_posix()).startswith("admin/")
}


#: Tests of pages and answers whose queries others ask of both databases: with ``--all`` on both.
SAME_ON_BOTH = (
    "tests/curation/test_permissions.py::test_each_",
    "tests/curation/test_permissions.py::test_other_",
    "tests/curation/test_workflow.py::test_each_",
    "tests/pages/site/test_frame.py",
    "tests/pages/test_hostile_requests.py",
    "tests/pages/test_links.py",
    "tests/pages/test_page_cache.py",
    "tests/pages/test_public_pages.py",
    "tests/pages/test_weight.py",
    "tests/selection/test_query_params.py",
    "tests/smuggling_kb/test_headers.py",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--all", action="store_true", help="also run what is marked long, with more examples"
    )
    parser.addoption(
        "--soak", type=float, default=20, metavar="MINUTES", help="how long to soak with --all"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Choose how many examples are tried, and hash passwords quickly."""
    register_profiles()
    hypothesis.settings.load_profile("all" if config.getoption("all") else "suite")
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what this run does not ask for; put the real data after the empty database.

    Workers keep this order (``--dist load``). What takes longest comes early: at the end no worker
    waits for another.
    """
    wanted = [item for item in items if is_wanted(item, config)]
    kept = set(wanted)
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = sorted(wanted, key=lambda item: (stage(item), not is_early(item)))


def is_wanted(item: pytest.Item, config: pytest.Config) -> bool:
    """Leave out what is long, and on PostgreSQL what cannot differ there."""
    is_all = bool(config.getoption("all"))
    is_long = item.get_closest_marker("long") is not None
    return (is_all or not is_long) and (
        connection.vendor == "sqlite" or can_differ(item, is_all=is_all)
    )


def can_differ(item: pytest.Item, *, is_all: bool) -> bool:
    """Return whether PostgreSQL may answer otherwise: not in a browser, nor without a database."""
    is_same = item.nodeid.startswith(SAME_ON_BOTH) and not is_all
    return uses_database(item) and not in_browser(item) and not is_same


def is_early(item: pytest.Item) -> bool:
    return in_browser(item) or item.get_closest_marker("early") is not None


def in_browser(item: pytest.Item) -> bool:
    return item.get_closest_marker("browser") is not None


def uses_database(item: pytest.Item) -> bool:
    fixtures = {"db", "transactional_db", "real_data"} & set(getattr(item, "fixturenames", ()))
    is_case = issubclass(getattr(item, "cls", None) or object, TransactionTestCase)
    return bool(fixtures) or is_case or item.get_closest_marker("django_db") is not None


def stage(item: pytest.Item) -> int:
    """Return 0 for an empty database, 1 for the real data, 2 for tests that empty all tables."""
    mark = item.get_closest_marker("django_db")
    names = getattr(item, "fixturenames", ())
    if (
        "transactional_db" in names
        or "live_server" in names
        or (mark and mark.kwargs.get("transaction"))
    ):
        return 2
    return 1 if "real_data" in names else 0


@pytest.fixture(scope="session")
def real_data(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Load the fixtures once, for a test that asks for ``knowledge_base``."""
    with django_db_blocker.unblock():
        load_real_data()


@pytest.fixture
def knowledge_base(real_data: None, db: None) -> None:
    """The database with the real data; what the test changes is undone."""


@pytest.fixture
def own_database(db: None, real_data: None, tmp_path: Path) -> Iterator[str]:
    """The address of a database of its own with the real data, on PostgreSQL an empty one."""
    if connection.vendor == "sqlite":
        file = shutil.copy(prepared_file(), tmp_path)
        yield f"sqlite:///{file}"
        return
    name = f"killing_{os.getpid()}"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    server, _slash, _database = os.environ["DATABASE_URL"].rpartition("/")
    yield f"{server}/{name}"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def django_assert_num_queries(
    build_index_once: Callable[[], None], django_assert_num_queries: DjangoAssertNumQueries
) -> DjangoAssertNumQueries:
    """Counts what a page asks beside the index, which is built once for many pages."""

    def count_after_build(*arguments: Any, **options: Any) -> Any:
        build_index_once()
        return django_assert_num_queries(*arguments, **options)

    return cast(DjangoAssertNumQueries, count_after_build)


@pytest.fixture
def django_assert_max_num_queries(
    build_index_once: Callable[[], None], django_assert_max_num_queries: DjangoAssertNumQueries
) -> DjangoAssertNumQueries:
    """Count likewise."""

    def count_after_build(*arguments: Any, **options: Any) -> Any:
        build_index_once()
        return django_assert_max_num_queries(*arguments, **options)

    return cast(DjangoAssertNumQueries, count_after_build)


@pytest.fixture
def build_index_once(request: pytest.FixtureRequest) -> Callable[[], None]:
    """Builds the index, with its labels, if the test has a database."""
    has_database = request.node.get_closest_marker("django_db") or "db" in request.fixturenames

    def make() -> None:
        for language in INTERFACE if has_database else ():
            current_index().facet_labels(language)

    return make


# The cast: an account of each role, and a client in which it is logged in


@pytest.fixture
def editor(db: None) -> User:
    return make_account("editor", EDITOR)


@pytest.fixture
def reviewer(db: None) -> User:
    return make_account("reviewer", REVIEWER)


@pytest.fixture
def chief(db: None) -> User:
    """Somebody who may do everything."""
    return make_account("chief", is_superuser=True)


@pytest.fixture
def admin_user(chief: User) -> User:
    """Whose client pytest-django's ``admin_client`` is: the same."""
    return chief


@pytest.fixture
def visitor(db: None) -> User:
    """Somebody of the staff who may do nothing."""
    return make_account("visitor")


@pytest.fixture
def editor_client(editor: User) -> Client:
    return client_of(editor)


@pytest.fixture
def reviewer_client(reviewer: User) -> Client:
    return client_of(reviewer)


@pytest.fixture
def chief_client(chief: User) -> Client:
    return client_of(chief)


@pytest.fixture
def visitor_client(visitor: User) -> Client:
    return client_of(visitor)


@pytest.fixture(autouse=True)
def each_test_begins_in_english() -> None:
    """A request leaves its language active in the thread; outside of requests that is no matter."""
    translation.activate("en")


#: Tests that look at the data version or at digests.
COMPUTE_DATA_VERSION = ("browser/", "editions/", "importing/")


@pytest.fixture(autouse=True)
def data_version_is_left_alone(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Compute no digests where no test asks for them: they take a fifth of all tests' time."""
    place = request.path.relative_to(Path(__file__).parent).as_posix()
    is_asked = request.node.get_closest_marker("data_version") is not None
    if not is_asked and not place.startswith(COMPUTE_DATA_VERSION):
        monkeypatch.setattr(computation, "refresh_data_version", lambda at_once: at_once)


@pytest.fixture(autouse=True)
def every_page_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every test client fail on a page that ``tests.markup`` finds wrong."""
    request = Client.request

    def checked_request(client: Client, **parameters: Any) -> HttpResponseBase:
        response = request(client, **parameters)
        if is_page(response):
            path: str = parameters["PATH_INFO"]
            html = response.content.decode()
            problems = markup.problems(html, ours=not path.startswith("/admin/"))
            assert not problems, f"{path}: {problems}"
        return response

    monkeypatch.setattr(Client, "request", checked_request)


def is_page(response: HttpResponseBase) -> TypeGuard[HttpResponse]:
    """Compressed, it is the same page."""
    html = response.headers.get("Content-Type", "").startswith("text/html")
    is_plain = html and "Content-Encoding" not in response.headers
    return is_plain and isinstance(response, HttpResponse) and bool(response.content)


@pytest.fixture(autouse=True)
def undefined_variables_fail(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail a test in which a template of ours named a variable that does not exist.

    Django's own templates, the admin's too, rely on silence: a form there has hundreds of them.
    They are passed by before a record of the log is made, which costs more than the page.
    """
    logger = logging.getLogger("django.template")
    debug, undefined = logger.debug, set()

    def collect(message: str, *arguments: object, **options: Any) -> None:
        if not message.startswith("Exception while resolving variable"):
            debug(message, *arguments, **options)
        elif arguments[1] in OUR_TEMPLATES and not isinstance(sys.exc_info()[1], DatabaseError):
            undefined.add(message % arguments)

    monkeypatch.setattr(logger, "debug", collect)
    yield
    assert not undefined


@pytest.fixture(autouse=True)
def contexts_of_django_are_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep copies of contexts, for ``response.context``, of our own templates alone."""
    keep = vars(client_module)["store_rendered_templates"]

    def keep_ours(store: Any, signal: Any, sender: Any, template: Any, **options: Any) -> None:
        if template.name in OUR_TEMPLATES:
            keep(store, signal, sender, template, **options)

    monkeypatch.setattr(client_module, "store_rendered_templates", keep_ours)


@pytest.fixture
def limited_readers() -> None:
    """Let files be read in processes of their own, as on a server."""


@pytest.fixture(autouse=True)
def files_are_read_here(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read files in this process, unless a test is of the other: starting one takes 0.4 s."""
    if "limited_readers" not in request.fixturenames:
        for module in (file_reader, document_reader, downloaded_files):
            monkeypatch.setattr(module, "read_limited", read_here)


def read_here(
    reader: Callable[..., Any],
    data: bytes,
    refusals: object,
    limits: object = None,
    arguments: object = None,
) -> Any:
    return reader(data, arguments) if arguments else reader(data)
