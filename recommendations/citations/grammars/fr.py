"""Citations in the French of United Nations texts."""

from __future__ import annotations

from recommendations.citations.grammars.citation_grammar import ROMAN, CitationGrammar

CONVENTION = (
    r"Convention\s+(?:des\s+Nations\s+Unies\s+)?contre\s+la\s+criminalité\s+(?:transnationale\s+)?"
    r"organisée"
)
SUPPLEMENT = rf"(?:,?\s+additionnel\s+à\s+la\s+{CONVENTION})?"

GRAMMAR = CitationGrammar(
    article=r"articles?|arts?\.",
    paragraph=r"paragraphes?|par\.|§",
    subparagraph=r"alinéas?|al\.|sous-alinéas?",
    chapter=r"chapitre|chap\.",
    recommendation=r"recommandations?",
    annex=r"annexe(?:\s+[IVX]+)?",
    chapter_numbers={"premier": 1} | ROMAN | {str(number): number for number in range(1, 9)},
    item=r"(?:\([a-z]\)|(?<!\w)[a-z]\))",
    letters="abcdefghijklmnopqrstuvwxyz",
    of=(
        r"\s*,?\s*(?:de\s+l'|de\s+la\s+(?:même\s+|dite\s+)?|dudit\s+|du\s+(?:même\s+)?|de\s+cet\s+"
        r"|de\s+cette\s+|de\s+ce\s+|de\s+ladite\s+|des\s+|(?:de|d')\s*)"
    ),
    conjunction=r"(?:et|ou|ainsi\s+que)(?:\s+(?:à\s+l'|aux|de\s+l'|des|l'|les|le|du))?\b",
    to=r"à",
    treaties={
        "som-protocol": (
            r"Protocole\s+(?:contre\s+le|relatif\s+au)\s+trafic\s+illicite\s+de\s+migrants"
            rf"(?:\s+par\s+terre,\s+air\s+et\s+mer)?{SUPPLEMENT}"
        ),
        "tip-protocol": (
            r"Protocole\s+(?:relatif\s+à|contre)\s+la\s+traite\s+des\s+personnes"
            r"|Protocole\s+visant\s+à\s+prévenir,\s+réprimer\s+et\s+punir\s+la\s+traite\s+des"
            rf"\s+personnes(?:,\s+en\s+particulier\s+des\s+femmes\s+et\s+des\s+enfants)?{SUPPLEMENT}"
        ),
        "untoc": rf"{CONVENTION}|Convention\s+de\s+Palerme",
        "vccr": r"Convention\s+de\s+Vienne\s+sur\s+les\s+relations\s+consulaires",
        "unclos": (r"Convention\s+des\s+Nations\s+Unies\s+sur\s+le\s+droit\s+de\s+la\s+mer"),
        "solas": (
            r"Convention\s+internationale(?:\s+de\s+\d{4})?\s+pour\s+la\s+sauvegarde\s+de\s+la\s+vie"
            r"\s+humaine\s+en\s+mer|Convention\s+SOLAS"
        ),
        "sar": (
            r"Convention\s+internationale(?:\s+de\s+\d{4})?\s+sur\s+la\s+recherche\s+et\s+le"
            r"\s+sauvetage\s+maritimes|Convention\s+SAR"
        ),
    },
    other_treaties={
        "Protocole relatif aux armes à feu": (
            r"Protocole\s+relatif\s+aux\s+armes\s+à\s+feu"
            r"|Protocole\s+contre\s+la\s+fabrication\s+et\s+le\s+trafic\s+illicites\s+d'armes\s+à"
            rf"\s+feu(?:,\s+de\s+leurs\s+pièces,\s+éléments\s+et\s+munitions)?{SUPPLEMENT}"
        ),
        "Convention contre la corruption": (
            r"Convention\s+(?:des\s+Nations\s+Unies\s+)?contre\s+la\s+corruption"
        ),
        "Convention relative au statut des réfugiés": (
            r"Convention(?:\s+de\s+1951)?\s+relative\s+au\s+statut\s+des\s+réfugiés"
        ),
        "Convention relative aux droits de l’enfant": (
            r"Convention\s+relative\s+aux\s+droits\s+de\s+l'enfant"
        ),
        "Convention contre la torture": (
            r"Convention\s+contre\s+la\s+torture(?:\s+et\s+autres\s+peines\s+ou\s+traitements\s+cruels,"
            r"\s+inhumains\s+ou\s+dégradants)?"
        ),
        "Pacte international relatif aux droits civils et politiques": (
            r"Pacte\s+international\s+relatif\s+aux\s+droits\s+civils\s+et\s+politiques"
        ),
        "Déclaration universelle des droits de l’homme": (
            r"Déclaration\s+universelle\s+des\s+droits\s+de\s+l'homme"
        ),
    },
    protocol=(
        r"(?:(?<=\ble\s)|(?<=\bdu\s)|(?<=\bau\s)|(?<=\bdudit\s)|(?<=\bledit\s)|(?<=\bce\s)"
        r"|(?<=\bmême\s))(?-i:Protocole)"
        r"(?!\s+(?:contre|relatif|visant|facultatif|additionnel|de\s+\d|sur|concernant)\b)"
    ),
    convention=(
        r"(?:(?<=\bla\s)|(?<=\bladite\s)|(?<=\bcette\s)|(?<=\bmême\s))(?-i:Convention)"
        r"(?!\s+(?:contre|relative|sur|pour|internationale|de\s+\w|des|concernant|européenne|n°)\b)"
    ),
    anaphor=r"dudit|ledit|ladite|ce|cette|même",
    thereof=r"de\s+celui-ci|de\s+celle-ci",
    same_article=r"(?:cet|ledit|dudit|le\s+même)\s+article",
    conference=(
        r"Conférence\s+des\s+Parties\s+à\s+la\s+Convention"
        r"(?:\s+des\s+Nations\s+Unies\s+contre\s+la\s+criminalité\s+transnationale\s+organisée)?"
        r"|Protocole\s+facultatif\s+(?:à|se\s+rapportant\s+à)\s+la\s+Convention\s+[^,.;]{0,90}?(?:enfant|dégradants|femmes)"
    ),
    resolution=r"résolutions?",
    organs={
        r"Assemblée\s+générale": "A/RES/",
        r"Assemblée": "A/RES/",
        r"Conseil\s+économique\s+et\s+social": "E/RES/",
        r"Conseil\s+des\s+droits\s+de\s+l'homme": "A/HRC/RES/",
        r"Conseil\s+de\s+sécurité": "S/RES/",
        r"Conférence(?:\s+des\s+Parties)?": "",
    },
    document=r"documents?|rapport",
    ibid=r"ibid\.",
    own_resolution=r"\b(?:sa|ses)\b",
)
