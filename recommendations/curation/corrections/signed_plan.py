"""A plan on its way from the preview to its confirmation: signed, in the page, stored nowhere.

Whoever confirms sends back the rows that change something, with the digest of what they were shown.
They are read again, so nothing is done that was not seen, by whichever web server.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.core import signing
from django.utils.translation import gettext as _

from recommendations.curation.corrections.columns import CORRECTED
from recommendations.curation.corrections.plan import Plan
from recommendations.curation.corrections.table import Row, Table, Unreadable

SALT = "recommendations.curation.corrections"
#: Characters of a signed plan: what a form can send back.
LONGEST = 2_000_000
#: Seconds in which a plan can be confirmed.
VALID = 12 * 60 * 60

#: The columns that a plan is made from.
NAMES = ("code", "language", *CORRECTED)


@dataclass(frozen=True)
class Carried:
    """What came back: the rows that change something, what they were shown to do, and to what."""

    table: Table
    digest: str
    versions: dict[str, int]


def packed(plan: Plan, user: int) -> str:
    """The plan for a form that only this account can send back; raises ``Unreadable``."""
    rows = [
        [correction.row, [correction.cells.get(name, "") for name in NAMES]]
        for correction in plan.corrections
    ]
    content = {
        "form": plan.form,
        "rows": rows,
        "digest": plan.digest(),
        "versions": plan.versions,
        "user": user,
    }
    signed = signing.dumps(content, salt=SALT, compress=True)
    if len(signed) > LONGEST:
        raise Unreadable(_("The table changes too much at once. Divide it."))
    return signed


def unpacked(signed: str, user: int) -> Carried:
    """What was packed; raises ``Unreadable`` if it is too old, or was not packed for them here."""
    try:
        content = signing.loads(signed, salt=SALT, max_age=VALID)
    except signing.SignatureExpired as error:
        raise Unreadable(_("This preview is too old. Send the table again.")) from error
    except signing.BadSignature as error:
        raise Unreadable(_("This is no preview of a table. Send the table again.")) from error
    if content["user"] != user:
        raise Unreadable(_("This preview was made for somebody else. Send the table again."))
    rows = [Row(number, cells) for number, cells in content["rows"]]
    table = Table(content["form"], Row(1, list(NAMES)), rows)
    return Carried(table, content["digest"], content["versions"])
