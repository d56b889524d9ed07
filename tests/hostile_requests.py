"""Requests as nobody should send them: every address with every parameter, and values at random.

``python -m tests.hostile_requests 10000`` sends so many to the site on the database that
``DATABASE_URL`` names, prints how many of each status came back, and fails if any was 500 or more.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator
from random import Random
from urllib.parse import quote

#: Pages that take parameters, and the names that these have there.
PAGES = {
    "recommendations/": "q theme topic session year status addressee strength article document "
    "group sort page size view columns",
    "recommendations.csv": "q theme topic session sort page",
    "recommendations.json": "q article document group",
    "recommendations.ris": "q year status",
    "recommendations.bib": "q strength",
    "recommendations.xlsx": "q addressee",
    "recommendations.docx": "q session group",
    "recommendations/print/": "q theme group view columns",
    "recommendations/suggest/": "q form",
    "recommendations/2012/5/": "list text",
    "recommendations/2012/5.json": "text",
    "recommendations/2012/5.ris": "text",
    "resources/": "kind document",
    "compare/": "code",
    "go/": "ref",
    "alignment/": "language status difference page",
    "alignment.csv": "language status difference",
    "concordance/": "sort",
    "concordance.csv": "sort",
    "citations/": "kind page",
    "families/": "page",
    "brief/": "q theme topic session article",
    "brief.docx": "q session",
    "explore/matrix/": "",
    "explore/gaps.csv": "",
    "explore/strength.svg": "",
    "explore/strength/wide-dark.svg": "",
}
#: Parts of addresses that are made up.
PATHS = (
    "recommendations/{}/",
    "recommendations/{}.json",
    "recommendations/{}.ris",
    "themes/{}/",
    "index/{}/",
    "sessions/{}/",
    "documents/{}/",
    "documents/{}/citations/",
    "articles/{}/",
    "articles/som-protocol/{}/",
    "families/{}/",
    "explore/{}/",
    "explore/{}.csv",
    "explore/matrix/{}.svg",
)
#: Values as they stand in an address: what is known, what is odd, and what is no text at all.
VALUES = (
    *("protection", "1", "unknown", "none", "adopted", "should", "2012", "som-protocol-16"),
    *("2012/5", "2013/92", "CTOC/COP/WG.7/2020/4", "第 16 条", "移民", '"海上"', "theme:保护"),
    *("((", "))", "AND", "OR", "NOT", "-", "*", '"', "“", "a* OR (b -c", "((((" * 40, "-" * 200),
    *("code:", "article:16", "symbol:*", "session:" + "9" * 30, "x:y:z", "《》", "*" * 200),
    *("\U0001f600\U0001f468\u200d\U0001f469", "مهاجرون", "\u202e\u2066\u200f", "é" * 200, "İ"),
    *("\x01\x02\x1b", "\r\nSet-Cookie: a=b", "<script>", "'; DROP TABLE x; --", "%", "_", "\\"),
    *("9" * 5000, "-1", "0", "1e9", "٣", "²", "字" * 20_000, "../" * 30, "\ufffe"),
    *("㈤", "ﬀ", "\u0130", "ß", "\ud7a3", "2012/" + "1" * 400, "9999/99999zz", "p61b", "建议18"),
)
#: Values that are given as bytes, as they are not UTF-8, or not text.
BYTES = ("%00", "%ff%fe", "%ed%a0%80", "%c0%af", "%f8%88%80%80%80", "%", "%zz", "%e7%a7")
LANGUAGES = ("en", "zh-hans")


def requests(seed: int) -> Iterator[str]:
    """Addresses without end, the same for the same seed."""
    draw = Random(seed)  # noqa: S311 - nothing here is secret
    while True:
        language = draw.choice(LANGUAGES)
        if draw.random() < 0.25:
            yield f"/{language}/{draw.choice(PATHS).format(_value(draw))}"
            continue
        page = draw.choice(list(PAGES))
        names = [*PAGES[page].split(), "utm_source", "sesion", "", "q\0"]
        number = 1500 if draw.random() < 0.002 else draw.randint(0, 4)
        asked = (f"{quote(draw.choice(names))}={_value(draw)}" for _each in range(number))
        yield f"/{language}/{page}?{'&'.join(asked)}"


def _value(draw: Random) -> str:
    kind = draw.random()
    if kind < 0.15:
        return draw.choice(BYTES)
    if kind < 0.4:
        length = draw.randint(1, 30)
        return quote("".join(chr(draw.choice(_characters(draw))) for _each in range(length)))
    if kind < 0.5:
        return quote(f"{draw.choice(VALUES)} {draw.choice(VALUES)}")
    return quote(draw.choice(VALUES))


def _characters(draw: Random) -> range:
    return draw.choice(
        [range(1, 128), range(0x4E00, 0x9FA5), range(0x80, 0xD800), range(0xE000, 0x110000)]
    )


def statuses(count: int, seed: int) -> Counter[int]:
    """How often each status came back; what broke is printed."""
    from django.http import StreamingHttpResponse
    from django.test import Client

    client = Client(raise_request_exception=False)
    found: Counter[int] = Counter()
    for _number, address in zip(range(count), requests(seed), strict=False):
        response = client.generic("GET", address.partition("?")[0], QUERY_STRING=_query(address))
        if isinstance(response, StreamingHttpResponse):
            b"".join(response)
        found[response.status_code] += 1
        if response.status_code >= 500:
            print(response.status_code, address[:300])
    return found


def _query(address: str) -> str:
    return address.partition("?")[2]


def main(count: int) -> int:
    """The exit status: 0 if nothing broke."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smuggling_kb.settings")
    import logging

    import django
    from django.conf import settings

    django.setup()
    logging.disable(logging.CRITICAL)
    settings.ALLOWED_HOSTS.append("testserver")
    found = statuses(count, seed=1)
    print(dict(sorted(found.items())))
    return int(any(status >= 500 for status in found))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
