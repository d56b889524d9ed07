"""Drawings: words escaped and whole, painted by palettes, in files that say where they are from."""

import re
from xml.etree import ElementTree as ET

import pytest
from django.utils.translation import override

from recommendations.pages.drawings.findings import Finding
from recommendations.pages.drawings.key import draw_key
from recommendations.pages.drawings.palettes import DARK, LIGHT, paint
from recommendations.pages.drawings.picture import Picture
from recommendations.pages.drawings.svg import (
    Caption,
    Drawing,
    svg_hatch,
    svg_link,
    svg_rect,
    svg_squares,
    svg_text,
)
from recommendations.pages.drawings.text_lines import text_width, wrap_runs, wrap_text
from smuggling_kb.languages import BY_CODE

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '<script>"&\'</script>\x00 class="l1"'


def test_words_of_a_drawing_are_escaped() -> None:
    shapes = [svg_text(0, 0, HOSTILE), svg_link('/?q="<', HOSTILE, svg_rect("l1", 0, 0, 1, 1))]
    caption = Caption(HOSTILE, HOSTILE, BY_CODE["en"])
    file = Drawing(10, 10, shapes).svg_image(caption, LIGHT, root="http://testserver")
    root = ET.fromstring(file.encode())  # noqa: S314
    assert {each.tag.removeprefix(SVG) for each in root.iter()} == {
        "svg",
        "title",
        "desc",
        "text",
        "a",
        "rect",
    }
    [anchor] = root.iter(f"{SVG}a")
    assert anchor.get("href") == 'http://testserver/?q="<'
    assert anchor.get("aria-label") == HOSTILE.replace("\x00", "")


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_a_palette_paints_every_class_by_attributes(palette: dict[str, str]) -> None:
    painted = paint(svg_rect("l3", 0, 0, 1, 1) + svg_text(0, 0, "x", kind="soft"), palette)
    assert painted.count("fill=") == 2
    assert palette["l3"] != palette["l2"]


def test_a_picture_file_has_its_title_its_finding_and_its_source() -> None:
    finding = Finding("%(count)s of “%(name)s”.", {"count": 14, "name": "A & B"})
    picture = Picture("Title", finding, "Basis.", lambda width: Drawing(width, 10))
    with override("en"):
        root = ET.fromstring(picture.svg_file("http://testserver", ["Source"]))  # noqa: S314
    written = ["".join(each.itertext()) for each in root.iter(f"{SVG}text")]
    assert written == ["Title", "14 of “A & B”.", "Basis.", "Source"]
    assert [each.text for each in root.iter(f"{SVG}tspan")] == ["14"]
    assert root.findtext(f"{SVG}desc") == "14 of “A & B”. Basis."
    ends = [float(str(each.get("y"))) for each in root.iter(f"{SVG}text")]
    assert ends == sorted(ends)
    assert ends[-1] < float(str(root.get("height")))


def test_the_numbers_of_a_finding_are_bold_and_its_words_are_not() -> None:
    finding = Finding("100%% of %(count)s in %(name)s", {"count": 3, "name": "2012"})
    assert str(finding) == "100% of 3 in 2012"
    assert [words for words, bold in finding.runs if bold] == ["3"]


def test_long_names_are_broken_and_whole() -> None:
    assert wrap_text("one two three", 60) == ["one two", "three"]
    assert wrap_text("打击偷运移民", 45) == ["打击偷", "运移民"]
    assert wrap_text("", 10) == [""]
    divided = wrap_text("Überwachungsmaßnahmen", 60)
    assert "".join(divided) == "Überwachungsmaßnahmen"
    assert all(text_width(line) <= 60 for line in divided)


@pytest.mark.parametrize("room", [60, 90, 150, 400])
def test_no_line_begins_with_a_mark_that_ends_a_sentence(room: int) -> None:
    words = [("在", False), ("14", True), ("，共", False), ("22", True), ("项（全部）。", False)]
    lines = wrap_runs(words, room)
    assert "".join(part for line in lines for part, _bold in line) == "在14，共22项（全部）。"
    assert not [line for line in lines if line[0][0][0] in "，。）"]
    assert [part for line in lines for part, bold in line if bold] == ["14", "22"]


def test_boxes_and_hatching_stay_within_their_room() -> None:
    boxes = svg_squares("d1", 10, 5, 3, step=10, size=8, height=12)
    assert boxes.count("z") == 3
    assert "M30 5h8v12" in boxes
    places = re.findall(r"[ML]([0-9.]+) ([0-9.]+)", svg_hatch(10, 20, 30, 12))
    assert all(10 <= float(x) <= 40 and 20 <= float(y) <= 32 for x, y in places)


def test_a_key_wraps_where_there_is_no_room() -> None:
    items = [(lambda x, y: svg_rect("l1", x, y, 24, 16), "meaning " * 9)] * 3
    narrow, wide = draw_key(items, 300), draw_key(items, 3000)
    assert narrow.height > 3 * wide.height
    assert draw_key([], 300).height == 0


def test_a_drawing_from_the_right_is_mirrored_and_its_words_turned_back() -> None:
    shapes = [
        svg_text(10, 20, "أ"),
        svg_text(30, 40, "ب", anchor="middle"),
        svg_text(50, 60, "ج", turned=True),
    ]
    caption = Caption("", "", BY_CODE["ar"])
    svg = Drawing(100, 80, [svg_rect("l1", 0, 0, 40, 9), *shapes]).svg(caption)
    root = ET.fromstring(svg)  # noqa: S314
    assert root.get("direction") == "rtl"
    [mirrored] = root.findall("{http://www.w3.org/2000/svg}g")
    assert mirrored.get("transform") == "matrix(-1 0 0 1 100 0)"
    texts = mirrored.findall("{http://www.w3.org/2000/svg}text")
    assert [each.get("transform") for each in texts] == [
        "matrix(-1 0 0 1 20 0)",
        "matrix(-1 0 0 1 60 0)",
        "matrix(-1 0 0 1 100 0) rotate(-90 50 60)",
    ]
    assert [each.get("text-anchor") for each in texts] == [None, "middle", "end"]
