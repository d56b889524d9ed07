"""Citations in the English of United Nations texts."""

from __future__ import annotations

from recommendations.citations.grammars.citation_grammar import ROMAN, CitationGrammar

CONVENTION = (
    r"(?:United\s+Nations\s+)?Convention\s+against\s+Transnational\s+Organi[sz]ed\s+Crime"
    r"(?!\s+Conference)"
)
SUPPLEMENT = rf"(?:,?\s+supplementing\s+the\s+{CONVENTION})?"
DETERMINER = r"(?:(?<=\bthe\s)|(?<=\bthat\s)|(?<=\bthis\s)|(?<=\bsame\s)|(?<=\bsaid\s))"

GRAMMAR = CitationGrammar(
    article=r"articles?|arts?\.",
    paragraph=r"paragraphs?|paras?\.",
    subparagraph=r"sub-?paragraphs?|subparas?\.|items?",
    chapter=r"chapter|chap\.",
    recommendation=r"recommendations?",
    annex=r"annex(?:\s+[IVX]+)?",
    chapter_numbers=ROMAN | {str(number): number for number in range(1, 9)},
    item=r"\([a-z]\)",
    letters="abcdefghijklmnopqrstuvwxyz",
    of=r"\s*,?\s+(?:of|to)\s+(?:the\s+(?:same\s+|said\s+)?|that\s+|this\s+|its\s+)?",
    conjunction=r"(?:and|or|and/or)(?:\s+in)?\b",
    to=r"to",
    treaties={
        "som-protocol": (
            r"Protocol\s+against\s+the\s+Smuggling\s+of\s+Migrants(?:\s+by\s+Land,\s+Sea\s+and"
            rf"\s+Air)?{SUPPLEMENT}"
            r"|(?:Smuggling\s+of\s+Migrants|Migrant\s+Smuggling|Migrants|Smuggling)\s+Protocol"
        ),
        "tip-protocol": (
            r"Protocol\s+to\s+Prevent,\s+Suppress\s+and\s+Punish\s+Trafficking\s+in\s+Persons"
            rf"(?:,\s+Especially\s+Women\s+and\s+Children)?{SUPPLEMENT}"
            r"|Trafficking(?:\s+in\s+Persons)?\s+Protocol"
        ),
        "untoc": rf"{CONVENTION}|Organi[sz]ed\s+Crime\s+Convention|UNTOC|Palermo\s+Convention",
        "vccr": r"Vienna\s+Convention\s+on\s+Consular\s+Relations",
        "unclos": (
            r"United\s+Nations\s+Convention\s+on\s+the\s+Law\s+of\s+the\s+Sea|UNCLOS"
            r"|Law\s+of\s+the\s+Sea\s+Convention"
        ),
        "solas": (
            r"International\s+Convention\s+for\s+the\s+Safety\s+of\s+Life\s+at\s+Sea"
            r"|SOLAS(?:\s+Convention)?"
        ),
        "sar": (
            r"International\s+Convention\s+on\s+Maritime\s+Search\s+and\s+Rescue|SAR\s+Convention"
        ),
    },
    other_treaties={
        "Firearms Protocol": (
            r"Protocol\s+against\s+the\s+Illicit\s+Manufacturing\s+of\s+and\s+Trafficking\s+in"
            rf"\s+Firearms(?:,\s+Their\s+Parts\s+and\s+Components\s+and\s+Ammunition)?{SUPPLEMENT}"
            r"|Firearms\s+Protocol"
        ),
        "Convention against Corruption": (
            r"(?:United\s+Nations\s+)?Convention\s+against\s+Corruption"
        ),
        "Convention relating to the Status of Refugees": (
            r"(?:1951\s+)?Convention\s+relating\s+to\s+the\s+Status\s+of\s+Refugees"
            r"|(?:1951\s+)?Refugee\s+Convention"
        ),
        "Convention on the Rights of the Child": (
            r"Convention\s+on\s+the\s+Rights\s+of\s+the\s+Child"
        ),
        "Convention against Torture": (
            r"Convention\s+against\s+Torture(?:\s+and\s+Other\s+Cruel,\s+Inhuman\s+or\s+Degrading"
            r"\s+Treatment\s+or\s+Punishment)?"
        ),
        "International Covenant on Civil and Political Rights": (
            r"International\s+Covenant\s+on\s+Civil\s+and\s+Political\s+Rights"
        ),
        "Universal Declaration of Human Rights": r"Universal\s+Declaration\s+of\s+Human\s+Rights",
    },
    protocol=(
        rf"{DETERMINER}(?-i:Protocol)(?!\s+(?:against|to\s+(?:Prevent|the)|on|relating|concerning"
        r"|of\s+\d|for)\b)"
    ),
    convention=(
        rf"{DETERMINER}(?-i:Convention)(?!\s+(?:against|on|relating|concerning|for|of\s+\d|No)\b)"
    ),
    anaphor=r"that|this|same|said",
    thereof=r"thereof",
    same_article=r"(?:that|the\s+same|the\s+said)\s+article",
    conference=(
        r"Conference\s+of\s+the\s+Parties\s+to\s+the\s+(?:United\s+Nations\s+)?Convention"
        r"(?:\s+against\s+Transnational\s+Organi[sz]ed\s+Crime)?"
        r"|Optional\s+Protocol\s+to\s+the\s+Convention\s+[^,.;]{0,90}?(?:Child|Punishment|Women)"
    ),
    resolution=r"(?:its\s+)?resolutions?",
    organs={
        r"General\s+Assembly": "A/RES/",
        r"Economic\s+and\s+Social\s+Council": "E/RES/",
        r"Human\s+Rights\s+Council": "A/HRC/RES/",
        r"Security\s+Council": "S/RES/",
        r"Conference(?:\s+of\s+the\s+Parties)?": "",
    },
    document=r"documents?|report",
    ibid=r"ibid\.",
    own_resolution=r"\bits\b",
)
