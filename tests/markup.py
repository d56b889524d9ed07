"""What every HTML page of this site must be, whichever test gets it."""

import re
from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from tests.html_tree import parse_html

#: Inputs that need no label: they show none, or carry it themselves.
UNLABELLED = {"hidden", "submit", "reset", "button", "image"}

#: Scripts that are data, which no browser runs.
DATA_BLOCKS = {"application/json", "application/ld+json"}

#: Elements in the middle of a line; what stands for others and for what is passed over in its text.
INLINE = {
    "a",
    "abbr",
    "b",
    "bdi",
    "cite",
    "code",
    "em",
    "i",
    "mark",
    "span",
    "sup",
    "time",
}
BREAK, PASSAGE = "¶", "\ufffc"
SPACED = re.compile(r"[^¶]{0,12}[。：；，、？！] [^¶]{1,12}")


def problems(html: str, *, ours: bool = True) -> list[str]:
    """Return what is wrong with a page; less is asked of those that Django's admin writes."""
    page = parse_html(html)
    finders = (*OURS, *EVERYWHERE) if ours else EVERYWHERE
    return [problem for find in finders for problem in find(page)]


def language(page: Element) -> Iterator[str]:
    if not page.get("lang"):
        yield "<html> has no lang"


def heading(page: Element) -> Iterator[str]:
    if (count := len(page.findall(".//h1"))) != 1:
        yield f"{count} <h1> instead of one"


def identifiers(page: Element) -> Iterator[str]:
    counts = Counter(element.get("id") for element in page.iter() if element.get("id"))
    yield from (f"id {name!r} occurs {count} times" for name, count in counts.items() if count > 1)


def labels(page: Element) -> Iterator[str]:
    """Form controls that a label neither names nor contains."""
    named = {label.get("for") for label in page.iter("label")}
    contained = {control for label in page.iter("label") for control in label.iter()}
    for control in controls(page):
        says_itself = control.get("aria-label") or control.get("aria-labelledby")
        if not (control.get("id") in named or control in contained or says_itself):
            yield f"<{control.tag} name={control.get('name')!r}> has no label"


def controls(page: Element) -> Iterator[Element]:
    for element in page.iter():
        if element.tag in ("select", "textarea") or (
            element.tag == "input" and element.get("type") not in UNLABELLED
        ):
            yield element


def inline_code(page: Element) -> Iterator[str]:
    """Return what the Content-Security-Policy would stop."""
    if page.find(".//style") is not None:
        yield "<style> in the page"
    for script in page.iter("script"):
        if "src" not in script.attrib and script.get("type") not in DATA_BLOCKS:
            yield "<script> without src"
    for element in page.iter():
        for attribute in element.attrib:
            if attribute == "style" or attribute.startswith("on"):
                yield f"<{element.tag} {attribute}=…>"


def template_code(page: Element) -> Iterator[str]:
    """Tags and variables of Django's templates that were not rendered."""
    text = "".join(page.itertext())
    values = [value for element in page.iter() for value in element.attrib.values()]
    for mark in ("{{", "{%", "{#"):
        if any(mark in string for string in (text, *values)):
            yield f"{mark} in the page"


def wide_marks(page: Element) -> Iterator[str]:
    """Chinese marks with a space after them in a sentence of ours: they bring their own."""
    if page.get("lang") == "zh-Hans":
        text = " ".join("".join(own_words(page.find("body") or page)).split())
        yield from (f"{found[0]!r} in a Chinese sentence" for found in SPACED.finditer(text))


def own_words(element: Element) -> Iterator[str]:
    """The text but for passages that are marked as being in a language, and for code."""
    ends = "" if element.tag in INLINE else BREAK
    yield ends
    if element.get("lang") or element.tag in ("code", "script"):
        yield PASSAGE
    else:
        yield element.text or ""
        for child in element:
            yield from own_words(child)
    yield ends
    yield element.tail or ""


OURS = (heading, labels, wide_marks)
EVERYWHERE = (language, identifiers, inline_code, template_code)
