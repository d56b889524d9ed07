"""Modal words and parties in the Chinese of United Nations texts.

    phrase     = subject modal | modal [object]
    subject    = party, at the start of a clause, perhaps with ``，尤其是…，`` after it
    object     = party, directly after 请, 促请, 吁请, 鼓励 or 建议
    party      = 缔约国, 各国, 工作组, 毒品和犯罪问题办公室 …, several joined by 和

* 应当, 不妨, 促请 and 吁请 are modal words wherever they stand (不妨碍, 相应当局 are other words).
* 应, 请, 鼓励, 建议, 可请 and 可考虑 are so after a subject or at the start of a clause: 响应,
  供应, 请求 and ``以便鼓励其`` are not, nor is 应 before a party (``应缔约国请求``).
* 可 is so after a subject only: ``可有助于`` and ``可让`` say what is possible.
* 考虑到 (take into account) is not 考虑 (consider): ``应当考虑到`` is read as 应当.
* 建议, 促请, 吁请, 鼓励 and 请 ask their object, whoever speaks; the other words ask their subject,
  or without one their object (``可请国际组织``). What a subject is to ask of others
  (``缔约国不妨请各国``) is asked of the subject.
* 请 to a body of the United Nations is a request, to all others an invitation.
"""

from __future__ import annotations

import re

from recommendations.texts.modality.phrase import Phrase, unique_slugs

#: Classes by modal word as printed; 请 to a body of the United Nations is ``request``.
STRENGTHS = {
    "应当": "should",
    "应": "should",
    "应当考虑": "should-consider",
    "应考虑": "should-consider",
    "建议": "recommend",
    "促请": "urge",
    "应当促请": "urge",
    "吁请": "call-upon",
    "应当吁请": "call-upon",
    "鼓励": "encourage",
    "请": "invite",
    "不妨": "may-wish",
    "可": "may",
    "可考虑": "may",
    "可请": "may",
}
#: Words that ask their object, whoever speaks them.
ASKING = ("建议", "促请", "吁请", "鼓励", "请")

PARTIES = {
    "states-not-party": r"尚未(?:批准|加入)[^，。；]*的国家",
    "states-parties": r"各?缔约国(?!会议)",
    "member-states": r"各?会员国",
    "states": r"各国|所有国家",
    "conference": r"(?:联合国打击跨国)?(?:有组织犯罪公约)?缔约方会议(?:第[^，。]{1,3}届会议)?",
    "working-group": r"(?:偷运移民问题)?工作组",
    "secretariat": r"秘书处",
    "unodc": r"(?:联合国)?毒品和犯罪问题办公室(?:（毒品和犯罪问题办公室）)?|毒罪办",
    "international-organizations": r"国际组织",
}
BODIES = {"conference", "working-group", "secretariat", "unodc"}

ANY_PARTY = "|".join(PARTIES.values())
PARTY = rf"(?:《[^》]*》)?(?:{ANY_PARTY})(?:[和、及](?:{ANY_PARTY}))*"
CLAUSE = r"(?:^|(?<=[，。；：\n]))\s*(?:但|而|并|因此|还|也)?"

#: What follows a modal word, or stands before it, and makes it another word.
NOT_AFTER = r"(?<![供响回相适反感效])"
NOT_BEFORE = {
    "应当": r"(?!局|地|事人)",
    "应": rf"(?!当|请求|其|《|{ANY_PARTY})",
    "考虑": r"(?!到)",
    "请": r"(?!求)",
    "不妨": r"(?!碍|害)",
    "可": r"(?!能)",
}


def modal_pattern(*chosen: str) -> str:
    """Return a pattern for modal words, the longest first, not within other words."""
    return "|".join(
        word + "".join(guard for end, guard in NOT_BEFORE.items() if word.endswith(end))
        for word in sorted(chosen, key=len, reverse=True)
    )


#: Words that are modal wherever they stand, beside 不妨.
ANYWHERE = ("应当", "应当考虑", "应当促请", "应当吁请", "促请", "吁请")

PHRASE = re.compile(
    rf"""
    (?: {CLAUSE}(?P<subject>{PARTY})(?:，(?:尤其|特别)是[^，]*，)?[还也均都]*
        (?P<after_subject>{modal_pattern(*STRENGTHS)})
      | {CLAUSE}(?P<opening>{modal_pattern("应", "应考虑", "建议", "鼓励", "请", "可请", "可考虑")})
      | {NOT_AFTER}(?P<anywhere>{modal_pattern(*ANYWHERE)}|{modal_pattern("不妨")})
    )
    (?:酌情|考虑)*(?:{"|".join(ASKING)})?
    (?: (?<=[请励议])，?(?:作为[^，。；]*的|其他)?(?P<object>{PARTY}) )?
    """,
    re.VERBOSE,
)

#: Presents the recommendations behind a chapeau: ``…大会似宜审议以下建议：``.
PRESENTATION = re.compile(r"(?:审议|考虑)(?:以下|下列)建议[：:]?\s*$")


def is_presentation(chapeau: str) -> bool:
    """Return whether a chapeau asks somebody to consider the recommendations behind it."""
    return PRESENTATION.search(chapeau) is not None


def chinese_phrases(text: str) -> list[Phrase]:
    """Return the phrases of a text that ask something."""
    return [
        _phrase(match, kind)
        for match in PHRASE.finditer(text)
        for kind in ("after_subject", "opening", "anywhere")
        if match[kind]
    ]


def _phrase(match: re.Match[str], kind: str) -> Phrase:
    modal, asked = match[kind], party_slugs(match["object"])
    is_request = modal == "请" and BODIES.intersection(asked)
    return Phrase(
        modal=modal,
        start=match.start(kind),
        strength="request" if is_request else STRENGTHS[modal],
        subject=party_slugs(match["subject"]),
        object=asked,
        asks_object=modal in ASKING,
    )


def party_slugs(named: str | None) -> tuple[str, ...]:
    """Return the slugs of the parties that a subject or an object names."""
    found = (
        (match.start(), slug)
        for slug, pattern in PARTIES.items()
        for match in re.finditer(pattern, named or "")
    )
    return unique_slugs(slug for _start, slug in sorted(found))
