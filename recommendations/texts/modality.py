"""The modal word of a recommendation, its strength and its addressees.

The codebook (the data page of the site explains it to readers) says: the strength is the class
of the first operative modal word of the record, and the addressees are those whom the record
asks to act. In the Chinese of United Nations texts that is read so:

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
* The addressees are all whom the record's phrases ask, in their order.

A chapeau speaks through the last phrase of its last sentence. If that asks those who are to act
(``缔约国应当：``), the items go on with it: its modal word is the first of the record. If it asks
somebody to ask them (``工作组不妨建议缔约国采取以下…行动：``), the items take only their addressee
from it, and only if they name none.

What these rules cannot read, an editor does, with a reason: ``fixtures/editorial/wording.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from recommendations.texts.folding import Span

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


def modals(*chosen: str) -> str:
    """Return a pattern for modal words, the longest first, not within other words."""
    return "|".join(
        word + "".join(guard for end, guard in NOT_BEFORE.items() if word.endswith(end))
        for word in sorted(chosen, key=len, reverse=True)
    )


PHRASE = re.compile(
    rf"""
    (?: {CLAUSE}(?P<subject>{PARTY})(?:，(?:尤其|特别)是[^，]*，)?[还也均都]*
        (?P<after_subject>{modals(*STRENGTHS)})
      | {CLAUSE}(?P<opening>{modals("应", "应考虑", "建议", "鼓励", "请", "可请", "可考虑")})
      | {NOT_AFTER}(?P<anywhere>{modals("应当", "应当考虑", "应当促请", "应当吁请", "促请", "吁请")}
      | {modals("不妨")})
    )
    (?:酌情|考虑)*(?:{"|".join(ASKING)})?
    (?: (?<=[请励议])，?(?:作为[^，。；]*的|其他)?(?P<object>{PARTY}) )?
    """,
    re.VERBOSE,
)


@dataclass(frozen=True)
class Phrase:
    """One operative phrase: its modal word, where that stands, and whom it speaks of."""

    modal: str
    start: int
    subject: tuple[str, ...]
    object: tuple[str, ...]

    @property
    def strength(self) -> str:
        if self.modal == "请" and BODIES.intersection(self.object):
            return "request"
        return STRENGTHS[self.modal]

    @property
    def asked_parties(self) -> tuple[str, ...]:
        """The parties that the phrase itself asks."""
        return self.object if self.modal in ASKING else self.subject or self.object

    @property
    def acting_parties(self) -> tuple[str, ...]:
        """The parties that are to act in the end, if the asked are to ask others."""
        return self.object or self.subject


@dataclass(frozen=True)
class Modality:
    """The modality of a record; without a modal word its strength is ``none``."""

    strength: str
    modal: str
    #: Where the modal word stands: in the chapeau or in the text.
    start: int
    end: int
    in_chapeau: bool
    #: Slugs in the order of the text; empty if nobody is named.
    addressees: tuple[str, ...]


def read_modality(text: str, chapeau: str = "") -> Modality:
    """Read the words of a recommendation, with those that stand before its list."""
    phrases = operative_phrases(text)
    lead = leading_phrase(chapeau)
    asked = unique_slugs(slug for phrase in phrases for slug in phrase.asked_parties)
    if lead and lead.asked_parties == lead.acting_parties:
        return _modality(lead, unique_slugs((*lead.asked_parties, *asked)), in_chapeau=True)
    addressees = asked or (lead.acting_parties if lead else ())
    return _modality(phrases[0] if phrases else None, addressees, in_chapeau=False)


def _modality(phrase: Phrase | None, addressees: tuple[str, ...], *, in_chapeau: bool) -> Modality:
    if phrase is None:
        return Modality("none", "", 0, 0, False, addressees)
    end = phrase.start + len(phrase.modal)
    return Modality(phrase.strength, phrase.modal, phrase.start, end, in_chapeau, addressees)


def operative_phrases(text: str) -> list[Phrase]:
    """Return the phrases of a text that ask something."""
    return [
        Phrase(
            modal=match[kind],
            start=match.start(kind),
            subject=party_slugs(match["subject"]),
            object=party_slugs(match["object"]),
        )
        for match in PHRASE.finditer(text)
        for kind in ("after_subject", "opening", "anywhere")
        if match[kind]
    ]


def leading_phrase(chapeau: str) -> Phrase | None:
    """Return the phrase that leads from a chapeau into its items."""
    last_sentence = max(chapeau.rfind(mark) for mark in "。；\n")
    phrases = [phrase for phrase in operative_phrases(chapeau) if phrase.start > last_sentence]
    return phrases[-1] if phrases else None


def party_slugs(named: str | None) -> tuple[str, ...]:
    """Return the slugs of the parties that a subject or an object names."""
    found = (
        (match.start(), slug)
        for slug, pattern in PARTIES.items()
        for match in re.finditer(pattern, named or "")
    )
    return unique_slugs(slug for _start, slug in sorted(found))


def unique_slugs(slugs: Iterable[str]) -> tuple[str, ...]:
    """Return each slug once, in the order of first mention."""
    return tuple(dict.fromkeys(slugs))


def modal_places(text: str, chapeau: str, modal: str) -> tuple[list[Span], list[Span]]:
    """Return where the modal word stands, in the chapeau and in the text: in one of them at most.

    Where the rules of wording find it; of a word that an editor gave, the first place it stands.
    A word that stands in one place alone is there, whatever the rules say.
    """
    if not modal:
        return [], []
    if text.count(modal) + chapeau.count(modal) > 1:
        read = read_modality(text, chapeau)
        if read.modal == modal:
            place = [(read.start, read.end)]
            return (place, []) if read.in_chapeau else ([], place)
    in_text = first_span(modal, text)
    return ([] if in_text else first_span(modal, chapeau)), in_text


def first_span(words: str, printed: str) -> list[Span]:
    """Return the span of the first exact occurrence of words; none if there is none."""
    start = printed.find(words) if words else -1
    return [(start, start + len(words))] if start >= 0 else []
