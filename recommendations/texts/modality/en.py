"""Modal words and parties in the English of United Nations texts."""

from __future__ import annotations

from recommendations.texts.modality.grammar import ModalForm, ModalityGrammar, ModalPosition

TREATY = (
    r"(?:\s+to\s+(?:the\s+|that\s+|it\b)?[^,.;:]{0,110}?(?:Protocols?|Conventions?)"
    r"(?:\s+against\s+Transnational\s+Organized\s+Crime)?"
    r"(?:\s+and\s+(?:the|its)\s+Protocols(?:\s+thereto)?)?)?"
)
ADVERBS = (
    r"also|further|furthermore|moreover|therefore|thus|always|still|likewise|in\s+turn|again|now|all"
    r"|both|jointly|strongly|once\s+again|in\s+particular|accordingly|hereby|similarly|not"
)
AUXILIARY = rf"(?:is|are|was|were)(?:\s+(?:{ADVERBS}))*"
#: ``It should be noted`` asks nothing; nor do ``should the need arise`` and ``should have been``.
NOT_AFTER_SHOULD = (
    r"(?!\s+be\s+(?:noted|recalled|stressed|emphasized|pointed\s+out|mentioned|underlined"
    r"|highlighted|borne\s+in\s+mind)\b)"
    r"(?!\s+(?:not\s+)?have\s+(?:been|done|taken|made|given|become)\b)"
    r"(?!\s+(?:not\s+)?have\s+\w+ed\s+(?:the|a|an|to|in|on|by|with|for|from|its|their)\b)"
    r"(?!\s+(?:the|a|an|they|it|any|such|no|this|that|these|those|there|he|she|we|one|States)\b)"
)
#: Whom ``it is recommended to`` names; elsewhere a verb follows.
ASKED = (
    r"(?:States?|(?:other\s+)?parties|Member\s+States|Conference|Working\s+Group|Secretariat|UNODC)"
)
#: ``may have``, ``may be``: what is possible, not what is permitted.
NOT_AFTER_MAY = (
    r"(?!\s+(?:not|well|have|be|need|face|lack|fail|find|encounter|experience|suffer|vary|differ"
    r"|require|lead|arise|become|result|contribute|remain|occur|hinder|prevent|result)\b)"
)
#: A verb in its bare form after these is what somebody is to do.
BARE = r"(?<!\bto\s)(?<!\bshould\s)(?<!\bmay\s)(?<!\band\s)(?<!\bcould\s)"

GRAMMAR = ModalityGrammar(
    parties={
        "states-not-party": (
            r"(?-i:States)\s+(?:that|which)\s+(?:have|had|are)\s+not\s+(?:yet\s+)?"
            r"(?:ratified|acceded|become\s+part|been\s+part|part(?:y|ies))[^,.;:]*?(?=\s+(?:to\s+"
            r"(?:become|consider|do|ratify|accede|take)|should|may|are|is|and)\b|[,.;:]|$)"
            r"|(?-i:States)\s+not\s+(?:yet\s+)?part(?:y|ies)"
            r"|non-(?-i:States)\s+parties|non-part(?:y\s+States|ies)"
        ),
        "states-parties": rf"(?:States?\s+part(?:y|ies)|parties(?=\s+to\s+the))\b{TREATY}",
        "member-states": r"Member\s+States?|States\s+Members(?:\s+of\s+the\s+United\s+Nations)?",
        "conference": (
            r"(?-i:Conference|CONFERENCE)(?:\s+of\s+the\s+Parties)?"
            r"(?:\s+to\s+the\s+(?:United\s+Nations\s+)?Convention"
            r"(?:\s+against\s+Transnational\s+Organized\s+Crime)?)?"
        ),
        "working-group": (
            r"(?-i:Working\s+Group|WORKING\s+GROUP)(?:\s+on\s+the\s+Smuggling\s+of\s+Migrants)?"
        ),
        "secretariat": r"Secretariat",
        "unodc": (
            r"(?:United\s+Nations\s+)?Office\s+on\s+Drugs\s+and\s+Crime(?:\s+\(UNODC\))?|UNODC"
            r"|(?-i:Office)"
        ),
        "international-organizations": (
            r"(?:relevant\s+|competent\s+)?(?:(?:regional|subregional|intergovernmental"
            r"|non-governmental)(?:\s+and\s+|\s*,\s*))*(?:international|intergovernmental)"
            r"(?:(?:\s+and\s+|\s*,\s*)(?:regional|subregional|intergovernmental"
            r"|non-governmental))*\s+organi[sz]ations"
        ),
        "states": (
            r"(?:(?-i:States?)|(?<!\bthe\s)countries|(?-i:Governments))"
            r"(?:\s+of\s+(?:origin|transit|destination)"
            r"(?:(?:\s*,\s*|,?\s+and\s+)(?:origin|transit|destination))*)?"
        ),
    },
    words=(
        ModalForm(
            "should-consider",
            rf"consideration\s+should(?:\s+(?:{ADVERBS}))*\s+be\s+given"
            rf"|should(?:\s+(?:{ADVERBS}))*\s+consider(?=\s)"
            rf"|should(?:\s+(?:{ADVERBS}))*\s+give\s+(?:\w+\s+)?consideration\s+to"
            r"|should(?=\s*(?:,[^,.;:]{1,90}){1,2},\s*(?:also\s+)?(?:consider|give\s+consideration)\s)",
        ),
        ModalForm("urge", rf"should(?:\s+(?:{ADVERBS}))*\s+(?:urge|be\s+(?:\w+ly\s+)?urged)"),
        ModalForm(
            "call-upon",
            rf"should(?:\s+(?:{ADVERBS}))*\s+(?:call|be\s+called)\s+(?:up)?on",
        ),
        ModalForm("should", rf"should{NOT_AFTER_SHOULD}"),
        ModalForm("may-wish", rf"(?:may|might)(?:\s+(?:{ADVERBS}))*\s+wish(?=\s+to\b|\s*,)"),
        ModalForm(
            "recommend",
            rf"it\s+{AUXILIARY}\s+recommended(?=\s+(?:that|to\s+(?:the\s+)?{ASKED})\b)",
            asks_object=True,
        ),
        ModalForm("recommend", rf"{AUXILIARY}\s+recommended(?=\s+to\b)"),
        ModalForm("urge", rf"{AUXILIARY}\s+urged(?=\s+to\b|\s*,)"),
        ModalForm("call-upon", rf"{AUXILIARY}\s+called\s+(?:up)?on(?=\s+to\b|\s*,)"),
        ModalForm("encourage", rf"{AUXILIARY}\s+encouraged(?=\s+to\b|\s*,)"),
        ModalForm("invite", rf"{AUXILIARY}\s+invited(?=\s+to\b|\s*,)"),
        ModalForm("request", rf"{AUXILIARY}\s+requested(?=\s+to\b|\s*,)"),
        ModalForm(
            "recommend",
            rf"recommend(?:s|ed)(?=\s+that\b)|{BARE}recommend(?=\s+that\b)",
            asks_object=True,
        ),
        ModalForm("recommend", r"recommends", ModalPosition.OPENING, asks_object=True),
        ModalForm("recommend", r"(?<!\bas\s)recommended", ModalPosition.REPORTED, asks_object=True),
        ModalForm("urge", r"urges", ModalPosition.OPENING, asks_object=True),
        ModalForm("urge", r"urged", ModalPosition.REPORTED, asks_object=True),
        ModalForm("call-upon", r"calls\s+(?:up)?on", ModalPosition.OPENING, asks_object=True),
        ModalForm("call-upon", r"called\s+(?:up)?on", ModalPosition.REPORTED, asks_object=True),
        ModalForm("encourage", r"encourages", ModalPosition.OPENING, asks_object=True),
        ModalForm("encourage", r"encouraged", ModalPosition.REPORTED, asks_object=True),
        ModalForm("invite", r"invites", ModalPosition.OPENING, asks_object=True),
        ModalForm("invite", r"(?<!\bthe\s)invited", ModalPosition.REPORTED, asks_object=True),
        ModalForm(
            "request",
            r"requests(?!\s+(?:for|from|by|made|of|and|or|received|under|should|may|are|to)\b)",
            ModalPosition.OPENING,
            asks_object=True,
        ),
        ModalForm(
            "request",
            r"(?<!\bthe\s)(?<!\band\s)(?<!\bor\s)requested",
            ModalPosition.REPORTED,
            asks_object=True,
        ),
        ModalForm(
            "may",
            rf"may(?:\s+(?:{ADVERBS}))*\s+consider(?=\s)|could(?:\s+(?:{ADVERBS}))*\s+consider(?=\s)"
            r"|may\s+be\s+(?:asked|invited|requested)(?=\s+to\b)"
            rf"|may{NOT_AFTER_MAY}",
            ModalPosition.BESIDE_SUBJECT,
        ),
    ),
    not_done=r"(?-i:States)\s+(?:that|which)\s+have\s+not\s+(?:yet\s+)?done\s+so\b",
    joining=r"ratify|accede|ratification|accession|becom(?:e|ing)\s+part(?:y|ies)",
    determiners=(
        r"(?:(?:the|all|other|those|these|such|some|any|a|each|every|both|individual|interested"
        r"|relevant|concerned|affected|requested|requesting|coastal|flag|transit|destination)\s+)"
        r"{0,3}"
    ),
    conjunction=r"(?:and(?:/or)?|or|as\s+well\s+as)(?:\s*,[^,]{1,60},)?",
    before_subject=(
        r"and|but|while|whereas|that|or|if|when|where|therefore|however|furthermore|moreover|so"
        r"|accordingly|consequently|thus"
    ),
    governors=(
        r"of|by|to|with|for|from|between|among|amongst|in|on|against|within|through|via|towards"
        r"|support|supporting|assist|assisting|help|helping|enable|enabling|allow|allowing|provide"
        r"|providing|require|requires|requiring|including|especially|particularly|upon|as|than|like"
    ),
    adverbs=ADVERBS,
    asking=(
        rf"\s+(?:to\s+)?(?:(?:{ADVERBS})\s+)*(?:consider\s+)?"
        r"(?:recommend(?:ing)?|urg(?:e|ing)|call(?:ing)?\s+(?:up)?on|encourag(?:e|ing)"
        r"|invit(?:e|ing)|request(?:ing)?|ask(?:ing)?)\s+(?:that\s+|to\s+)?"
    ),
    before_object=r"\s+(?:that(?:\s*,[^,]{1,120},)?\s+|to\s+)?",
    presentation=r"consider(?:ing)?\s+the\s+following\s+recommendations",
)
