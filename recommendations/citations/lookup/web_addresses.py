"""Web addresses, as citations of what they lead to.

The document servers of the United Nations name documents by their symbols, or by the job numbers
(``V2005561``) that documents print at the feet of their pages. Files of UNODC are often called
after symbols. Addresses of this site, wherever it runs, say what they show.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from recommendations.texts.codes import CODE

LANGUAGE = r"(?:ar|en|zh|ch|zh-hans|fr|ru|es)"
HOSTS = r"(?:[\w-]+\.)*(?:undocs\.org|un\.org|unodc\.org)"
#: The pages of this site that show something one can cite.
PAGES = r"(?:recommendations|documents|articles|sessions)"
ADDRESS = re.compile(
    rf"(?:https?://|www\.)[!-~]+|(?<![\w.@/-]){HOSTS}/[!-~]*"
    rf"|(?<![\w./-])/?(?:{LANGUAGE}/)?{PAGES}/[!-~]+",
    re.IGNORECASE | re.ASCII,
)
#: What ends a sentence, not an address.
ENDING = re.compile(r"[.,;:!?]+$")

OWN = (
    (rf"recommendations/({CODE})(?:[/.].*)?", "recommendation {}"),
    (r"documents/([A-Z][\w./()-]*?)/?", "{}"),
    (r"sessions/(\d{1,2})/?", "session {}"),
    (r"articles/([a-z-]+)/(\d{1,3})/?", "article {1} of {0}"),
    (r"articles/([a-z-]+)/chapter-(\d{1,3})/?", "chapter {1} of {0}"),
)
#: A symbol in whatever parameter of an address: the servers call it ``s``, ``DS``, ``FinalSymbol``.
SYMBOL = re.compile(r"(?:CTOC|A|E|S|ST|CAC)/[\w./()-]*\d[\w./()-]*", re.IGNORECASE)
#: The letter of the language at the end of the names of UNODC's files: ``_E``, ``-zh``.
LANGUAGE_OF_FILE = re.compile(r"[_-](?:[EFSRAC]|ebook|english|chinese)$", re.IGNORECASE)
#: A file called after the job by which the document was printed: ``v2202384.pdf``.
JOB_FILE = re.compile(
    r"(?P<series>[A-Z])(?P<year>\d{2})(?P<number>\d{5})\.(?:pdf|docx?)", re.IGNORECASE
)
FILE = re.compile(r"((?:CTOC|A|E|S|CAC)[_-][\w.-]+?)\.(?:pdf|docx?)", re.IGNORECASE)


def replace_web_addresses(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a citation with its addresses written as citations, and those that say nothing."""
    opaque: list[str] = []

    def citation(match: re.Match[str]) -> str:
        address = ENDING.sub("", match[0])
        if address.count(")") > address.count("("):
            address = address.rstrip(").,;")
        words = _citation_in(address)
        if not words:
            opaque.append(address)
        return f" {words} {match[0][len(address) :]}"

    return ADDRESS.sub(citation, text), tuple(opaque)


def _citation_in(address: str) -> str:
    """Return what an address names, in words that citations use; empty if it does not say."""
    if "://" not in address:
        bare = re.match(rf"www\.|{HOSTS}/", address, re.IGNORECASE)
        address = f"//{address}" if bare else f"//here/{address.lstrip('/')}"
    try:
        parts = urlsplit(address)
    except ValueError:  # Brackets that hold no address of the sixth version.
        return ""
    return next(filter(None, (reader(parts) for reader in READERS)), "")


def _from_own_address(parts: SplitResult) -> str:
    if re.fullmatch(HOSTS, parts.netloc, re.IGNORECASE):
        return ""
    path = re.sub(rf"^/?(?:{LANGUAGE}/)?", "", unquote(parts.path), count=1)
    for pattern, form in OWN:
        if match := re.fullmatch(pattern, path, re.IGNORECASE):
            anchor = f" #{parts.fragment}" if parts.fragment and form == "{}" else ""
            return form.format(*match.groups()) + anchor
    return ""


def _from_parameter(parts: SplitResult) -> str:
    """Read ``undocs.org/Home/Mobile?FinalSymbol=CTOC%2FCOP%2FWG.7%2F2020%2F4``."""
    values = (value.strip() for values in parse_qs(parts.query).values() for value in values)
    return next(filter(SYMBOL.fullmatch, values), "")


def _from_path(parts: SplitResult) -> str:
    """Read ``undocs.org/en/CTOC/COP/WG.7/2020/4``."""
    if not re.fullmatch(r"(?:www\.)?undocs\.org|docs\.un\.org", parts.netloc.lower()):
        return ""
    path = unquote(parts.path).strip("/")
    return re.sub(rf"^{LANGUAGE}/", "", path, count=1, flags=re.IGNORECASE)


def _from_file_name(parts: SplitResult) -> str:
    """Read ``…/CTOC_COP_WG.7_2020_4_E.pdf``."""
    name = unquote(parts.path).rpartition("/")[2]
    match = FILE.fullmatch(name)
    return LANGUAGE_OF_FILE.sub("", match[1]).replace("_", "/") if match else ""


def _from_job_number(parts: SplitResult) -> str:
    """Read ``…/undoc/gen/v22/023/84/pdf/v2202384.pdf``."""
    match = JOB_FILE.fullmatch(unquote(parts.path).rpartition("/")[2])
    return f"{match['series'].upper()}.{match['year']}-{match['number']}" if match else ""


READERS: tuple[Callable[[SplitResult], str], ...] = (
    _from_parameter,
    _from_path,
    _from_file_name,
    _from_job_number,
    _from_own_address,
)
