"""Two nodes over one PostgreSQL behind the proxy stay right, also when parts of them go away."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

import pytest

from tests import postgresql
from tests.deploy.nodes import OUTAGES, Load, Site, wait_until_ready, whole_site
from tests.deploy.proxy import PROGRAM

PROGRAMS = postgresql.programs()
IN_CI = os.environ.get("CI") == "true"
pytestmark = pytest.mark.early
#: Two nodes take half a minute to start; in CI both programs must be there.
in_ci = pytest.mark.skipif(not IN_CI, reason="runs in CI, which installs nginx and PostgreSQL")
with_all = pytest.mark.skipif(
    not IN_CI and (PROGRAM is None or PROGRAMS is None),
    reason="nginx or PostgreSQL is not installed",
)

RENAME_THEME = """
    UPDATE recommendations_themename SET name = '{name}' WHERE language = 'en'
    AND theme_id = (SELECT id FROM recommendations_theme WHERE slug = 'prevention')
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    assert PROGRAMS is not None
    with whole_site(PROGRAMS, tmp_path_factory.mktemp("nodes")) as running:
        yield running


@in_ci
def test_a_change_shows_at_once_on_every_node(site: Site) -> None:
    for number in range(10):
        name = f"Theme number {number}"
        site.psql("-c", RENAME_THEME.format(name=name))
        for _node in range(2):
            assert name in site.proxy.get("/en/themes/")[2].decode()


@with_all
@pytest.mark.long
@pytest.mark.parametrize("name", [name for name in OUTAGES if name.startswith("PostgreSQL")])
def test_a_database_that_goes_away_is_told_and_comes_back(site: Site, name: str) -> None:
    with Load(site.proxy) as count:
        OUTAGES[name](site)
        wait_until_ready(site.proxy)
        rest = count.right
        while count.right < rest + 100:
            time.sleep(0.01)
    assert count.wrong == 0, count
    assert count.failed == 0, count


@in_ci
def test_a_node_that_is_killed_loses_no_answer(site: Site) -> None:
    with Load(site.proxy) as count:
        while count.right < 20:
            time.sleep(0.01)
        site.kill_node(0)
        rest = count.sent
        while count.sent < rest + 40:
            time.sleep(0.01)
    assert count.wrong == 0, count
    assert count.failed + count.refused <= 4, count  # Of each client the one under way.
