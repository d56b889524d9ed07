"""Symbols of documents are taken apart, ordered, found in texts and led to."""

from __future__ import annotations

import pytest

from sessions import symbols
from sessions.symbols import Symbol

PARTS = {
    "CTOC/COP/WG.7/2020/4": Symbol("CTOC/COP/WG.7", 2020, "", 4, ""),
    "CTOC/COP/WG.4/2021/2": Symbol("CTOC/COP/WG.4", 2021, "", 2, ""),
    "CTOC/COP/WG.7/2020/INF/1/Rev.1": Symbol("CTOC/COP/WG.7", 2020, "INF", 1, "Rev.1"),
    "CTOC/COP/WG.7/2013/CRP.2": Symbol("CTOC/COP/WG.7", 2013, "CRP", 2, ""),
    "CTOC/COP/2006/7/Rev.1": Symbol("CTOC/COP", 2006, "", 7, "Rev.1"),
    "CTOC/COP/2006/Rev.1": Symbol("CTOC/COP", 2006, "", None, "Rev.1"),
    "A/CONF.213/7": Symbol("A/CONF.213", None, "", 7, ""),
    "A/CONF.213/PM.1": Symbol("A/CONF.213", None, "PM", 1, ""),
    "A/HRC/35/25/Add.2": Symbol("A/HRC/35", None, "", 25, "Add.2"),
    "A/HRC/35/25/Add.2/Corr.1": Symbol("A/HRC/35", None, "", 25, "Add.2/Corr.1"),
    "A/RES/73/195": Symbol("A/RES/73", None, "", 195, ""),
    "S/2020/1": Symbol("S", 2020, "", 1, ""),
}

NO_SYMBOLS = (
    "",
    "CTOC",
    "CTOC/COP/WG.7",
    "A/4",
    "ctoc/cop/wg.7/2020/4",
    "CTOC/COP/WG.7/2020/4/",
    "CTOC/COP/WG.7/2020/4 ",
    "CTOC//COP/2020/4",
    "CTOC/COP/WG.7/2020/４",
    "2020/4",
)


@pytest.mark.parametrize(("symbol", "parts"), PARTS.items())
def test_a_symbol_is_taken_apart(symbol: str, parts: Symbol) -> None:
    assert symbols.parse_symbol(symbol) == parts


@pytest.mark.parametrize("text", NO_SYMBOLS)
def test_what_is_no_symbol_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="Not the symbol"):
        symbols.parse_symbol(text)


def test_symbols_are_ordered_by_the_value_of_their_figures() -> None:
    in_order = [
        "A/CONF.213/7",
        "CTOC/COP/2006/7",
        "CTOC/COP/2006/7/Rev.1",
        "CTOC/COP/2006/7/Rev.2",
        "CTOC/COP/2006/7/Rev.10",
        "CTOC/COP/2006/10",
        "CTOC/COP/WG.4/2021/2",
        "CTOC/COP/WG.7/2015/5",
        "CTOC/COP/WG.7/2020/3",
        "CTOC/COP/WG.7/2020/12",
        "CTOC/COP/WG.7/2020/INF/1",
        "CTOC/COP/WG.10/2012/1",
    ]
    assert sorted(set(in_order), key=symbols.ordering_key) == in_order


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("（见 A/CONF.213/PM.1）。", ["A/CONF.213/PM.1"]),
        (
            "（见 CTOC/COP/2006/Rev.1 和 CTOC/COP/2006/7/Rev.1）。",
            ["CTOC/COP/2006/Rev.1", "CTOC/COP/2006/7/Rev.1"],
        ),
        ("（A/HRC/35/25/Add.2,，第 117 段）。", ["A/HRC/35/25/Add.2"]),
        ("另见CTOC/COP/WG.7/2020/3，第 13 段。", ["CTOC/COP/WG.7/2020/3"]),
        ("载于 [CTOC/COP/WG.7/2020/INF/1/Rev.1](#) 号文件", ["CTOC/COP/WG.7/2020/INF/1/Rev.1"]),
        ("It was CTOC/COP/WG.7/2020/4.", ["CTOC/COP/WG.7/2020/4"]),
        ("http://undocs.org/ch/A/RES/73/195", []),
        ("www.unodc.org/documents/human-trafficking/Toolkit-files/08-58296_tool_7-7.pdf", []),
        ("出售品编号：E.19.IV.2，和/或 COVID-19，GLO.ACT，V.22-02384 12/16，TCP/IP", []),
    ],
)
def test_symbols_are_found_in_a_text(text: str, found: list[str]) -> None:
    assert symbols.PATTERN.findall(text) == found


def test_the_document_server_is_addressed_by_symbol_in_each_language() -> None:
    symbol = "CTOC/COP/WG.7/2020/4"
    assert symbols.un_address(symbol) == "https://docs.un.org/en/CTOC/COP/WG.7/2020/4"
    assert symbols.un_address(symbol, "zh-hans") == "https://docs.un.org/zh/CTOC/COP/WG.7/2020/4"
    assert symbols.un_address("a b?#", "ar") == "https://docs.un.org/ar/a%20b%3F%23"


def test_an_address_is_known_in_every_language_of_the_united_nations() -> None:
    from smuggling_kb.languages import LANGUAGES

    assert set(symbols.SERVER_LANGUAGES) == {language.code for language in LANGUAGES}


@pytest.mark.parametrize("symbol", PARTS)
def test_the_form_in_file_names_leads_back_to_the_symbol(symbol: str) -> None:
    assert symbols.symbol_from_file_name(symbol.replace("/", "-")) == symbol


def test_a_file_name_without_a_symbol_is_refused() -> None:
    with pytest.raises(ValueError, match="Not the symbol"):
        symbols.symbol_from_file_name("meeting-report-final")
