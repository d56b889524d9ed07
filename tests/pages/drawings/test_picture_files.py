"""The files of a picture: what they hold, how large they are, and that a missing one says why."""

import struct
import zlib

import pytest
from django.test import Client

from recommendations.models import DataVersion, ThemeName
from recommendations.pages.charts.registry import CHARTS
from recommendations.pages.drawings import png_images
from recommendations.pages.drawings.png_images import (
    PNG_WIDTH,
    PngError,
    drawn_characters,
    png_height,
    png_image,
)
from tests.builders import make_recommendation, make_session
from tests.languages import EACH_LANGUAGE
from tests.reading import Page

pytestmark = pytest.mark.django_db

RARE = "𠮷"


def png_size(content: bytes) -> tuple[int, int]:
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", content[16:24])
    return width, height


def sheet(words: str, height: int = 60) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="100" height="{height}">'
        f'<title>{RARE}</title><text x="5" y="40" font-size="40">{words}</text></svg>'
    )


def pixels(png: bytes) -> bytes:
    """The rows of an image, as they are packed."""
    data, place = b"", 8
    while place < len(png):
        length, kind = struct.unpack(">I4s", png[place : place + 8])
        data += png[place + 8 : place + 8 + length] if kind == b"IDAT" else b""
        place += 12 + length
    return zlib.decompress(data)


@pytest.mark.parametrize("slug", CHARTS)
@pytest.mark.parametrize("language", EACH_LANGUAGE)
@pytest.mark.usefixtures("knowledge_base")
def test_every_picture_is_a_png_of_1600_pixels(client: Client, slug: str, language: str) -> None:
    answer = client.get(f"/{language}/explore/{slug}.png")
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["ETag"]
    width, height = png_size(answer.content)
    assert width == PNG_WIDTH
    page = Page(client.get(f"/{language}/explore/{slug}/"))
    assert f"1600 × {height}" in page.link(f"/{language}/explore/{slug}.png").text
    assert len(answer.content) < 400_000
    unchanged = client.get(
        f"/{language}/explore/{slug}.png", headers={"If-None-Match": answer.headers["ETag"]}
    )
    assert unchanged.status_code == 304


@pytest.mark.parametrize("language", EACH_LANGUAGE)
def test_the_file_says_source_version_terms_and_disclaimer(client: Client, language: str) -> None:
    make_recommendation("2012/5", session=make_session(1))
    svg = client.get(f"/{language}/explore/strength.svg").content.decode()
    assert f"http://testserver/{language}/explore/strength/" in svg
    assert DataVersion.objects.current().digest in svg
    assert "un.org/en/about-us/terms-of-use" in svg.replace("</text>", "")
    if language == "en":
        assert "not a United Nations website." in svg
        assert "Texts © United Nations" in svg


def test_the_page_tells_the_sizes_of_the_files_and_its_address(client: Client) -> None:
    make_recommendation("2012/5", session=make_session(1))
    page = Page(client.get("/en/explore/timeline/"))
    rows = client.get("/en/explore/timeline.csv").content.count(b"\r\n") - 1
    assert page.link("/en/explore/timeline.csv").text.startswith(f"CSV {rows} rows, ")
    assert page.link("/en/explore/timeline.svg").text.startswith("SVG ")
    assert page.one("#page-address").text == "http://testserver/en/explore/timeline/"
    button = page.one("button.plain")
    assert button.text == "Copy link"
    assert button.get("data-copy") == "page-address"


def test_a_picture_with_a_character_that_no_font_has_says_so_and_has_no_png(client: Client) -> None:
    make_recommendation("2012/5", session=make_session(1))
    ThemeName.objects.filter(language="en").update(name=f"Prevention {RARE}")
    page = Page(client.get("/en/explore/matrix/"))
    assert f"There is no PNG: the fonts of this site lack: {RARE}." in page.text
    assert "/en/explore/matrix.png" not in page.links()
    answer = client.get("/en/explore/matrix.png")
    assert answer.status_code == 404
    assert RARE in Page(answer).one("main").text
    assert Page(answer).one("main").link("/en/explore/matrix/")
    assert client.get("/en/explore/matrix.svg").status_code == 200
    assert client.get("/en/explore/timeline.png").status_code == 200


def test_what_is_too_high_has_no_png(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    make_recommendation("2012/5", session=make_session(1))
    monkeypatch.setattr(png_images, "MAX_HEIGHT", 100)
    page = Page(client.get("/en/explore/matrix/"))
    assert "There is no PNG: it would be" in page.text
    assert client.get("/en/explore/matrix.png").status_code == 404


def test_an_image_is_drawn_once(client: Client) -> None:
    make_recommendation("2012/5", session=make_session(1))
    png_image.cache_clear()
    for _time in range(2):
        assert client.get("/en/explore/matrix.png").status_code == 200
    assert png_image.cache_info().misses == 1
    make_recommendation("2012/6", session=make_session(1))
    client.get("/en/explore/matrix.png")
    assert png_image.cache_info().misses == 2


def test_titles_that_are_not_drawn_need_no_font() -> None:
    assert png_height(sheet("Words & numbers 0–9: “é”, 建议").replace("&", "&amp;")) == 960
    with pytest.raises(PngError):
        png_height(sheet(f"建议{RARE}"))


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_fonts_draw_what_they_are_said_to_have(language: str) -> None:
    """A few of each kind: what they had not would look like each other, or like nothing."""
    some = ["a", "é", "Ж", "“", "建", *sorted(drawn_characters())[1000::900]]
    shapes = [pixels(png_image(sheet(each), language)) for each in some]
    assert len(set(shapes)) == len(shapes)
    assert pixels(png_image(sheet(" "), language)) not in shapes


def test_chinese_is_set_with_wide_quotation_marks_and_english_with_narrow_ones() -> None:
    assert png_image(sheet("“a”"), "en") != png_image(sheet("“a”"), "zh-hans")
