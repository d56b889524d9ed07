"""Languages at the beginning of addresses, however they are written."""

import pytest
from django.test import Client

from smuggling_kb.languages import BY_CODE, INTERFACE, split_language
from tests.reading import Page

pytestmark = pytest.mark.django_db

CHINESE = ("zh", "ZH", "zh-CN", "zh_CN", "zh-Hans", "zh-hans-cn", "zh-TW", "zh-Hant", "zho", "cn")
ENGLISH = ("EN", "En", "en-US", "en_GB", "eng")


@pytest.mark.parametrize(
    ("prefix", "code"),
    [*((each, "zh-hans") for each in CHINESE), *((each, "en") for each in ENGLISH)],
)
@pytest.mark.parametrize("rest", ["/", "/recommendations/2012/5/", "/recommendations.csv"])
def test_another_way_to_write_a_language_leads_to_ours(
    client: Client, prefix: str, code: str, rest: str
) -> None:
    answer = client.get(f"/{prefix}{rest}?q=%E5%84%BF&page=2")
    assert answer.status_code == 301
    assert answer.headers["Location"] == f"/{code}{rest}?q=%E5%84%BF&page=2"


@pytest.mark.parametrize("path", ["/zh", "/zh-CN", "/zh-Hans"])
def test_a_language_without_a_slash_leads_to_its_home_page(client: Client, path: str) -> None:
    assert client.get(path).headers["Location"] == "/zh-hans/"


@pytest.mark.parametrize("path", ["/en/", "/zh-hans/", "/en/recommendations/", "/healthz"])
def test_our_own_addresses_are_answered_as_they_are(client: Client, path: str) -> None:
    assert client.get(path).status_code == 200


def test_what_a_form_sends_is_not_led_elsewhere(client: Client) -> None:
    assert client.post("/EN/recommendations/").status_code == 404


@pytest.mark.parametrize(
    "path", ["/EN//example.org/", "/EN/%0d%0aSet-Cookie:%20x/", "/zh-CN/\\example.org/"]
)
def test_no_prefix_leads_off_the_site(client: Client, path: str) -> None:
    location = client.get(path).headers["Location"]
    assert location.startswith(("/en/", "/zh-hans/"))
    assert "\n" not in location


@pytest.mark.parametrize(
    ("path", "code", "rest"),
    [
        ("/fr/recommendations/", "fr", "/recommendations/"),
        ("/AR", "ar", "/"),
        ("/de/recommendations/", "", "/de/recommendations/"),
        ("/english/", "", "/english/"),
        ("/", "", "/"),
    ],
)
def test_a_path_is_split_into_its_language_and_the_rest(path: str, code: str, rest: str) -> None:
    assert split_language(path) == (BY_CODE.get(code), rest)


@pytest.mark.parametrize(
    ("path", "tongue", "lang", "rest"),
    [
        ("/zh-hans/nothing/", "en", "zh-Hans", "/nothing/"),
        ("/fr/nothing/", "zh-CN", "fr", "/nothing/"),
        ("/de/nothing/", "en", "en", "/de/nothing/"),
        ("/de/nothing/", "de, ar;q=0.5", "ar", "/de/nothing/"),
        ("/nothing/", "zh-TW", "zh-Hans", "/nothing/"),
        ("/nothing/", "es-MX", "es", "/nothing/"),
    ],
)
def test_a_page_that_is_not_there_is_in_the_readers_language_and_leads_to_the_others(
    client: Client, path: str, tongue: str, lang: str, rest: str
) -> None:
    answer = client.get(path, headers={"accept-language": tongue})
    page = Page(answer)
    assert answer.status_code == 404
    assert page.one("html").lang == lang
    bar = page.one("ul.tongues")
    assert bar.links() == [f"/{code}{rest}" for code in INTERFACE]
