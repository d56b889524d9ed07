"""The report of a meeting that was known second-hand gives it its days when it becomes public."""

from datetime import date

import pytest

from recommendations.importing.batches.publication import publish_batch
from recommendations.importing.batches.reversal import undo_batch
from sessions.models import WorkingGroupSession
from tests.batches import accept_all, bring_in, next_report

pytestmark = pytest.mark.usefixtures("knowledge_base")


def test_the_session_has_the_days_of_its_report_and_what_others_reported() -> None:
    before = WorkingGroupSession.objects.get(number=10)
    assert (before.start, before.reported_by != "") == (None, True)
    batch = bring_in(next_report().replace("第十三次会议", "第十次会议"))
    assert WorkingGroupSession.objects.get(number=10).start is None
    accept_all(batch)
    publish_batch(batch, by=None)
    session = WorkingGroupSession.objects.get(number=10)
    assert (session.start, session.end) == (date(2026, 10, 6), date(2026, 10, 7))
    assert session.evidence.startswith(f"{batch.symbol}#p")
    assert (session.reported_by, session.publication) == (before.reported_by, before.publication)
    batch.refresh_from_db()
    undo_batch(batch, by=None, reason="Wrong file.")
    assert WorkingGroupSession.objects.get(number=10).start is None
