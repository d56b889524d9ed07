"""Names of elements and attributes of Word's XML."""

from __future__ import annotations

from lxml import etree

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
FORMULA = "http://schemas.openxmlformats.org/officeDocument/2006/math"

#: What the value of a switch is that is off.
OFF = {"0", "false", "off", "none"}


def w(name: str) -> str:
    """Return the full name of an element or attribute of Word."""
    return f"{{{WORD}}}{name}"


def value(element: etree._Element | None, name: str = "val") -> str:
    """Return an attribute of an element; empty if there is neither."""
    return "" if element is None else element.get(w(name), "")


def child_value(element: etree._Element | None, name: str) -> str:
    """Return the value of a child; empty if there is none."""
    return "" if element is None else value(element.find(w(name)))


def child_number(element: etree._Element | None, name: str) -> int | None:
    """Return the value of a child as a number of at most nine digits; None if it is none."""
    text = child_value(element, name)
    return int(text) if text.removeprefix("-").isdecimal() and len(text) < 10 else None


def switch(element: etree._Element | None, name: str) -> bool | None:
    """Return whether a child turns something on or off; None if there is no such child."""
    child = None if element is None else element.find(w(name))
    return None if child is None else value(child).lower() not in OFF
