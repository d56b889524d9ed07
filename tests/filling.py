"""Forms as a browser would send them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from tests.reading import Page

#: Of what is on a page, the buttons are not sent.
BUTTONS = {"submit", "button", "reset"}

Values = dict[str, Any]


def form_values(page: Page, form: str) -> Values:
    """Return what the form with this id sends if nobody touches it."""
    values: Values = {}
    for control in page.one(f"form#{form}").element.iter():
        for value in control_values(control):
            values.setdefault(control.get("name", ""), []).append(value)
    return values


def control_values(control: Element) -> Iterator[str]:
    """The values that a control with a name sends."""
    kind = control.get("type")
    if not control.get("name"):
        return
    if control.tag == "textarea":
        yield "".join(control.itertext()).replace("\n", "\r\n")
    elif control.tag == "select":
        options = list(control.iter("option"))
        chosen = [option for option in options if "selected" in option.attrib] or options[:1]
        yield from (option.get("value", "") for option in chosen)
    elif kind in ("checkbox", "radio"):
        yield from [control.get("value", "on")] * ("checked" in control.attrib)
    elif control.tag == "input" and kind not in BUTTONS:
        yield control.get("value", "")


def add_row(values: Values, table: str, **fields: Any) -> Values:
    """The same with a row more in one of the page's tables."""
    total = f"{table}-TOTAL_FORMS"
    place = int(values[total][0])
    row = {f"{table}-{place}-{name}": value for name, value in fields.items()}
    return values | row | {total: str(place + 1)}
