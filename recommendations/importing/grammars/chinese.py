"""Chinese, in simplified characters."""

import re

from recommendations.importing.grammars.grammar import (
    CAPITALS,
    LATIN_LETTERS,
    Announcement,
    Grammar,
)
from recommendations.texts.numerals import han_numeral
from smuggling_kb.chinese import HAN

NUMERALS = tuple(han_numeral(number) for number in range(1, 31))
ORDINAL = r"(?P<ordinal>[一二三四五六七八九十]+|\d{1,2})"

CHINESE = Grammar(
    language="zh-hans",
    function_words=frozenset(("的", "和", "在", "了", "应", "与", "于")),
    chapters=NUMERALS,
    sections=CAPITALS,
    alphabets=(LATIN_LETTERS,),
    chapter_mark=r"[.、．]",
    number_mark=r"\.",
    recommendation="建议",
    annex=re.compile(r"附件(?:[一二三四五六七八九十]+|[IVX]+|\d+)?\*?"),
    genres=(
        ("compilation", re.compile(r"建议(?:汇总|汇编)")),
        ("background-paper", re.compile(r"背景文件")),
        ("working-paper", re.compile(r"工作文件")),
        ("provisional-agenda", re.compile(r"^临时议程(?:说明)?\*?$")),
        ("report", re.compile(r"会议(?:的)?报告|的报告$|工作报告$")),
        ("resolution", re.compile(r"^第 ?\d+/\d+ ?号决议|^决议草案")),
    ),
    agenda_item=re.compile(r"临时议程\*?项目"),
    author=re.compile(r"秘书处"),
    title_of_report=re.compile(r".*(?:会议(?:的)?|的|工作)报告"),
    working_group=re.compile(rf"偷运移民问题(?:[{HAN}]{{2,16}})?工作组"),
    body=re.compile(rf"[{HAN}]{{2,12}}?问题(?:[{HAN}]{{2,12}})?工作组|[{HAN}]{{2,20}}委员会"),
    opening=re.compile(rf"(?:偷运移民(?:问题)?)?工作组第 ?{ORDINAL} ?[届次]会议于"),
    example_body="偷运移民问题工作组",
    example="偷运移民问题工作组第十三次会议于",
    example_chapter="一.",
    ordinals=NUMERALS,
    days=re.compile(
        r"(?P<year>\d{4}) ?年 ?(?P<month>\d{1,2}) ?月 ?(?P<day>\d{1,2}) ?日?"
        r"(?: ?(?:至|和|、) ?(?:(?P<last_month>\d{1,2}) ?月 ?)?(?P<last_day>\d{1,2}) ?日)?"
    ),
    months=tuple(map(str, range(1, 13))),
    cities={"维也纳": "vienna"},
    adoption=re.compile(r"(?:通过|核可|商定)了?(?:以下|下列|如下)(?:各项)?建议[。：]$"),
    announcements=(
        Announcement(re.compile(r"大会似宜审议以下建议：$"), "proposed"),
        Announcement(re.compile(r"工作组不妨建议缔约国采取以下可能的行动：$"), "proposed"),
        Announcement(
            re.compile(r"通过了第 [\d/]+ 号决议，在该决议中，缔约方会议：$"), "resolution"
        ),
        Announcement(re.compile(r"工作组以往建议强调，缔约国应当：$"), "adopted"),
    ),
    possible_announcement=re.compile(
        r"似宜|(?:以下|下列)(?:各项)?建议|建议(?:采取)?(?:以下|下列)|建议如下"
    ),
    before_last_item=("和", "或", "及", "以及", "并", "和/或"),
    compiled_meeting=re.compile(
        r"(?P<year>\d{4}) 年.*工作组第(?P<ordinal>[一二三四五六七八九十]+)[届次]会议通过的建议"
    ),
    sentence_end=r"[。！？：；…”）]",
)
