"""Whatever is asked for, and however: never an error of the site's own."""

import pytest

from tests import hostile_requests


@pytest.mark.usefixtures("knowledge_base")
def test_nothing_that_is_asked_breaks_the_site() -> None:
    found = hostile_requests.statuses(300, seed=7)
    assert sum(found.values()) == 300
    assert {200, 400, 404} <= found.keys()
    assert max(found) < 500
