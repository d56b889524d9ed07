"""The forms that citations are made of: symbols, codes, numbers of places, meetings, dates.

    symbol     = CTOC/COP/WG.7/2020/4[/Add.1] | CTOC-COP-WG.7-2020-4 | WG.7/2020/4 | A/CONF.213/7
    code       = 2013/92 | 2022/61b | 2022/61 (b) | 2013-92 | 2020/5-8 | 2020/1, 2 and 5
    place      = paras. 61 (a)-(d) | recommendation 18 | 18th recommendation | R.18 | fn. 60
               | 第61(b)至(d)段 | 第92段第(a)项 | 建议18 | 第18项建议 | 92段 | 脚注60
               | paragraphe 54 (a) | пункт 54 | (a) пункта 54 | الفقرة 54
    meeting    = 2nd session | second session | session 2 | 第二届会议 | 第二次会议
               | 2e session | segunda reunión | 2-я сессия | الدورة الثانية
    date       = 8 and 9 September 2020 | 2020年9月8日 | 2020年 | 2020 | 8 y 9 de septiembre de 2020
    article    = article 16 | art. 16 (5) | articles 8-10 and 16 | chapter II
               | artículo 16 | статья 16 | المادة 16
               | 第16条第5款 | 第8、9和10条 | 第8条至第10条 | 第二章
    resolution = resolution 6/3 | resolutions 5/3 and 6/3 | 第6/3号决议 | 6/3
    job number = V.22-02384 | V2202384

In text as ``normalisation`` folds it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from recommendations.citations.lookup.locators import AND, JOIN, LETTER, LETTERS, LIST, NUMBER, TO
from recommendations.citations.patterns import CHAPTER_PATTERN, PARAGRAPH_AND_ITEM
from recommendations.texts.dates import MONTHS
from recommendations.texts.ordinals import ordinals_pattern
from sessions import genres, symbols
from sessions.genres import Genre

YEAR = r"(?:19|20)\d\d"
SEPARATOR = r"(?:\s?[/_\\-]\s?|\s)"
WORKING_GROUP = r"WG\s?\.?\s?\d{1,2}"
SERIES = symbols.SERIES
CHANGES = rf"(?:{SEPARATOR}(?:Add|Amend|Corr|Rev)\s?\.?\s?\d{{1,3}}(?!\d))*+"
NUMBERED = rf"{SEPARATOR}(?:(?:{SERIES})(?:\s?\.\s?|{SEPARATOR}))?\d{{1,4}}(?!\d)"

#: The words for kinds of places, in the languages of the United Nations.
WORDS = {
    "p": (
        r"paragraphs?|paras?|pars?|paragraphes?|p[aá]rrs?|p[aá]rrafos?"
        r"|пункт(?:ы|а|е|у|ом|ов|ам|ами|ах)?|пп?|[لب]?(?:ال)?فقر(?:[ةه]|ات|تان|تين)|للفقر[ةه]|[§¶]+"
    ),
    "r": (
        r"recommendations?|recs?|recommandations?|recomendaci[oó]n(?:es)?|рекомендаци(?:[яию]|ей|й)"
        r"|[لب]?(?:ال)?توصي(?:[ةه]|ات)|للتوصي[ةه]"
    ),
    "fn": (
        r"footnotes?|fn|notes?(?: de bas de page)?|notas?(?: (?:a|de) pie(?: de p[aá]gina)?)?"
        r"|сноск[аеиу]|примечани[еяю]|(?:ال)?حاشي[ةه]|الحواشي"
    ),
    "": (
        r"proposals?|provisions?|propositions?|dispositions?|propuestas?|disposici[oó]n(?:es)?"
        r"|предложени[еяю]|положени[еяю]|(?:ال)?(?:مقترح|اقتراح|حكم)"
    ),
}
#: The words for parts of paragraphs; and for articles, with sentences in which they stand.
PARTS = (
    r"sub-?para(?:graph)?s?|items?|(?:sous-)?alin[eé]as?|al|apartados?|incisos?|подпункт(?:ы|а|е|у|ом)?"
    r"|пп|(?:ال)?فقر[ةه] (?:ال)?فرعي[ةه]|البند"
)
ARTICLE_WORDS = (
    r"articles?|arts?|art[ií]culos?|стат(?:ь[яиею]|ьей|ей|ьям|ьях)|ст|[وبل]?(?:ال)?ماد(?:[ةه]|تان|تين)|للماد[ةه]"
    r"|المواد"
)
SESSION_WORDS = (
    r"sessions?|meetings?|r[eé]unions?|reuni[oó]n(?:es)?|per[ií]odos? de sesiones|сесси[яиюе]"
    r"|совещани[еяю]|(?:ال)?دور[ةه]|(?:ال)?اجتماع"
)
#: What makes an ordinal number of a figure: ``2e``, ``2-я``, ``2º``, as ``normalisation`` folds it.
SUFFIX = r"(?:st|nd|rd|th|\s?(?:i?[eè]me|[eè]re|e|re|\.?[oa]|-?(?:[яйю]|ая|ой|ую|ей)))"
OF = r"(?:\s(?:of(?: the)?|du|de la|de l|de|del|من))?"

UNITS = {"p": "段落?", "r": "[号项条]?建议", "fn": "[号项条]?(?:脚注|注)", "": "[号项条]?提议|项"}
HEADS = {"r": "建议", "fn": "脚注", "p": "段落?", "": "提议"}
MARK = r"(?:Nos?|nr|n[uú]ms?|n[°o]|№|#)"
ITEMS = rf"(?:,?\s?(?:{PARTS})\s?\.?\s?(?P<letters>{LETTERS}))?"
ITEMS_HAN = rf"(?:第?(?P<letters>{LETTERS})[项款目]?)?"

NTH = rf"(?:(?P<nth>\d{{1,3}}){SUFFIX}|(?P<word>{ordinals_pattern()}))"

MONTH = (
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|"
    + "|".join(f"(?:{month})" for months in MONTHS.values() for month in months)
    + r")\.?"
)
DAYS = r"\d{1,2}(?:er)?(?:\s?(?:-|,|and|to|et|au|y|al?|и|по|و|إلى)\s?\d{1,2})*"
DAY_HAN = r"(?:\d{1,2}月)?\d{1,2}日?"


#: Numbers or letters of the same year or number that follow a code: ``2020/1, 2 and 5``.
FURTHER_CODES = re.compile(
    rf"(?:{AND}|\sor\s)(?:(?P<list>{LIST})(?![\w/%.]|-[а-я]|\s?(?:de\s)?(?:{MONTH}|月))"
    rf"|(?P<letters>{LETTER}(?:{JOIN}{LETTER})*|(?-i:[b-z](?!\w))))",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class CitationForm:
    """A form of citation: its name, its pattern, and which kind of place or genre it is of."""

    name: str
    pattern: re.Pattern[str]
    kind: str = ""


def _form(name: str, pattern: str, kind: str = "") -> CitationForm:
    return CitationForm(name, re.compile(pattern, re.IGNORECASE), kind)


SYMBOLS = (
    _form(
        "symbol",
        rf"CTOC{SEPARATOR}COP(?:{SEPARATOR}{WORKING_GROUP})?{SEPARATOR}{YEAR}(?!\d)"
        rf"(?:{NUMBERED})?{CHANGES}",
    ),
    _form(
        "symbol",
        rf"(?:COP{SEPARATOR})?{WORKING_GROUP}{SEPARATOR}{YEAR}(?!\d){NUMBERED}{CHANGES}",
    ),
    _form(
        "symbol",
        r"[A-Z]{1,6}(?:\s?/\s?(?:[A-Z]+(?:\.\s?\d+)?|\d+(?!\d)))++"
        r"|(?:A|E|S|CAC)[_-](?:CONF|RES|HRC|CN)(?:[._-]\w+)+",
    ),
    _form("anchor", r"#(?P<kind>p|r|fn)(?P<list>\d{1,3}(?!\d)[a-z]{0,2})(?!\w)"),
)
#: Of the Conference; of the other organs, whose numbers begin with a year, they look like codes.
RESOLUTION_NUMBER = r"(?<![\d/])\d{1,3}/\d{1,3}(?![\d/])"
RESOLUTION_NUMBERS = rf"(?P<numbers>{RESOLUTION_NUMBER}(?:{AND}第?{RESOLUTION_NUMBER})*)"
CODES = (
    _form(
        "resolution",
        rf"(?:r[eé]solutions?|resoluci[oó]n(?:es)?|резолюци(?:[яию]|ей|й)|(?:ال)?قرار(?:ات)?|决议)\s?(?:{MARK}\s?\.?\s?)?"
        rf"{RESOLUTION_NUMBERS}",
    ),
    _form("resolution", rf"第?{RESOLUTION_NUMBERS}号?决议"),
    _form("resolution", RESOLUTION_NUMBERS),
    _form(
        "code",
        rf"(?P<year>{YEAR})(?:\s?/\s?(?P<number>\d{{1,5}})(?![\d/])|-(?P<dashed>[1-9]\d{{0,2}})(?!-?\d))"
        r"(?:\s?(?:item\s?|第)?\(\s?(?P<item>[a-z]{1,2})\s?\)项?|(?P<letter>[a-z]{1,2})(?!\w))?"
        rf"(?:\s?(?:-|至|到|to)\s?(?:(?P<same>{YEAR})\s?/\s?)?"
        r"(?:(?P<last>\d{1,5})(?!\d)|\(?(?P<last_letter>[a-z])\)?(?!\w)))?",
    ),
    _form("job number", r"V\.?\s?(?P<year>\d\d)\s?-?\s?(?P<number>\d{5})(?!\d)"),
)
TIMES = (
    _form("year", rf"(?P<year>{YEAR})年\d{{1,2}}月{DAY_HAN}(?:[至和与、-]{{1,2}}{DAY_HAN})*"),
    _form(
        "year",
        rf"{DAYS}\s(?:de\s)?{MONTH}(?:\s?(?:-|and|to|au|al?|по|إلى)\s?{DAYS}\s(?:de\s)?{MONTH})?"
        rf",?\s(?:de\s)?(?P<year>{YEAR})",
    ),
    _form("year", rf"(?P<year>{YEAR})年?(?!\d)"),
    _form("other", r"缔约方会议第\d{1,2}届会议"),
    _form("other", rf"{NTH} (?:{SESSION_WORDS}) (?:of the|de la|de l) conf[eé]ren[cç]i?[ae]"),
    _form("other", rf"{NTH} (?:{SESSION_WORDS}) конференции"),
    _form("session", r"第(?P<nth>\d{1,2})[届次](?:偷运移民问题)?(?:工作组)?(?:会议|届会|会)?"),
    _form("session", rf"{NTH}\s(?:{SESSION_WORDS})(?!\w)"),
    _form("session", rf"(?:{SESSION_WORDS})\s(?:{MARK}\s?\.?\s?)?(?P<nth>\d{{1,2}})(?!\w)"),
    _form("session", rf"(?:{SESSION_WORDS})\s(?P<word>{ordinals_pattern()})(?!\w)"),
)
#: The number of an article, with those of its parts in brackets.
ARTICLE = rf"{NUMBER}(?![/\d])(?:\s?\(\w{{1,2}}\))*"
ARTICLES = (
    _form(
        "article",
        rf"(?:{ARTICLE_WORDS})(?![^\W\d])\s?\.?\s?(?P<list>{ARTICLE}(?:{JOIN}{ARTICLE})*+)"
        rf"(?:,?\s?(?:{WORDS['p']})(?![^\W\d])\s?\.?\s?\d{{1,2}}(?:\s?\([a-z]\))*)?",
    ),
    _form(
        "article",
        rf"第(?P<list>{ARTICLE}(?:(?:{JOIN}|条{TO})第?{ARTICLE})*)条(?!建议){PARAGRAPH_AND_ITEM}",
    ),
    _form(
        "article",
        r"(?:chapter|chapitre|cap[ií]tulo|глав[аеуы]|(?:ال)?فصل)\s(?P<number>\d{1,2}|[IVX]{1,4})(?!\w)",
        "chapter",
    ),
    _form("article", CHAPTER_PATTERN, "chapter"),
)
PLACES = (
    *(
        _form("place", rf"第(?P<list>{LIST})(?:{unit}){ITEMS_HAN}", kind)
        for kind, unit in UNITS.items()
    ),
    *(
        _form(
            "place",
            rf"(?:{head})第?(?:{MARK}\s?\.?\s?)?(?P<list>{LIST})[号项条]?(?!段){ITEMS_HAN}",
            kind,
        )
        for kind, head in HEADS.items()
    ),
    *(
        _form(
            "place",
            rf"(?:{words})(?![^\W\d])\s?\.?\s?(?:{MARK}\s?\.?\s?)?(?P<list>{LIST}){ITEMS}",
            kind,
        )
        for kind, words in WORDS.items()
    ),
    _form(
        "place",
        rf"(?:{PARTS})\s?\.?\s?(?P<letters>{LETTERS}){OF}\s(?:{WORDS['p']})(?![^\W\d])\s?\.?\s?"
        rf"(?P<list>{NUMBER})",
        "p",
    ),
    _form("place", rf"(?P<letters>{LETTERS})\sпункта\s(?P<list>{NUMBER})", "p"),
    _form("place", rf"(?-i:R)\s?\.?\s?(?P<list>{LIST}){ITEMS}", "r"),
    _form("place", rf"n\.\s?(?P<list>{LIST})", "fn"),
    _form("place", rf"{NTH}\s(?:{WORDS['r']})(?!\w)", "r"),
    _form("place", rf"{NTH}\s(?:{WORDS['p']})(?!\w)", "p"),
    _form("place", rf"(?P<list>{LIST})段{ITEMS_HAN}", "p"),
)
KINDS = (
    _form("group", r"WG\s?\.?\s?7(?!\d)"),
    _form(
        "kind", rf"(?:{WORDS['r']}|{WORDS['']}|code)(?![^\W\d])|建议|提议|决议条款|条款|编号|代码"
    ),
)


def citation_forms() -> tuple[CitationForm, ...]:
    """Return the forms in the order in which they are tried, all at the same place."""
    return _forms(genres.GENRES)


@cache
def _forms(known: tuple[Genre, ...]) -> tuple[CitationForm, ...]:
    named = (_form("genre", genre.typed_name, genre.slug) for genre in known)
    return (*SYMBOLS, *CODES, *TIMES[:2], *ARTICLES, *PLACES, *TIMES[2:], *named, *KINDS)


#: Words that citations are padded with; they say nothing that matters here.
ENGLISH = """
a an and as at by cf for from ibid in it its of on or per see also the to under viz with
adopted cited contained held inferred made named not printed quoted reprinted
against assembly conference convention cop crime general group interim intergovernmental migrants
nations of open open-ended organized parties party secretariat smuggling transnational un united
unodc vienna wg working
doc docs document documents meeting meetings no nos note number numbers page paper para paragraph
paragraphs paras report reports resolution session sessions symbol
"""
CHINESE = """
联合国打击跨国有组织犯罪公约缔约方会议 联合国打击跨国有组织犯罪公约 偷运移民问题工作组 偷运移民问题
缔约方会议 工作组 联合国大会 大会 联合国 毒品和犯罪问题办公室 秘书处 的说明 编写的 编制的 关于
工作 会议 届会 文件 文号 决议 载于 载入 见于 另见 参见 参阅 通过的 通过 举行的 在 维也纳 未经
未指明在哪次会议 未指明 文号系推断 推断 号 第 的 中 内 之 和 与 及 见 其 各 所载 该 段 项
"""
OTHERS = """
a al au aux avec ce cet cette contenu contenue d dans de du en et extrait l la le les ou page par
pour s sur un une voir del el es esta este las los página pag págs véase contenida contenido según
su por que y против в во и из к на о об от по с со у см также том этой этого стр страница في من
على إلى عن مع أو و انظر صفحة الوارد الواردة document documents doc rapport cote réunion groupe
travail trafic illicite migrants conférence parties nations unies criminalité transnationale
organisée note secrétariat adopté adoptée recommandé documento documentos informe signatura
reunión grupo trabajo tráfico ilícito migrantes conferencia partes naciones unidas delincuencia
organizada transnacional nota secretaría aprobada документ документа документе документу документы
доклад доклада докладе совещание рабочей группы рабочая группа незаконному незаконного ввозу ввоза
мигрантов конференции участников организации объединенных наций секретариата транснациональной
организованной преступности записка принятая принята الوثيقة وثيقة للوثيقة بالوثيقة التقرير تقرير
الفريق العامل المعني بتهريب المهاجرين مؤتمر الأطراف الأمم المتحدة الأمانة الجريمة المنظمة عبر
الوطنية مذكرة الدورة اجتماع à sa des non sobre una déduite précisée résolution recommandation
Vienne no aprobado inferida especificada resolución Viena не я года группой принятое принято
принятого условное обозначение установлено косвенно неуказанной сессии резолюции Вена Вене لم
يعتمده المعتمدة المعتمد رمز مستنتج دورة غير مسماة محددة قرار لمؤتمر فيينا
"""
PADDING = frozenset(map(str.casefold, (*ENGLISH.split(), *OTHERS.split())))
PADDING_HAN = re.compile("|".join(sorted(CHINESE.split(), key=len, reverse=True)))
PUNCTUATION = re.compile(r"[\s,،؛，.;；:：、()（）/&*·!?！？-]+")
