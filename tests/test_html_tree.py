"""Pages are read as browsers read them."""

import pytest

from tests.html_tree import SVG, parse_html


@pytest.mark.parametrize(
    ("body", "tags"),
    [
        ("<p>One<p>Two", ["p", "p"]),
        ("<p>Before<ul><li>One<li>Two</ul>", ["p", "ul", "li", "li"]),
        ("<table><tr><td>1</table>", ["table", "tbody", "tr", "td"]),
        ("<!-- a comment --><b>No <i>end</b>", ["b", "i"]),
        ("<svg><text>A</text></svg><b>B</b>", [f"{SVG}svg", f"{SVG}text", "b"]),
    ],
)
def test_elements_stand_where_a_browser_puts_them(body: str, tags: list[str]) -> None:
    page = parse_html(f"<!doctype html><title>T</title>{body}")
    assert [element.tag for element in page.iter()] == ["html", "head", "title", "body", *tags]


def test_all_text_is_kept_but_for_comments() -> None:
    page = parse_html("<!doctype html><p>One <!-- two --><b>th&amp;ree</b> &lt;four&gt;")
    assert "".join(page.itertext()) == "One th&ree <four>"


def test_an_attribute_without_a_value_is_empty() -> None:
    [control] = parse_html("<input checked name=a>").iter("input")
    assert control.attrib == {"checked": "", "name": "a"}


def test_the_same_page_is_read_once() -> None:
    assert parse_html("<p>Again") is parse_html("<p>Again")
