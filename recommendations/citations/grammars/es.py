"""Citations in the Spanish of United Nations texts."""

from __future__ import annotations

from recommendations.citations.grammars.citation_grammar import ROMAN, CitationGrammar

CONVENTION = (
    r"Convención\s+(?:de\s+las\s+Naciones\s+Unidas\s+)?contra\s+la\s+Delincuencia\s+Organizada"
    r"(?:\s+Transnacional)?"
)
SUPPLEMENT = rf"(?:,?\s+que\s+complementa\s+la\s+{CONVENTION})?"

GRAMMAR = CitationGrammar(
    article=r"artículos?|arts?\.",
    paragraph=r"párrafos?|párrs?\.",
    subparagraph=r"apartados?|incisos?|subpárrafos?",
    chapter=r"capítulo|cap\.",
    recommendation=r"recomendaci(?:ón|ones)",
    annex=r"anexo(?:\s+[IVX]+)?",
    chapter_numbers=ROMAN | {str(number): number for number in range(1, 9)},
    item=r"(?:\([a-z]\)|(?<!\w)[a-z]\))",
    letters="abcdefghijklmnopqrstuvwxyz",
    of=(
        r"\s*,?\s+(?:del\s+(?:mismo\s+|citado\s+)?|de\s+(?:la\s+(?:misma\s+|citada\s+)?|los\s+|las\s+"
        r"|dicho\s+|dicha\s+|ese\s+|esa\s+|este\s+|esta\s+|su\s+)?)"
    ),
    conjunction=r"(?:y|e|o|u)(?:\s+(?:en\s+el|al|a\s+los|el|los|del))?\b",
    to=r"al?",
    treaties={
        "som-protocol": (
            r"Protocolo\s+(?:contra|sobre)\s+el\s+Tráfico\s+Ilícito\s+de\s+Migrantes"
            rf"(?:\s+por\s+Tierra,\s+Mar\s+y\s+Aire)?{SUPPLEMENT}"
        ),
        "tip-protocol": (
            r"Protocolo\s+(?:contra|sobre|relativo\s+a)\s+la\s+Trata\s+de\s+Personas"
            r"|Protocolo\s+para\s+Prevenir,\s+Reprimir\s+y\s+Sancionar\s+la\s+Trata\s+de\s+Personas"
            rf"(?:,?\s+Especialmente\s+Mujeres\s+y\s+Niños)?{SUPPLEMENT}"
        ),
        "untoc": rf"{CONVENTION}|Convención\s+de\s+Palermo",
        "vccr": r"Convención\s+de\s+Viena\s+sobre\s+Relaciones\s+Consulares",
        "unclos": (r"Convención\s+de\s+las\s+Naciones\s+Unidas\s+sobre\s+el\s+Derecho\s+del\s+Mar"),
        "solas": (
            r"Convenio\s+Internacional\s+para\s+la\s+Seguridad\s+de\s+la\s+Vida\s+Humana\s+en\s+el"
            r"\s+Mar|Convenio\s+SOLAS"
        ),
        "sar": (
            r"Convenio\s+Internacional\s+sobre\s+Búsqueda\s+y\s+Salvamento\s+Marítimos|Convenio\s+SAR"
        ),
    },
    other_treaties={
        "Protocolo sobre Armas de Fuego": (
            r"Protocolo\s+(?:sobre|contra\s+las)\s+Armas\s+de\s+Fuego"
            r"|Protocolo\s+contra\s+la\s+Fabricación\s+y\s+el\s+Tráfico\s+Ilícitos\s+de\s+Armas\s+de"
            rf"\s+Fuego(?:,\s+sus\s+Piezas\s+y\s+Componentes\s+y\s+Municiones)?{SUPPLEMENT}"
        ),
        "Convención contra la Corrupción": (
            r"Convención\s+(?:de\s+las\s+Naciones\s+Unidas\s+)?contra\s+la\s+Corrupción"
        ),
        "Convención sobre el Estatuto de los Refugiados": (
            r"Convención\s+(?:de\s+1951\s+)?sobre\s+el\s+Estatuto\s+de\s+los\s+Refugiados"
        ),
        "Convención sobre los Derechos del Niño": (
            r"Convención\s+sobre\s+los\s+Derechos\s+del\s+Niño"
        ),
        "Convención contra la Tortura": (
            r"Convención\s+contra\s+la\s+Tortura(?:\s+y\s+Otros\s+Tratos\s+o\s+Penas\s+Crueles,"
            r"\s+Inhumanos\s+o\s+Degradantes)?"
        ),
        "Pacto Internacional de Derechos Civiles y Políticos": (
            r"Pacto\s+Internacional\s+de\s+Derechos\s+Civiles\s+y\s+Políticos"
        ),
        "Declaración Universal de Derechos Humanos": (
            r"Declaración\s+Universal\s+de\s+(?:los\s+)?Derechos\s+Humanos"
        ),
    },
    protocol=(
        r"(?:(?<=\bel\s)|(?<=\bdel\s)|(?<=\bal\s)|(?<=\bese\s)|(?<=\beste\s)|(?<=\bdicho\s)"
        r"|(?<=\bmismo\s)|(?<=\bcitado\s))(?-i:Protocolo)"
        r"(?!\s+(?:contra|sobre|para|relativo|facultativo|adicional|de\s+\d)\b)"
    ),
    convention=(
        r"(?:(?<=\bla\s)|(?<=\besa\s)|(?<=\besta\s)|(?<=\bdicha\s)|(?<=\bmisma\s)|(?<=\bcitada\s))"
        r"(?-i:Convención)"
        r"(?!\s+(?:contra|sobre|para|relativa|internacional|de\s+\w|americana|europea)\b)"
    ),
    anaphor=r"ese|este|esa|esta|dicho|dicha|mismo|misma|citado|citada",
    thereof=r"del\s+mismo|de\s+la\s+misma",
    same_article=r"(?:ese|dicho|ese\s+mismo|el\s+mismo|el\s+citado)\s+artículo",
    conference=(
        r"Conferencia\s+de\s+las\s+Partes\s+en\s+la\s+Convención(?:\s+de\s+las\s+Naciones\s+Unidas"
        r"\s+contra\s+la\s+Delincuencia\s+Organizada\s+Transnacional)?"
        r"|Protocolo\s+Facultativo\s+de\s+la\s+Convención\s+[^,.;]{0,90}?(?:Niño|Degradantes|Mujer)"
    ),
    resolution=r"resoluci(?:ón|ones)",
    organs={
        r"Asamblea\s+General": "A/RES/",
        r"Asamblea": "A/RES/",
        r"Consejo\s+Económico\s+y\s+Social": "E/RES/",
        r"Consejo\s+de\s+Derechos\s+Humanos": "A/HRC/RES/",
        r"Consejo\s+de\s+Seguridad": "S/RES/",
        r"Conferencia(?:\s+de\s+las\s+Partes)?": "",
    },
    document=r"documentos?|informe",
    ibid=r"ib[ií]d(?:em)?\.?",
    own_resolution=r"\bsus?\b",
)
