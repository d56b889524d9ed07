"""Russian."""

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

ORDINALS = tuple(
    rf"{stem}\w*"
    for stem in (
        *("перв", "втор", "трет", "четверт", "пят", "шест", "седьм", "восьм", "девят", "десят"),
        *("одиннадцат", "двенадцат", "тринадцат", "четырнадцат", "пятнадцат", "шестнадцат"),
        *("семнадцат", "восемнадцат", "девятнадцат", "двадцат"),
    )
)
ORDINAL = ordinal_pattern(ORDINALS, r"-\w{1,3}")
GROUP = (
    r"(?:межправительственн\w+ |временн\w+ )*рабоч\w+ групп\w+ (?:открытого состава )?"
    r"по (?:проблеме )?незаконно\w+ ввоз\w+ мигрантов"
)

RUSSIAN = Grammar(
    language="ru",
    function_words=frozenset(
        ["и", "в", "на", "по", "о", "с", "для", "что", "от", "к", "из", "как", "не", "или"]
    ),
    chapters=ROMAN_NUMERALS,
    sections=CAPITALS,
    # Letters of either script, which the documents mix.
    alphabets=(LATIN_LETTERS, "аbсdеfghijklmnорqrstuvwхуz", "абвгдежзиклмнопрстуфхцчшщэюя"),
    chapter_mark=r"\.",
    number_mark=r"\.",
    recommendation="Рекомендация",
    annex=re.compile(r"Приложение(?: [IVX]+| \d+)?\*?", re.I),
    genres=(
        ("compilation", re.compile(r"\b(?:сборник|подборка|свод|компендиум)\b.*рекомендаци", re.I)),
        ("background-paper", re.compile(r"справочн\w+ документ|документ.*справочн\w+", re.I)),
        ("working-paper", re.compile(r"рабоч\w+ документ", re.I)),
        ("provisional-agenda", re.compile(r"^(?:аннотированная )?предварительная повестка", re.I)),
        ("report", re.compile(r"^(?:проект )?доклада? ", re.I)),
        ("resolution", re.compile(r"^резолюция \d+/\d+|^проект резолюции", re.I)),
    ),
    agenda_item=re.compile(r"пункты? \d+.*повестки", re.I),
    author=re.compile(r".*(?:документ|записка|доклад).* секретариат", re.I),
    title_of_report=re.compile(r"(?:проект )?доклада? .*", re.I),
    working_group=re.compile(GROUP, re.I),
    body=re.compile(
        r"(?:рабоч\w+ групп\w+|комитет\w*|комисси\w+|групп\w+ экспертов|групп\w+ по обзору)"
        r" (?:по|о|об) [^,.;:()]{3,80}?(?=,|\.|;|:|\(| о работе| проведен|$)",
        re.I,
    ),
    opening=re.compile(
        rf"(?:{GROUP}|рабочая группа)(?: \([^)]*\))? провела свою?е? {ORDINAL} (?:совещание|сессию)"
        rf"|{ORDINAL.replace('ordinal', 'other')} (?:совещание|сессия) (?:{GROUP}|рабочей группы)"
        r" (?:проход|состоял|было проведено|была проведена)",
        re.I,
    ),
    example_body="Рабочая группа по незаконному ввозу мигрантов",
    example="Рабочая группа по незаконному ввозу мигрантов провела свое тринадцатое совещание",
    example_chapter="I.",
    ordinals=ORDINALS,
    days=days_pattern(MONTHS["ru"], " ", r" ?(?:-|–|—| и | по ) ?"),
    months=MONTHS["ru"],
    cities={"Вене": "vienna", "Вена": "vienna"},
    adoption=re.compile(
        r"(?:приняла|утвердила|одобрила|сформулировала)\b[^.:]{0,60}\bрекомендаци[юи]\b[^.:]*[.:]$"
        r"|(?:приняла|утвердила|одобрила|сформулировала) следующие рекомендации[^.:]*[.:]$",
        re.I,
    ),
    announcements=(
        Announcement(
            re.compile(
                r"предыдущих рекомендациях\b[^.]*\b(?:подчеркну|отмети|указа)\w+[^.]*:$", re.I
            ),
            "adopted",
        ),
        Announcement(
            re.compile(
                r"рабочая группа,? (?:возможно, пожелает|может)\b[^.]*"
                r"(?:рекоменд|предлож|призвать|настоятельно)[^.]*:$",
                re.I,
            ),
            "proposed",
        ),
        Announcement(
            re.compile(r"конгресс,? возможно, пожелает\b[^.]*рекомендаци[^.]*:$", re.I), "proposed"
        ),
        Announcement(re.compile(r"приняла (?:свою )?резолюцию [\d/]+,[^.]*:$", re.I), "resolution"),
    ),
    possible_announcement=re.compile(
        r"\b(?:следует|рекоменд\w+|призыва\w+|призва\w+|предлага\w+|настоятельно|пожела\w+"
        r"|мо(?:жет|гут)|прос[ия]т\w*)\b",
        re.I,
    ),
    before_last_item=("и", "или", "и/или"),
    compiled_meeting=re.compile(
        rf".*\b{ORDINAL} (?:совещани\w+|сесси\w+)\b.*?(?P<year>\d{{4}}).*", re.I
    ),
    sentence_end=r"[.!?:;…»]",
)
