"""Plain data as dataclasses: each value is of the type that its field names, or refused."""

from __future__ import annotations

import types
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints


class UnexpectedData(Exception):
    """A value is not of the type that is expected."""


def parse_data(expected: Any, value: Any) -> Any:
    """Return a value of JSON as the expected type: a dataclass, a list, a text …"""
    origin, arguments = get_origin(expected), get_args(expected)
    if origin in (list, tuple, Sequence) and isinstance(value, list):
        parts = [parse_data(arguments[0], item) for item in value]
        return tuple(parts) if origin is tuple else parts
    if origin in (Union, types.UnionType) and type(None) in arguments:
        others = [each for each in arguments if each is not type(None)]
        return None if value is None else parse_data(others[0], value)
    if is_dataclass(expected) and isinstance(expected, type) and isinstance(value, dict):
        return _parse_dataclass(expected, value)
    if isinstance(expected, type) and issubclass(expected, Enum):
        return expected(value)
    if expected in (str, int, bool, float) and type(value) is expected:
        return value
    raise UnexpectedData(f"{str(value)[:100]!r} is no {expected}.")


def _parse_dataclass(expected: Any, value: dict[str, Any]) -> Any:
    known = _field_types(expected)
    if value.keys() != known.keys():
        raise UnexpectedData(f"{expected.__name__} has other fields than {sorted(value)}.")
    return expected(**{name: parse_data(known[name], value[name]) for name in known})


@cache
def _field_types(expected: Any) -> dict[str, Any]:
    hints = get_type_hints(expected)
    return {field.name: hints[field.name] for field in fields(expected)}
