"""Modal words and parties in the Spanish of United Nations texts."""

from __future__ import annotations

from recommendations.texts.modality.grammar import ModalForm, ModalityGrammar, ModalPosition

TREATY = (
    r"(?:\s+(?:en\s+el\s+|en\s+la\s+|del\s+|de\s+la\s+)[^,.;:]{0,110}?(?:Protocolos?|Convención)"
    r"(?:\s+(?:contra|sobre)\s+el\s+Tráfico\s+Ilícito\s+de\s+Migrantes)?)?"
)
ADVERBS = (
    r"también|además|asimismo|igualmente|por\s+(?:lo\s+)?tanto|siempre|todavía|aún|nuevamente"
    r"|de\s+nuevo|encarecidamente|firmemente|todos|todas|no|en\s+consecuencia|así|se"
)
#: ``debería haber adoptado`` says what ought to have been; ``debería haber un plan`` asks for one.
NOT_PERFECT = (
    r"(?!\s+(?:no\s+)?haber(?:se)?\s+(?:\w+[aií]do|hecho|dicho|escrito|puesto|visto|abierto)\b)"
)
NOT_SAYING = (
    r"(?!\s+(?:observarse|señalarse|recordarse|destacarse|subrayarse|tenerse\s+presente"
    r"|señalar|recordar|destacar|subrayar)\b)"
)
WEIGH = (
    rf"(?:(?:{ADVERBS})\s+)*(?:considerar|contemplar|plantearse"
    r"|(?:estudiar|examinar|analizar|evaluar)\s+(?:la\s+posibilidad|la\s+conveniencia))"
)
NOT_AFTER_MAY = (
    r"(?!\s+(?:haber|ser|estar|no|tener|necesitar|enfrentar|enfrentarse|encontrar|encontrarse"
    r"|sufrir|variar|contribuir|diferir|verse|provocar|surgir|requerir|resultar)\b)"
)
TO = rf"(?=\s+(?:(?:{ADVERBS})\s+)*(?:a|al|que|de)\b|\s*,)"
PARTICIPLE = r"(?:es|son|fue|fueron|ha\s+sido|han\s+sido)\s+"

GRAMMAR = ModalityGrammar(
    parties={
        "states-not-party": (
            r"Estados\s+que\s+(?:aún\s+|todavía\s+)?no\s+[^,.;:]{0,40}?(?:parte|partes|ratificado"
            r"|adherido)\b[^,.;:]*?"
            r"(?=\s+(?:a\s+que|deberían|a\s+(?:ratificar|adherirse|considerar))\b|[,.;:]|$)"
            r"|Estados\s+no\s+partes?"
        ),
        "states-parties": rf"Estados?\s+partes?\b{TREATY}",
        "member-states": r"Estados?\s+miembros?(?:\s+de\s+las\s+Naciones\s+Unidas)?",
        "conference": (
            r"(?-i:Conferencia)(?:\s+de\s+las\s+Partes)?(?:\s+en\s+la\s+Convención"
            r"(?:\s+de\s+las\s+Naciones\s+Unidas\s+contra\s+la\s+Delincuencia\s+Organizada"
            r"\s+Transnacional)?)?"
        ),
        "working-group": (
            r"Grupo\s+de\s+Trabajo(?:\s+sobre\s+el\s+Tráfico\s+Ilícito\s+de\s+Migrantes)?"
        ),
        "secretariat": r"Secretaría",
        "unodc": (
            r"Oficina\s+de\s+las\s+Naciones\s+Unidas\s+contra\s+la\s+Droga\s+y\s+el\s+Delito"
            r"(?:\s+\((?:UNODC|ONUDD)\))?|UNODC|ONUDD|(?-i:Oficina)"
        ),
        "international-organizations": (
            r"organizaciones\s+(?:(?:regionales|subregionales|intergubernamentales|pertinentes)"
            r"(?:\s+[ye]\s+|\s*,\s*|\s+))*(?:internacionales|intergubernamentales)"
            r"(?:(?:\s+[ye]\s+|\s*,\s*)(?:regionales|subregionales|intergubernamentales"
            r"|no\s+gubernamentales))*(?:\s+(?:pertinentes|competentes))?"
        ),
        "states": (
            r"(?:(?-i:Estados?)|países|(?-i:Gobiernos))"
            r"(?:\s+de\s+origen(?:,?\s*(?:y\s+)?(?:de\s+)?tránsito)?(?:\s+[yo]\s+(?:de\s+)?destino)?)?"
        ),
    },
    words=(
        ModalForm(
            "should-consider",
            rf"deber[ií]an?\s+{WEIGH}"
            r"|deber[ií]an?(?=\s*,[^,]{1,90},\s*(?:considerar|contemplar|estudiar\s+la))"
            r"|(?:convendría|sería\s+conveniente)(?=\s+que\s[^.;:]{1,90}?\s(?:consider|contempl|"
            r"estudi)(?:ara|asen?|aran|e|en)\b)",
        ),
        ModalForm("urge", r"deber[ií]an?\s+instar(?:se)?"),
        ModalForm("call-upon", r"deber[ií]an?\s+exhortar(?:se)?"),
        ModalForm(
            "may-wish",
            r"(?:tal\s+vez|quizás?)\s+(?:(?:también|además)\s+)?dese(?:en|e)"
            r"|podrían?\s+desear|pueden?\s+desear"
            r"|(?:tal\s+vez|quizás?)(?=\s+[^,.;:]{1,110}\s+dese(?:en|e)\b)",
        ),
        ModalForm(
            "should",
            rf"deber[ií]an?{NOT_PERFECT}{NOT_SAYING}"
            r"|(?:convendría|sería\s+conveniente|convendrá|conviene)(?=\s+que\b)",
        ),
        ModalForm("recommend", rf"se\s+recom(?:ienda|endó){TO}", asks_object=True),
        ModalForm("urge", rf"se\s+inst(?:a|ó){TO}", asks_object=True),
        ModalForm("call-upon", rf"se\s+exhort(?:a|ó){TO}", asks_object=True),
        ModalForm("encourage", rf"se\s+(?:al(?:ienta|entó)|anim(?:a|ó)){TO}", asks_object=True),
        ModalForm("invite", rf"se\s+invit(?:a|ó){TO}", asks_object=True),
        ModalForm("request", rf"se\s+(?:solicit(?:a|ó)|pid(?:e|ió)|ruega){TO}", asks_object=True),
        ModalForm("encourage", rf"{PARTICIPLE}(?:alentad|animad)[oa]s?{TO}"),
        ModalForm("invite", rf"{PARTICIPLE}invitad[oa]s?{TO}"),
        ModalForm("urge", rf"{PARTICIPLE}instad[oa]s?{TO}"),
        ModalForm("recommend", r"recomienda", ModalPosition.OPENING, asks_object=True),
        ModalForm(
            "recommend", r"(?:ha\s+)?recomend(?:ó|ado)", ModalPosition.REPORTED, asks_object=True
        ),
        ModalForm("urge", r"insta", ModalPosition.OPENING, asks_object=True),
        ModalForm("urge", r"instó|ha\s+instado", ModalPosition.REPORTED, asks_object=True),
        ModalForm(
            "call-upon", r"exhorta|hace\s+un\s+llamamiento", ModalPosition.OPENING, asks_object=True
        ),
        ModalForm(
            "call-upon",
            r"exhortó|ha\s+exhortado|hizo\s+un\s+llamamiento",
            ModalPosition.REPORTED,
            asks_object=True,
        ),
        ModalForm("encourage", r"alienta|anima", ModalPosition.OPENING, asks_object=True),
        ModalForm(
            "encourage", r"alentó|animó|ha\s+alentado", ModalPosition.REPORTED, asks_object=True
        ),
        ModalForm("invite", r"invita", ModalPosition.OPENING, asks_object=True),
        ModalForm("invite", r"invitó|ha\s+invitado", ModalPosition.REPORTED, asks_object=True),
        ModalForm("request", r"solicita|pide", ModalPosition.OPENING, asks_object=True),
        ModalForm(
            "request",
            r"solicitó|pidió|ha\s+solicitado|ha\s+pedido",
            ModalPosition.REPORTED,
            asks_object=True,
        ),
        ModalForm("may", r"se\s+puede(?=\s+(?:invitar|pedir|solicitar)\s)"),
        ModalForm(
            "may",
            rf"(?:pueden?|podrán?|podrían?)\s+{WEIGH}|(?:pueden?|podrán?){NOT_AFTER_MAY}",
            ModalPosition.BESIDE_SUBJECT,
        ),
    ),
    not_done=r"Estados\s+que\s+(?:aún\s+|todavía\s+)?no\s+lo\s+ha(?:ya)?n\s+hecho\b",
    joining=r"ratifi|adhier|adherir|(?:ser|hacerse)\s+partes",
    determiners=(
        r"(?:(?:los|las|la|el|todos|todas|otros|otras|demás|esos|dichos|cada|tales|algunos|un)\s+)*"
    ),
    conjunction=(r"(?:[yeou]|así\s+como|y/o)(?:\s*,[^,]{1,60},)?(?:\s+(?:a|al|de|del|que))?"),
    before_subject=(
        r"y|e|pero|mientras|que|o|si|cuando|por\s+tanto|sin\s+embargo|además|asimismo|así"
    ),
    governors=(
        r"de|del|al?|por|para|con|entre|en|sobre|desde|hacia|contra|ante|según|ayudar|apoyar"
        r"|incluidos|incluidas|como|especialmente|de\s+la|de\s+los|de\s+las"
    ),
    adverbs=ADVERBS,
    asking=(
        r"(?:\s+[^,.;:]{1,110}?\s+dese(?:en|e))?\s+(?:(?:considerar|estudiar)\s+la\s+posibilidad\s+de\s+)?"
        r"(?:recomendar|instar|exhortar|alentar|animar|invitar|solicitar|pedir)(?:se)?\s+"
        r"(?:a\s+|al\s+|que\s+)?"
    ),
    before_object=(
        r"(?:\s+(?:encarecidamente|firmemente|también|además|asimismo))*\s+(?:al?\s+|que\s+)?"
        r"(?:,[^,]{1,120},\s*)?"
    ),
    late_subject=r"\s+(?:que\s+)?(?:,[^,]{1,90},\s*)?|\s+al?\s+",
    presentation=r"examinar\s+las\s+(?:siguientes\s+recomendaciones|recomendaciones\s+siguientes)",
)
