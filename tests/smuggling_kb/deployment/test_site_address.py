"""The address of the site: what is to be cited never follows the visitor's Host."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from pytest_django import Settings

from smuggling_kb.deployment.site_address import read_site_url
from tests.builders import make_recommendation

ROOT = "https://kb.example.org"


@pytest.fixture
def public_site(settings: Settings) -> None:
    settings.SITE_URL = ROOT
    settings.ALLOWED_HOSTS = ["kb.example.org", "www.example.org"]


#: Addresses that name the site, with a record of code 2012/5.
CITED = (
    *("/en/", "/en/recommendations/2012/5/", "/zh-hans/recommendations/", "/en/about/"),
    *("/en/recommendations/2012/5.json", "/en/recommendations/2012/5.ris"),
    *("/en/recommendations/2012/5.bib", "/en/recommendations.csv", "/en/recommendations.json"),
    *("/en/recommendations.ris", "/en/recommendations.bib", "/sitemap.xml", "/robots.txt"),
    *("/en/opensearch.xml", "/en/explore/matrix.svg", "/en/explore/matrix.csv"),
    "/en/recommendations/suggest/?q=2012&form=opensearch",
)


@pytest.mark.django_db
@pytest.mark.usefixtures("public_site")
@pytest.mark.parametrize("address", CITED)
def test_addresses_to_be_cited_are_the_sites_own(client: Client, address: str) -> None:
    make_recommendation("2012/5")
    # As behind a proxy that speaks HTTPS and passes on nothing of it.
    answer = client.get(address, headers={"host": "kb.example.org"})
    assert answer.status_code == 200
    text = b"".join(answer).decode("utf-8-sig")
    assert ROOT in text
    assert "http://kb.example.org" not in text


@pytest.mark.django_db
@pytest.mark.usefixtures("public_site")
@pytest.mark.parametrize(
    "host",
    [
        *("kb.example.org:1234", "kb.example.org:443", "KB.EXAMPLE.ORG", "kb.example.org."),
        "www.example.org",
    ],
)
def test_other_spellings_lead_to_the_sites_own(client: Client, host: str) -> None:
    answer = client.get("/zh-hans/recommendations/?q=移民&page=2", headers={"host": host})
    assert answer.status_code == 301
    query = "?q=%E7%A7%BB%E6%B0%91&page=2"
    assert answer.headers["Location"] == f"{ROOT}/zh-hans/recommendations/{query}"
    for address in ("/healthz", "/readyz"):
        assert client.get(address, headers={"host": host}).status_code == 200
    assert client.post("/language/", headers={"host": host}).status_code == 302


@pytest.mark.usefixtures("public_site")
def test_the_way_to_https_is_the_way_to_the_site(client: Client, settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_SSL_HOST = "kb.example.org"
    answer = client.get("/en/", headers={"host": "kb.example.org:80"})
    assert answer.headers["Location"] == f"{ROOT}/en/"


@pytest.mark.usefixtures("public_site")
def test_a_foreign_host_is_refused_and_not_led_anywhere(client: Client) -> None:
    assert client.get("/en/", headers={"host": "evil.example"}).status_code == 400


@pytest.mark.django_db
def test_without_the_setting_the_host_is_used(client: Client) -> None:
    text = client.get("/robots.txt", headers={"host": "localhost:8123"}).content.decode()
    assert "Sitemap: http://localhost:8123/sitemap.xml" in text


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("", ""),
        ("https://kb.example.org/", "https://kb.example.org"),
        ("https://KB.example.org:8443", "https://kb.example.org:8443"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
    ],
)
def test_the_setting_is_read(value: str, expected: str) -> None:
    assert read_site_url(value) == expected


@pytest.mark.parametrize(
    "value", ["kb.example.org", "ftp://kb.example", "https://kb.example/x", "https://a@kb", "/"]
)
def test_what_is_no_address_of_a_site_is_told(value: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="SITE_URL must be like"):
        read_site_url(value)
