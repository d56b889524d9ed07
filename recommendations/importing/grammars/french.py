"""French."""

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

ORDINALS = (
    *("premi(?:er|ère)", "deuxième|seconde?", "troisième", "quatrième", "cinquième", "sixième"),
    *("septième", "huitième", "neuvième", "dixième", "onzième", "douzième", "treizième"),
    *("quatorzième", "quinzième", "seizième", "dix-septième", "dix-huitième", "dix-neuvième"),
    "vingtième",
)
ORDINAL = ordinal_pattern(ORDINALS, "re|er|e|ème|ᵉ")
GROUP = (
    r"Groupe de travail (?:intergouvernemental |provisoire |à composition non limitée )*"
    r"sur le trafic illicite de migrants"
)

FRENCH = Grammar(
    language="fr",
    function_words=frozenset(
        [
            "le",
            "la",
            "les",
            "des",
            "du",
            "et",
            "dans",
            "par",
            "pour",
            "que",
            "qui",
            "aux",
            "une",
            "sur",
            "est",
        ]
    ),
    chapters=ROMAN_NUMERALS,
    sections=CAPITALS,
    alphabets=(LATIN_LETTERS,),
    chapter_mark=r"\.",
    number_mark=r"\.| ?[-–—]",
    recommendation="Recommandation",
    annex=re.compile(r"Annexe(?: [IVX]+| \d+)?\*?", re.I),
    genres=(
        (
            "compilation",
            re.compile(r"\b(?:compilation|recueil|compendium)\b.*recommandation", re.I),
        ),
        (
            "background-paper",
            re.compile(r"\bdocument (?:d[’']information|de référence|de base)\b", re.I),
        ),
        ("working-paper", re.compile(r"\bdocument de travail\b", re.I)),
        ("provisional-agenda", re.compile(r"^ordre du jour provisoire", re.I)),
        ("report", re.compile(r"^(?:projet de )?rapport (?:sur|d[ue]|de la|de l[’'])", re.I)),
        ("resolution", re.compile(r"^résolution \d+/\d+|^projet de résolution", re.I)),
    ),
    agenda_item=re.compile(r"points? \d+.*ordre du jour", re.I),
    author=re.compile(r"(?:document|note|rapport).* (?:par|du) (?:le )?Secrétariat", re.I),
    title_of_report=re.compile(r"(?:projet de )?rapport (?:sur|d[ue]|de la|de l[’']) ?.*", re.I),
    working_group=re.compile(GROUP, re.I),
    body=re.compile(
        r"(?:Groupe de travail|Comité|Commission|Groupe d[’']experts|Groupe d[’']examen) "
        r"(?:sur|d[eu]|pour|chargée?) [^,.;:()]{3,80}?(?=,|\.|;|:|\(| tenue| sur sa| à Vienne|$)",
        re.I,
    ),
    opening=re.compile(
        rf"(?:Le )?(?:{GROUP}|Groupe de travail)(?: \([^)]*\))? (?:a tenu|tient) sa {ORDINAL}"
        r" (?:réunion|session)"
        rf"|La {ORDINAL.replace('ordinal', 'other')} (?:réunion|session) du (?:{GROUP}|Groupe de"
        r" travail) s[’']est tenue",
        re.I,
    ),
    example_body="Groupe de travail sur le trafic illicite de migrants",
    example="Le Groupe de travail sur le trafic illicite de migrants a tenu sa treizième réunion à",
    example_chapter="I.",
    ordinals=ORDINALS,
    days=days_pattern(MONTHS["fr"], " ", r" ?(?:-|–|—| et | au | et le ) ?"),
    months=MONTHS["fr"],
    cities={"Vienne": "vienna"},
    adoption=re.compile(
        r"(?:a adopté|adopte|a formulé|a approuvé)\b[^.:]{0,60}\brecommandations?\b[^.:]*[.:]$",
        re.I,
    ),
    announcements=(
        Announcement(
            re.compile(
                r"recommandations (?:antérieures|précédentes)\b[^.]*\b(?:soulign|insist|not)\w+"
                r"[^.]* ?:$",
                re.I,
            ),
            "adopted",
        ),
        Announcement(
            re.compile(
                r"Groupe de travail (?:souhaitera|voudra|pourrait|jugera)\b[^.]*"
                r"(?:recommander|inviter|prier|engager|encourager)[^.]* ?:$",
                re.I,
            ),
            "proposed",
        ),
        Announcement(
            re.compile(r"Congrès (?:souhaitera|voudra)\b[^.]*recommandations[^.]* ?:$", re.I),
            "proposed",
        ),
        Announcement(
            re.compile(r"a adopté (?:sa|la) résolution [\d/]+,[^.]* ?:$", re.I), "resolution"
        ),
    ),
    possible_announcement=re.compile(
        r"\b(?:devrai\w+|souhaiter\w*|voudr\w+|pourrai\w+|recommand\w+|invit\w+|pri(?:e|ent|és?|ées?)"
        r"|encourag\w+|exhort\w+|engag\w+)\b",
        re.I,
    ),
    before_last_item=("et", "ou", "et/ou"),
    compiled_meeting=re.compile(
        rf".*\b{ORDINAL} (?:réunion|session)\b.*?(?P<year>\d{{4}}).*", re.I
    ),
    sentence_end=r"[.!?:;…»]",
)
