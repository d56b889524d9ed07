"""English."""

import re

from recommendations.importing.grammars.grammar import (
    CAPITALS,
    LATIN_LETTERS,
    ROMAN_NUMERALS,
    Announcement,
    Grammar,
    days_pattern,
    ordinal_pattern,
)
from recommendations.texts.dates import MONTHS
from recommendations.texts.numerals import ENGLISH_ORDINALS

ORDINAL = ordinal_pattern(ENGLISH_ORDINALS, "st|nd|rd|th")
KINDS = r"(?:open-ended |intergovernmental |interim |provisional )*"
GROUP = rf"{KINDS}Working Group on (?:the )?Smuggling of Migrants"

ENGLISH = Grammar(
    language="en",
    function_words=frozenset(
        [
            "the",
            "of",
            "and",
            "to",
            "in",
            "on",
            "by",
            "for",
            "that",
            "with",
            "from",
            "which",
            "was",
            "were",
        ]
    ),
    chapters=ROMAN_NUMERALS,
    sections=CAPITALS,
    alphabets=(LATIN_LETTERS,),
    chapter_mark=r"\.",
    number_mark=r"\.",
    recommendation="Recommendation",
    annex=re.compile(r"Annex(?: [IVX]+| \d+)?\*?", re.IGNORECASE),
    genres=(
        ("compilation", re.compile(r"\b(?:compilation|compendium)\b.*recommendation", re.I)),
        ("background-paper", re.compile(r"\bbackground (?:paper|document)\b", re.I)),
        ("working-paper", re.compile(r"\bworking paper\b", re.I)),
        ("provisional-agenda", re.compile(r"^(?:annotated )?provisional agenda", re.I)),
        ("report", re.compile(r"^(?:draft )?report (?:on|of) ", re.I)),
        ("resolution", re.compile(r"^resolution \d+/\d+|^draft resolution", re.I)),
    ),
    agenda_item=re.compile(r"(?:agenda )?items? \d+.* agenda|agenda items? \d+", re.I),
    author=re.compile(
        r"(?:background |working )?(?:paper|note|document|report).* (?:by|of) the Secretariat", re.I
    ),
    title_of_report=re.compile(r"(?:draft )?report (?:on|of) .*", re.I),
    working_group=re.compile(GROUP, re.I),
    body=re.compile(
        r"(?:Working Group|Committee|Commission|Expert Group|Review Group|Task Force) "
        r"(?:on|of|for) (?:the )?[^,.;:()]{3,80}?"
        r"(?=,|\.|;|:|\(| held| on its| at its| in Vienna| established|$)",
        re.I,
    ),
    opening=re.compile(
        rf"(?:The )?(?:{GROUP}|Working Group)(?: \([^)]*\))? held its {ORDINAL}"
        rf"(?: \w+)? (?:session|meeting)"
        rf"|The {ORDINAL.replace('ordinal', 'other')} (?:session|meeting) of the (?:{GROUP}|Working"
        r" Group) was (?:held|convened)",
        re.I,
    ),
    example_body="Working Group on the Smuggling of Migrants",
    example="The Working Group on the Smuggling of Migrants held its thirteenth meeting in",
    example_chapter="I.",
    ordinals=ENGLISH_ORDINALS,
    days=days_pattern(MONTHS["en"], " ", r" ?(?:-|–|—| and | to ) ?"),
    months=MONTHS["en"],
    cities={"Vienna": "vienna"},
    adoption=re.compile(
        r"(?:adopted|made|agreed (?:up)?on|endorsed|approved)\b[^.:]{0,60}"
        r"\b(?:following recommendations?|recommendations? (?:set out|contained|given) below)"
        r"[^.:]*[.:]$",
        re.I,
    ),
    announcements=(
        Announcement(
            re.compile(
                r"previous recommendations\b[^.]*\b(?:stressed|emphasi[sz]ed|highlighted|noted)\b"
                r"[^.]*:$",
                re.I,
            ),
            "adopted",
        ),
        Announcement(
            re.compile(
                r"Congress may wish to consider the following (?:\w+ )?recommendations:$", re.I
            ),
            "proposed",
        ),
        Announcement(
            re.compile(
                r"Working Group may wish to (?:recommend that|consider recommending|invite|urge|"
                r"call upon|encourage)\b[^.]*:$",
                re.I,
            ),
            "proposed",
        ),
        Announcement(
            re.compile(r"adopted (?:its )?resolution [\d/]+,[^.]* in which [^.]*:$", re.I),
            "resolution",
        ),
    ),
    possible_announcement=re.compile(
        r"\b(?:should|may wish|may consider|recommend\w*|urge[sd]?|calls? upon|called upon|"
        r"encourage[sd]?|invite[sd]?|request(?:s|ed)?|proposed? action)\b",
        re.I,
    ),
    before_last_item=("and", "or", "and/or"),
    compiled_meeting=re.compile(
        rf"(?:Recommendations (?:adopted|made) (?:at|by) )?.*\b{ORDINAL} (?:session|meeting)"
        r"\b.*?(?P<year>\d{4}).*",
        re.I,
    ),
)
