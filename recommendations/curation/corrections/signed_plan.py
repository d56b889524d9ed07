"""The plan that a preview hands to its confirmation: signed, in the page, stored nowhere.

Whoever confirms sends back the rows that change something, with the digest of what they were shown.
They are read again, so nothing is done that was not seen, by whichever web server.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core import signing
from django.utils.translation import gettext as _

from recommendations.curation.corrections.columns import CORRECTABLE
from recommendations.curation.corrections.plan import TablePlan
from recommendations.curation.corrections.table import UnreadableTable, UploadedRow, UploadedTable

SALT = "recommendations.curation.corrections"
#: Characters of a signed plan: what a form can send back.
MAX_LENGTH = 2_000_000
#: Seconds in which a plan can be confirmed.
MAX_AGE = 12 * 60 * 60

#: The columns that a plan is made from.
PLANNED_COLUMNS = ("code", "language", *CORRECTABLE)


@dataclass(frozen=True)
class SignedPlan:
    """The rows that change something, the digest of their plan, and the versions it is based on."""

    table: UploadedTable
    digest: str
    versions: dict[str, int]


def sign_plan(
    plan: TablePlan, user: int, page: str = "", columns: Iterable[str] = PLANNED_COLUMNS
) -> str:
    """Sign a plan so that only this account can send it back, to the same page.

    ``columns`` are those that it is made from. Raises ``UnreadableTable``.
    """
    columns = list(columns)
    rows = [[row, [cells.get(name, "") for name in columns]] for row, cells in plan.changing_rows]
    content = {
        "page": page,
        "form": plan.file_format,
        "columns": columns,
        "rows": rows,
        "digest": plan.digest(),
        "versions": plan.versions,
        "user": user,
    }
    signed = signing.dumps(content, salt=SALT, compress=True)
    if len(signed) > MAX_LENGTH:
        raise UnreadableTable(
            _("The table changes too much at once. Divide it into several tables.")
        )
    return signed


def read_signed_plan(signed: str, user: int, page: str = "") -> SignedPlan:
    """Return a plan from its form.

    Raises ``UnreadableTable`` if it is too old, not this account's, or of another page.
    """
    try:
        content = signing.loads(signed, salt=SALT, max_age=MAX_AGE)
    except signing.SignatureExpired as error:
        raise UnreadableTable(_("This preview is too old. Send the table again.")) from error
    except signing.BadSignature as error:
        raise UnreadableTable(
            _("This is not a preview of a table. Send the table again.")
        ) from error
    if content["page"] != page:
        raise UnreadableTable(_("This is not a preview of a table. Send the table again."))
    if content["user"] != user:
        raise UnreadableTable(_("This preview was made for someone else. Send the table again."))
    rows = [UploadedRow(number, cells) for number, cells in content["rows"]]
    table = UploadedTable(content["form"], UploadedRow(1, content["columns"]), rows)
    return SignedPlan(table, content["digest"], content["versions"])
