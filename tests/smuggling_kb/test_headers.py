"""The headers that keep a browser from harm, on every kind of answer."""

import pytest
from django.http import HttpResponseBase, StreamingHttpResponse
from django.test import Client
from pytest_django import Settings

from smuggling_kb.middleware import HEADERS

pytestmark = pytest.mark.usefixtures("knowledge_base")

TWO_YEARS = 2 * 365 * 24 * 60 * 60

#: Addresses by what they answer with; the tests of the middleware have failures too.
READ = {
    "a page": ("/en/recommendations/", 200),
    "a document": ("/zh-hans/documents/CTOC/COP/WG.7/2020/4/", 200),
    "a table": ("/en/recommendations.csv?theme=protection", 200),
    "a workbook": ("/en/recommendations.xlsx?theme=protection", 200),
    "a list for programs": ("/en/recommendations.json?theme=protection", 200),
    "a record for programs": ("/en/recommendations/2012/5.json", 200),
    "a reference": ("/en/recommendations/2012/5.ris", 200),
    "a style sheet": ("/static/site.css", 200),
    "a script": ("/static/site.js", 200),
    "a picture": ("/static/favicon.svg", 200),
    "the admin's own style sheet": ("/static/admin/css/base.css", 200),
    "a description for browsers": ("/en/opensearch.xml", 200),
    "a list for search engines": ("/sitemap.xml", 200),
    "rules for robots": ("/robots.txt", 200),
    "a sign of life": ("/readyz", 200),
    "the login": ("/admin/login/", 200),
    "a lost slash": ("/en/recommendations", 301),
    "the way to a language": ("/recommendations/2012/5/", 302),
    "the way to a code": ("/en/recommendations/2012/", 302),
    "the way to the login": ("/admin/", 302),
    "a filter that does not exist": ("/en/recommendations/?sesion=1", 400),
    "a NUL": ("/en/?q=%00", 400),
    "nothing": ("/en/nothing/", 404),
    "a file that does not exist": ("/static/nothing.css", 404),
    "a file outside": ("/static/../manage.py", 404),
}


def is_safe(answer: HttpResponseBase) -> bool:
    """Whether it has them all, and allows the browser nothing from elsewhere or in line."""
    policy = dict(
        directive.split(maxsplit=1)
        for directive in answer.headers["Content-Security-Policy"].split("; ")
    )
    return (
        policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
        and set(policy.values()) == {"'none'", "'self'"}
        and answer.headers.items() >= HEADERS.items()
        and "Access-Control-Allow-Origin" not in answer.headers
    )


def read_to_the_end(answer: HttpResponseBase) -> HttpResponseBase:
    """Closes what is streamed as a server would, and not the database with it."""
    if isinstance(answer, StreamingHttpResponse):
        b"".join(answer)
    return answer


@pytest.mark.parametrize(("address", "status"), READ.values(), ids=READ.keys())
def test_every_answer_is_safe(client: Client, address: str, status: int) -> None:
    answer = read_to_the_end(client.get(address))
    assert answer.status_code == status
    assert is_safe(answer)


def test_refusals_are_safe(client: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    answers = [
        (client.get("/en/", headers={"host": "evil.example"}), 400),
        (strict.post("/admin/login/"), 403),
        (client.post("/en/"), 405),
        (client.trace("/en/"), 405),
        (client.generic("POST", "/en/", CONTENT_LENGTH="9" * 9), 413),
    ]
    assert [answer.status_code for answer, _status in answers] == [code for _, code in answers]
    assert all(is_safe(answer) for answer, _status in answers)


def test_the_pages_of_the_admin_are_safe(admin_client: Client) -> None:
    for address in ("/admin/", "/admin/recommendations/recommendation/", "/admin/nothing/"):
        assert is_safe(admin_client.get(address))


def test_in_production_every_answer_keeps_browsers_to_https(
    client: Client, settings: Settings
) -> None:
    settings.SECURE_HSTS_SECONDS = TWO_YEARS
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
    for address, _status in READ.values():
        answer = read_to_the_end(client.get(address, secure=True))
        header = answer.headers["Strict-Transport-Security"]
        assert header == f"max-age={TWO_YEARS}; includeSubDomains; preload", address
