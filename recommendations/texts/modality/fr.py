"""Modal words and parties in the French of United Nations texts."""

from __future__ import annotations

from recommendations.texts.modality.grammar import ModalForm, ModalityGrammar, ModalPosition

TREATY = (
    r"(?:\s+(?:à\s+la\s+|au\s+|aux\s+)[^,.;:]{0,110}?(?:Protocoles?|Conventions?)"
    r"(?:\s+relatif\s+au\s+trafic\s+illicite\s+de\s+migrants)?)?"
)
ADVERBS = (
    r"également|aussi|en\s+outre|donc|ainsi|toujours|encore|de\s+nouveau|vivement|fortement"
    r"|tou(?:te)?s|par\s+ailleurs|notamment|ne|n'|pas|de\s+même|par\s+conséquent|se|s'"
)
PRESENT = rf"(?:est|sont|était|étaient|(?:a|ont)\s+été)(?:\s+(?:{ADVERBS}))*"
PAST = rf"(?:a|avait|ont)\s+(?:(?:{ADVERBS})\s+)*"
TO = r"(?=\s+(?:(?:instamment|également)\s+)?(?:à|a|de|d'|que|aux?)\b|\s*,|d')"
#: ``devraient avoir été`` says what ought to have been.
NOT_PERFECT = r"(?!\s+(?:\w+\s+)?avoir\s+(?:été|eu|fait|pris|mis|reçu|adopté|ratifié|achevé)\b)"
NOT_SAYING = r"(?!\s+(?:de\s+|être\s+)?(?:not|rappel|soulign|signal|précis|relev)(?:er|ée?s?)\b)"
POSSIBILITY = r"(?:étudier|examiner|réfléchir\s+à)\s+(?:la\s+possibilité|l'opportunité)"
WEIGH = rf"(?:(?:{ADVERBS})\s+)*(?:envisager|considérer|{POSSIBILITY})"
NOT_AFTER_MAY = (
    r"(?!\s+(?:avoir|être|ne|pas|se\s+trouver|se\s+heurter|rencontrer|faire\s+face|varier|conduire"
    r"|contribuer|entraîner|connaître|différer)\b)"
)
ASKED = r"(?:prié|invité|engagé|encouragé)e?s?"
SUBJECTS = r"les\s+|la\s+|le\s+|l'"

GRAMMAR = ModalityGrammar(
    parties={
        "states-not-party": (
            r"[ÉE]tats\s+qui\s+n[^,.;:]{1,40}?\b(?:pas|pas\s+encore)\s+(?:encore\s+)?"
            r"(?:ratifié|adhéré|devenus|parties?)[^,.;:]*?"
            r"(?=\s+(?:à\s+(?:le|la|devenir|envisager|adhérer|ratifier)|devraient|sont|et)\b|[,.;:]|$)"
            r"|[ÉE]tats\s+(?:non|qui\s+ne\s+sont\s+pas(?:\s+encore)?)\s+parties"
        ),
        "states-parties": rf"[ÉE]tats?[\s-]+parties?\b{TREATY}",
        "member-states": (
            r"[ÉE]tats?[\s-]+membres?(?:\s+de\s+l'Organisation\s+des\s+Nations\s+Unies)?"
        ),
        "conference": (
            r"(?-i:Conférence)(?:\s+des\s+(?:Parties|[ÉE]tats\s+parties))?"
            r"(?:\s+à\s+la\s+Convention(?:\s+des\s+Nations\s+Unies\s+contre\s+la\s+criminalité"
            r"\s+transnationale\s+organisée)?)?"
        ),
        "working-group": (
            r"Groupe\s+de\s+travail(?:\s+sur\s+le\s+trafic\s+illicite\s+de\s+migrants)?"
        ),
        "secretariat": r"Secrétariat",
        "unodc": (
            r"Office\s+des\s+Nations\s+Unies\s+contre\s+la\s+drogue\s+et\s+le\s+crime"
            r"(?:\s+\((?:ONUDC|UNODC)\))?|ONUDC|UNODC|(?-i:Office)"
        ),
        "international-organizations": (
            r"organisations\s+(?:(?:régionales|sous-régionales|intergouvernementales|compétentes)"
            r"(?:\s+et\s+|\s*,\s*|\s+))*(?:internationales|intergouvernementales)"
            r"(?:(?:\s+et\s+|\s*,\s*)(?:régionales|sous-régionales|intergouvernementales"
            r"|non\s+gouvernementales))*(?:\s+(?:compétentes|concernées))?"
        ),
        "states": (
            r"(?:(?-i:[ÉE]tats?)|pays|gouvernements)(?:\s+d'origine(?:,?\s*(?:et\s+)?de\s+transit)?"
            r"(?:\s+(?:et|ou)\s+de\s+destination)?)?"
        ),
    },
    words=(
        ModalForm(
            "should-consider",
            rf"devrai(?:en)?t\s+{WEIGH}"
            r"|devrai(?:en)?t(?=\s*,[^,]{1,90},\s*(?:envisager|étudier\s+la\s+possibilité))"
            rf"|il\s+(?:conviendrait|faudrait)\s+d'?\s*{WEIGH}"
            rf"|il\s+(?:conviendrait|faudrait)(?=\s+que\s[^.;:]{{1,90}}?\s(?:envisage|étudie))",
        ),
        ModalForm(
            "urge",
            r"devrai(?:en)?t\s+(?:prier\s+instamment|exhorter"
            r"|être\s+(?:instamment\s+(?:prié|invité|engagé)|exhorté)e?s?)",
        ),
        ModalForm("call-upon", r"devrai(?:en)?t\s+(?:engager|appeler)"),
        ModalForm(
            "may-wish",
            r"voudr(?:ont|a)(?:\s+peut-être)?|souhaiter(?:ont|a|aient|ait)\s+peut-être"
            r"|pourr(?:aient|ait)(?:\s+également)?\s+souhaiter|peu(?:ven)?t\s+souhaiter",
        ),
        ModalForm(
            "should",
            rf"devrai(?:en)?t{NOT_PERFECT}{NOT_SAYING}"
            r"|il\s+faudrait(?!\s+(?:\w+\s+)?avoir)"
            r"|il\s+(?:conviendrait|convient)(?=\s+(?:que|de|d'))(?!\s+d'avoir)"
            rf"{NOT_SAYING}",
        ),
        ModalForm(
            "recommend",
            rf"il\s+{PRESENT}\s+recommandé(?=\s+(?:aux?|à|que|qu'|de|d'))",
            asks_object=True,
        ),
        ModalForm("recommend", rf"{PRESENT}\s+recommandé{TO}", asks_object=True),
        ModalForm(
            "urge",
            rf"{PRESENT}\s+(?:instamment\s+{ASKED}|{ASKED}\s+instamment|exhortée?s?){TO}",
        ),
        ModalForm("call-upon", rf"{PRESENT}\s+(?:engagé|appelé)e?s?{TO}"),
        ModalForm("encourage", rf"{PRESENT}\s+encouragée?s?{TO}"),
        ModalForm("request", rf"{PRESENT}\s+priée?s?{TO}"),
        ModalForm("invite", rf"{PRESENT}\s+invitée?s?{TO}"),
        ModalForm(
            "urge",
            rf"il\s+{PRESENT}\s+(?:instamment\s+demandé|demandé\s+instamment)(?=\s+(?:aux?|à|que)\b)",
            asks_object=True,
        ),
        ModalForm("request", rf"il\s+{PRESENT}\s+demandé(?=\s+(?:aux?|à|que)\b)", asks_object=True),
        ModalForm("recommend", rf"{PAST}recommandé", ModalPosition.REPORTED, asks_object=True),
        ModalForm(
            "recommend",
            r"recommande(?:nt)?(?=\s+(?:que|aux?|à|également|en\s+outre)\b)",
            ModalPosition.OPENING,
            asks_object=True,
        ),
        ModalForm(
            "urge",
            rf"(?:prie|demande|engage|invite)\s+(?:(?:{ADVERBS})\s+)*instamment|engage\s+vivement"
            rf"|exhorte|{PAST}(?:instamment\s+(?:prié|demandé|engagé|invité)"
            r"|(?:prié|demandé|engagé|invité)\s+instamment|exhorté)",
            ModalPosition.OPENING,
            asks_object=True,
        ),
        ModalForm(
            "call-upon",
            rf"engage|appelle|lance\s+un\s+appel|{PAST}(?:engagé|appelé|lancé\s+un\s+appel)",
            ModalPosition.OPENING,
            asks_object=True,
        ),
        ModalForm("encourage", r"encourage", ModalPosition.OPENING, asks_object=True),
        ModalForm("encourage", rf"{PAST}encouragé", ModalPosition.REPORTED, asks_object=True),
        ModalForm("invite", r"invite", ModalPosition.OPENING, asks_object=True),
        ModalForm("invite", rf"{PAST}invité", ModalPosition.REPORTED, asks_object=True),
        ModalForm(
            "request",
            r"prie|demande(?=\s+(?:(?:également|en\s+outre|aussi)\s+)?(?:à|aux?|que|qu')\b)",
            ModalPosition.OPENING,
            asks_object=True,
        ),
        ModalForm("request", rf"{PAST}(?:prié|demandé)", ModalPosition.REPORTED, asks_object=True),
        ModalForm(
            "may",
            rf"peu(?:ven)?t\s+{WEIGH}|pourrai(?:en)?t\s+{WEIGH}|peu(?:ven)?t{NOT_AFTER_MAY}",
            ModalPosition.BESIDE_SUBJECT,
        ),
    ),
    not_done=r"[ÉE]tats\s+qui\s+ne\s+l'ont\s+pas\s+(?:encore\s+)?fait\b",
    joining=r"ratifi|adhér|devenir\s+parties",
    determiners=(
        rf"(?:{SUBJECTS}|tous\s+|toutes\s+|autres\s+|ces\s+|certains\s+|chaque\s+|tout\s+"
        r"|plusieurs\s+|un\s+)*"
    ),
    conjunction=(r"(?:et|ou|ainsi\s+que)(?:\s*,[^,]{1,60},)?(?:\s+(?:à|aux?|des?|du))?(?:\s+d')?"),
    before_subject=(
        r"et|mais|tandis\s+que|que|ou|si|lorsque|où|donc|toutefois|cependant|ainsi|en\s+outre"
    ),
    governors=(
        r"de|des|du|aux?|à|par|pour|avec|entre|dans|en|sur|contre|envers|auprès|chez|parmi|selon"
        r"|aider|soutenir|permettre|notamment|comme|d'|de\s+la|de\s+l'|à\s+la|à\s+l'"
    ),
    adverbs=ADVERBS,
    asking=(
        r"\s*(?:d'|de\s+|à\s+)?\s*(?:(?:envisager|examiner\s+la\s+possibilité)\s+(?:d'|de\s+))?"
        r"(?:recommander|prier\s+instamment|prier|exhorter|engager|appeler|encourager|inviter"
        r"|demander)\s+(?:à\s+ce\s+que\s+|à\s+|aux?\s+|que\s+|de\s+)?"
    ),
    before_object=(
        r"(?:\s+(?:également|aussi|en\s+outre|vivement|instamment))*\s+"
        r"(?:(?:à|aux?|que|de)\s+)?(?:ce\s+que\s+)?(?:,[^,]{1,120},\s*)?"
    ),
    late_subject=r"\s+que\s+(?:,[^,]{1,90},\s*)?|\s+aux?\s+|\s+à\s+",
    presentation=r"examiner\s+les\s+recommandations\s+(?:ci-après|suivantes)",
)
