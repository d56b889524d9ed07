"""Requests that are refused before Django is asked get what Django would have answered."""

import pytest
from django.conf import settings
from django.test import RequestFactory

from smuggling_kb.gateway.refusal_pages import HEADER_MIDDLEWARE, refuse
from smuggling_kb.languages import INTERFACE
from smuggling_kb.middleware import HEADERS


@pytest.mark.parametrize("status", [408, 413, 500, 503])
@pytest.mark.parametrize("language", INTERFACE)
def test_every_refusal_has_the_headers_of_every_answer(status: int, language: str) -> None:
    environment = RequestFactory().get(f"/{language}/").environ
    answered, raw_headers, content = refuse(environment, status)
    headers = {name.decode(): value.decode() for name, value in raw_headers}
    assert answered == status
    assert headers.items() >= HEADERS.items()
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["Content-Length"] == str(len(content))
    assert ("Retry-After" in headers) is (status == 503)


def test_an_outage_is_told_in_the_visitors_language() -> None:
    environment = RequestFactory().get("/x/", headers={"accept-language": "zh"}).environ
    assert 'lang="zh-Hans"' in refuse(environment, 503)[2].decode()


def test_what_sets_headers_is_outermost() -> None:
    positions = [settings.MIDDLEWARE.index(name) for name in HEADER_MIDDLEWARE]
    assert positions == sorted(positions)
    assert max(positions) < settings.MIDDLEWARE.index("smuggling_kb.middleware.refuse_requests")
