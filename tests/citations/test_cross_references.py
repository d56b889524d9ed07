"""Every explicit cross-reference of the documents is a link, or is said to lead nowhere and why.

``tests/documents/cross_references.tsv`` holds them as a person read them, from the first line of
each document to its last footnote; ``not_cross_references.tsv`` what only looks like one. The
pages are held against the first. A net that knows nothing of the grammar of citations catches what
looks like a reference, and both tables together must hold all of its catch.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import groupby
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from recommendations.citations.destinations import count_by_destination
from recommendations.models import Unresolved
from sessions.models import Footnote, Paragraph, Section
from tests.reading import Page, Part

pytestmark = pytest.mark.usefixtures("knowledge_base")

FOLDER = Path(settings.BASE_DIR, "tests/documents")
UN = "UN "
NOWHERE = {
    "not-held": "Not in this knowledge base",
    "not-identified": "It is not certain what is meant",
}
TREATIES = ("som-protocol", "untoc", "tip-protocol", "vccr", "unclos", "solas", "sar")

Row = list[str]


def table(name: str) -> list[Row]:
    lines = (FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines[1:]]


REFERENCES, OTHERS = table("cross_references"), table("not_cross_references")
DOCUMENTS = list(dict.fromkeys(place.partition("#")[0] for place, *_rest in REFERENCES))


def address(place: str, kind: str, leads: str) -> str:
    """Where a link must lead; empty if there must be none."""
    if leads in NOWHERE:
        return ""
    if leads.startswith(UN):
        return f"https://docs.un.org/en/{leads.removeprefix(UN)}"
    if leads.startswith("https://"):
        return leads
    if leads == place and kind == "publication":
        return f"/en/resources/?kind=tool&document={place.partition('#')[0]}"
    symbol, hash_, anchor = leads.partition("#")
    if symbol in DOCUMENTS:
        return f"/en/documents/{symbol}/{hash_}{anchor}"
    article = leads.partition(" ")[0]
    treaty = next(slug for slug in TREATIES if article == slug or article.startswith(f"{slug}-"))
    part = article.removeprefix(treaty).removeprefix("-")
    return f"/en/articles/{treaty}/{part}{'/' if part else ''}"


def cited_words(part: Part) -> list[tuple[str, str]]:
    """The links in a passage, without footnote marks: their words, and where they lead."""
    marks = {link.element for each in part.all("sup") for link in each.all("a")}
    found: list[tuple[str, str]] = []
    for link in part.all("a"):
        if link.element not in marks and not link.get("href").startswith("#"):
            found.append((link.get("href"), "".join(link.element.itertext())))
    return found


def joined(links: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Links in a row to the same place as one: a footnote's mark parts a link in two."""
    rows = groupby(links, key=lambda link: link[0])
    return [(address, "".join(words for _address, words in row)) for address, row in rows]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_reference_of_a_document_is_a_link_where_it_stands(
    client: Client, document: str
) -> None:
    page = Page(client.get(f"/en/documents/{document}/"))
    passages: dict[str, list[Row]] = defaultdict(list)
    for row in REFERENCES:
        if row[0].startswith(f"{document}#"):
            passages[row[0].partition("#")[2]].append(row)
    for anchor, rows in passages.items():
        part = page.one(f"#{anchor}")
        words = part if part.element.tag.startswith("h") else part.one("p.voice")
        wanted = [
            (address(place, kind, leads), printed)
            for place, printed, kind, leads in rows
            if leads not in NOWHERE
        ]
        assert joined(cited_words(words)) == joined(wanted), anchor


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_reference_of_a_document_is_in_its_list_with_where_it_leads(
    client: Client, document: str
) -> None:
    page = Page(client.get(f"/en/documents/{document}/citations/"))
    lines = [[cell.text for cell in row.all("td")] for row in page.one("tbody").all("tr")]
    found = Counter((" ".join(words.split()), leads) for _place, words, leads in lines)
    assert found == Counter(
        (" ".join(words.split()), said(leads))
        for place, words, _kind, leads in REFERENCES
        if place.startswith(f"{document}#")
    )


def said(leads: str) -> str:
    if leads in NOWHERE:
        return NOWHERE[leads]
    if leads.startswith(UN):
        return "Not in this knowledge base, at the United Nations"
    elsewhere = leads.startswith("https://")
    return "To an address that the document prints" if elsewhere else "To a page here"


def test_the_counts_by_kind_are_those_of_the_reading() -> None:
    counts = {str(line.kind): line.counts for line in count_by_destination().lines}
    read = Counter((kind, said(leads)) for _place, _words, kind, leads in REFERENCES)
    columns = ("To a page here", said("https://"), said(UN))
    for kind, numbers in counts.items():
        assert numbers[:3] == [read[kind, column] for column in columns]
        assert numbers[3] == sum(read[kind, reason] for reason in NOWHERE.values())
    assert count_by_destination().all_kinds.total == len(REFERENCES)
    reasons = Counter(leads if leads in NOWHERE else "not-held" for *_rest, leads in unresolved())
    assert {str(reason): count for reason, count in count_by_destination().reasons} == dict(reasons)
    assert set(NOWHERE) <= set(Unresolved.values)


def unresolved() -> list[Row]:
    return [row for row in REFERENCES if row[3] in NOWHERE or row[3].startswith(UN)]


#: What looks like a reference to whoever knows only how such texts print them.
NET = re.compile(
    r"《[^《》]*》|[第㈠-㈩]\s*[\d一二三四五六七八九十百、和至\s.A-Z()a-z–-]+"
    r"(?:条|款|段|章|节|页|部分|号决议|号文件|单元)|\d+/\d+|[A-Z]+(?:/[A-Z0-9][\w.]*)+"
    r"|https?://\S+|www\.\S+|同上|该[条款]|附件|脚注|议程项目\s*\d+|目标\s*\d+|原则\s*\d+"
    r"|工具\s*\d|[上下前]文|如上所述|决议"
)
#: In footnotes titles also stand between these.
QUOTED = re.compile(r"“[^“”]*”")


def test_whatever_looks_like_a_reference_was_read() -> None:
    read: dict[str, list[str]] = defaultdict(list)
    for place, words, *_rest in REFERENCES:
        read[place].append(words)
    caught = [
        [place, found]
        for place, text, nets in passages_of_documents()
        for found in catch(text, read[place], nets)
    ]
    assert caught == [row[:2] for row in OTHERS]
    assert all(reason for *_rest, reason in OTHERS)


def catch(text: str, read: list[str], nets: list[re.Pattern[str]]) -> list[str]:
    """What the nets catch of a text whose references are covered up."""
    for words in read:
        start = text.index(words)
        text = text[:start] + "█" * len(words) + text[start + len(words) :]
    found = (match[0] for net in nets for match in net.finditer(text))
    return [words for words in found if "█" not in words or re.search("[《第]", words)]


def passages_of_documents() -> list[tuple[str, str, list[re.Pattern[str]]]]:
    """Every heading and passage, then every footnote, document by document."""
    found = []
    for symbol in sorted(DOCUMENTS):
        of = {"version__document__symbol": symbol}
        passages = [
            (each.position, each.anchor, each.printed_heading)
            for each in Section.objects.filter(**of)
        ]
        passages += [
            (each.position, each.anchor, each.text) for each in Paragraph.objects.filter(**of)
        ]
        found += [(f"{symbol}#{anchor}", text, [NET]) for _at, anchor, text in sorted(passages)]
        found += [
            (f"{symbol}#{each.anchor}", each.text, [NET, QUOTED])
            for each in Footnote.objects.filter(**of).order_by("position")
        ]
    return found
