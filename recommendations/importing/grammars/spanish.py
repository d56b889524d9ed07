"""Spanish."""

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
    *("primera?", "segund[ao]", "tercera?", "cuart[ao]", "quint[ao]", "sext[ao]", "séptim[ao]"),
    *("octav[ao]", "noven[ao]", "décim[ao]", "undécim[ao]|decimoprimera?"),
    *("duodécim[ao]|decimosegund[ao]", "decimotercera?", "decimocuart[ao]", "decimoquint[ao]"),
    *("decimosext[ao]", "decimoséptim[ao]", "decimoctav[ao]", "decimonoven[ao]", "vigésim[ao]"),
)
ORDINAL = ordinal_pattern(ORDINALS, r"\.?[ªºa]")
GROUP = (
    r"Grupo de Trabajo (?:Intergubernamental |Provisional |de composición abierta )*"
    r"sobre el Tráfico Ilícito de Migrantes"
)

SPANISH = Grammar(
    language="es",
    function_words=frozenset(
        [
            "el",
            "la",
            "los",
            "las",
            "del",
            "y",
            "en",
            "por",
            "para",
            "que",
            "con",
            "una",
            "su",
            "se",
            "al",
        ]
    ),
    chapters=ROMAN_NUMERALS,
    sections=CAPITALS,
    alphabets=(LATIN_LETTERS,),
    chapter_mark=r"\.",
    number_mark=r"\.",
    recommendation="Recomendación",
    annex=re.compile(r"Anexo(?: [IVX]+| \d+)?\*?", re.I),
    genres=(
        (
            "compilation",
            re.compile(r"\b(?:recopilación|compilación|compendio)\b.*recomendaci", re.I),
        ),
        (
            "background-paper",
            re.compile(r"\bdocumento (?:de antecedentes|informativo|de referencia)\b", re.I),
        ),
        ("working-paper", re.compile(r"\bdocumento de trabajo\b", re.I)),
        ("provisional-agenda", re.compile(r"^programa provisional", re.I)),
        ("report", re.compile(r"^(?:proyecto de )?informe (?:sobre|del?|de la) ", re.I)),
        ("resolution", re.compile(r"^resolución \d+/\d+|^proyecto de resolución", re.I)),
    ),
    agenda_item=re.compile(r"temas? \d+.*programa", re.I),
    author=re.compile(r"(?:documento|nota|informe).* (?:por|de) la Secretaría", re.I),
    title_of_report=re.compile(r"(?:proyecto de )?informe (?:sobre|del?|de la) .*", re.I),
    working_group=re.compile(GROUP, re.I),
    body=re.compile(
        r"(?:Grupo de Trabajo|Comité|Comisión|Grupo de Expertos|Grupo de Examen) "
        r"(?:sobre|de|del|para|encargad[oa]) [^,.;:()]{3,80}?"
        r"(?=,|\.|;|:|\(| celebrada| sobre su| en Viena|$)",
        re.I,
    ),
    opening=re.compile(
        rf"(?:El )?(?:{GROUP}|Grupo de Trabajo)(?: \([^)]*\))? celebró su {ORDINAL}"
        r" (?:reunión|período de sesiones)"
        rf"|(?:La|El) {ORDINAL.replace('ordinal', 'other')} (?:reunión|período de sesiones) del"
        rf" (?:{GROUP}|Grupo de Trabajo) se celebró",
        re.I,
    ),
    example_body="Grupo de Trabajo sobre el Tráfico Ilícito de Migrantes",
    example="El Grupo de Trabajo sobre el Tráfico Ilícito de Migrantes celebró su 13ª reunión en",
    example_chapter="I.",
    ordinals=ORDINALS,
    days=days_pattern(MONTHS["es"], " de ", r" ?(?:-|–|—| y | al? | y el ) ?"),
    months=MONTHS["es"],
    cities={"Viena": "vienna"},
    adoption=re.compile(
        r"(?:aprobó|adoptó|formuló|hizo suyas)\b[^.:]{0,60}\brecomendaci(?:ones|ón)\b[^.:]*[.:]$",
        re.I,
    ),
    announcements=(
        Announcement(
            re.compile(
                r"recomendaciones anteriores\b[^.]*\b(?:destac|subray|señal|recalc)\w+[^.]*:$", re.I
            ),
            "adopted",
        ),
        Announcement(
            re.compile(
                r"Grupo de Trabajo (?:tal vez desee|quizás? desee|podría|acaso desee)\b[^.]*"
                r"(?:recomendar|invitar|instar|exhortar|alentar)[^.]*:$",
                re.I,
            ),
            "proposed",
        ),
        Announcement(
            re.compile(r"Congreso (?:tal vez|quizás?) desee\b[^.]*recomendaciones[^.]*:$", re.I),
            "proposed",
        ),
        Announcement(re.compile(r"aprobó (?:su|la) resolución [\d/]+,[^.]*:$", re.I), "resolution"),
    ),
    possible_announcement=re.compile(
        r"\b(?:deber[ií]a\w*|desee\w*|podría\w*|recom[ie]+nd\w+|inst[aóe]\w*|exhort\w+|al[ie]+nt\w+"
        r"|invit\w+|solicit\w+|pid\w+)\b",
        re.I,
    ),
    before_last_item=("y", "o", "e", "u", "y/o"),
    compiled_meeting=re.compile(
        rf".*\b{ORDINAL} (?:reunión|período de sesiones)\b.*?(?P<year>\d{{4}}).*", re.I
    ),
)
