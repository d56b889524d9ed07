"""A table of corrections that is undone: every row as it was before, the history all the longer."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from recommendations.curation.corrections.plan import plan_corrections
from recommendations.curation.corrections.table import UploadedRow, UploadedTable
from recommendations.curation.corrections.writer import apply_plan
from recommendations.curation.reversal import plan_reversal, reverse_act
from recommendations.history.models import Version
from recommendations.history.states import current_states, is_same_state
from recommendations.history.versions import ConcurrentChange, version_numbers
from recommendations.importing.models import LoadedGroup
from recommendations.importing.rows.groups import digest, rows_in_database
from recommendations.models import DataVersion, Recommendation, RecommendationText
from sessions.models import PassageCorrection

ROOT = "http://testserver"
REASON = "Compared with the printed report."
WORDS = "缔约国应当采取一切适当的措施。"
TABLE = UploadedTable(
    "corrections",
    UploadedRow(
        1,
        ["code", "session", "strength", "strength_reason", "themes", "language", "text", "modal"],
    ),
    [
        UploadedRow(
            2,
            ["2012/5", "2", "may", "It allows.", "research; protection", "zh-hans", WORDS, "应当"],
        ),
        UploadedRow(3, ["2020/1", "", "urge", "It urges.", "", "zh-hans", WORDS, "应当"]),
        UploadedRow(4, ["2013/92", "1", "", "", "cooperation", "", "", ""]),
    ],
)
CODES = ["2012/5", "2013/92", "2020/1"]

pytestmark = pytest.mark.usefixtures("knowledge_base")


def apply_table(by: User, evidence: str = "", table: UploadedTable = TABLE) -> Any:
    """Apply a table; return its act."""
    plan = plan_corrections(table, ROOT)
    assert plan.is_applicable, plan.problems
    apply_plan(
        plan_again=lambda: plan_corrections(table, ROOT),
        digest=plan.digest(),
        versions=plan.versions,
        by=by,
        reason=REASON,
        evidence=evidence,
    )
    return Version.objects.latest("pk").act


def undo(act: Any, by: User) -> None:
    seen = plan_reversal(act, by).base_numbers
    reverse_act(act, by=by, reason="The wrong table.", seen=seen)


def stored_versions() -> list[tuple[Any, ...]]:
    return list(Version.objects.order_by("pk").values_list("pk", "code", "number", "by_name"))


def loaded_groups() -> set[tuple[str, str]]:
    return set(LoadedGroup.objects.values_list("name", "digest"))


@pytest.mark.data_version
@pytest.mark.parametrize("evidence", ["", "The printed report of 2020."])
def test_every_row_is_what_it_was_before(reviewer: User, evidence: str) -> None:
    before, files = digest(rows_in_database()), loaded_groups()
    states, version = current_states(CODES), DataVersion.objects.current().digest
    act = apply_table(reviewer, evidence)
    assert digest(rows_in_database()) != before
    assert PassageCorrection.objects.exists() == bool(evidence)
    undo(act, reviewer)
    assert (digest(rows_in_database()), loaded_groups()) == (before, files)
    now = current_states(CODES)
    assert all(is_same_state(now[code], states[code]) for code in CODES)
    assert not PassageCorrection.objects.exists()
    assert DataVersion.objects.current().digest == version


def test_the_history_keeps_what_was_undone_and_can_bring_it_back(reviewer: User) -> None:
    act = apply_table(reviewer)
    after, kept = digest(rows_in_database()), stored_versions()
    undo(act, reviewer)
    assert stored_versions()[: len(kept)] == kept
    added = Version.objects.filter(pk__gt=kept[-1][0]).order_by("code")
    assert [(each.code, each.kind, each.reason) for each in added] == [
        (code, "restore", "The wrong table.") for code in CODES
    ]
    undo(Version.objects.latest("pk").act, reviewer)
    assert digest(rows_in_database()) == after


def test_a_file_may_write_again_what_a_table_no_longer_changes(reviewer: User) -> None:
    undo(apply_table(reviewer), reviewer)
    stored = RecommendationText.objects.get(recommendation__code="2020/1", language="zh-hans")
    assert stored.status_mark.is_plain


def test_a_record_that_was_corrected_since_stops_the_whole(reviewer: User) -> None:
    act = apply_table(reviewer)
    Recommendation.objects.filter(code="2013/92").update(strength="may")
    version_numbers(["2013/92"])  # Which records what was changed by no form.
    before = digest(rows_in_database())
    assert plan_reversal(act, reviewer).obstacles == ["2013/92: it was changed again since."]
    with pytest.raises(ConcurrentChange):
        undo(act, reviewer)
    assert digest(rows_in_database()) == before


def test_addressees_stand_in_their_order_again(reviewer: User, client: Client) -> None:
    address = "/en/recommendations/2012/5.json"
    record = Recommendation.objects.published().get(code="2012/5")
    record.addressees.all().delete()
    for addressee in ("states-parties", "states", "unodc"):
        record.addressees.create(addressee=addressee, reason="It names them.")
    before = client.get(address).json()["addressees"]
    table = UploadedTable(
        "corrections",
        UploadedRow(1, ["code", "addressees"]),
        [UploadedRow(2, ["2012/5", "states"])],
    )
    undo(apply_table(reviewer, table=table), reviewer)
    assert client.get(address).json()["addressees"] == before
