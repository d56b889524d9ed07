"""Undoing one act as a whole: every recommendation that it changed, and what else it wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import ProtectedError, RestrictedError
from django.utils.translation import gettext as _

from recommendations.curation import workflow
from recommendations.curation.restoration import RestoreRefused, complete_state, restore_version
from recommendations.history.acts import versions_of_act
from recommendations.history.models import Version
from recommendations.history.states import (
    State,
    complete_row,
    current_states,
    is_same_state,
    stage_of,
)
from recommendations.history.versions import ChangeKind, record_changes
from recommendations.models import (
    PERMANENT_STAGES,
    Recommendation,
    RecommendationText,
    TextStage,
    WorkflowStage,
)
from recommendations.problem_reports.models import ProblemReport
from recommendations.records.fixture_rows import row_model
from smuggling_kb.audit.models import AuditEntry, Operation
from smuggling_kb.audit.reversal import EntryNotReversed, entry_obstacles, reverse_entries

if TYPE_CHECKING:
    from django.contrib.auth.models import User

#: Recommendations that are taken back at once.
MAX_RECORDS = 1000

#: Functions called, within the transaction, with the names of what was taken back after it was
#: added: codes of recommendations, and what rows with an audit trail were called.
after_reversal_hooks: list[Callable[[set[str]], None]] = []


class ReversalRefused(Exception):
    """Nothing was undone; ``obstacles`` has the reasons, in words."""

    def __init__(self, obstacles: list[str]) -> None:
        super().__init__(" ".join(obstacles))
        self.obstacles = obstacles


@dataclass(frozen=True)
class RecordReversal:
    """One recommendation: what an act made of it, and what it was before."""

    code: str
    #: The number of the version that the act left it in.
    number: int
    before: State
    #: What the act left; None if it deleted the record.
    after: State
    #: The version before the act; None if there was no record, ever.
    version: Version | None

    def obstacle(
        self, record: Recommendation | None, number: int, by: User, *, has_reports: bool
    ) -> str:
        """Return what stands against undoing it, or nothing; reads nothing."""
        if number != self.number:
            return _("it was changed again since.")
        if record is None:
            if not by.has_perm(permission("add")):
                return _("you may not add it again.")
            return stage_obstacle(WorkflowStage.DRAFT, stage_of(self.before), by)
        if self.before is None:
            if record.publication in PERMANENT_STAGES:
                return _("what was published is never deleted: archive it.")
            if has_reports:
                return _("somebody reported a problem with it: it is not deleted with the report.")
            return "" if by.has_perm(permission("delete")) else _("you may not delete it.")
        if not by.has_perm(permission("change")) or not workflow.may_change(record, by):
            return _("you may not change it.")
        is_public = record.publication in PERMANENT_STAGES
        if is_public and (obstacle := self.text_obstacle(by)):
            return obstacle
        return stage_obstacle(record.publication, stage_of(self.before), by)

    def text_obstacle(self, by: User) -> str:
        """Return why the texts of a public record cannot have the stages they had, or nothing."""
        before, after = text_stages(self.before), text_stages(self.after)
        if any(
            stage == TextStage.DRAFT and after.get(language) == TextStage.PUBLISHED
            for language, stage in before.items()
        ):
            return _("a text that was published does not become a draft again.")
        if by.has_perm(permission("publish")):
            return ""
        if any(
            stage == TextStage.PUBLISHED and after.get(language) != TextStage.PUBLISHED
            for language, stage in before.items()
        ):
            return _("you may not publish its texts.")
        return ""


def permission(action: str) -> str:
    return f"{workflow.APP}.{action}_recommendation"


def text_stages(state: State) -> dict[str, str]:
    """Return the stages of a record's texts in a state, by their languages."""
    rows = (complete_row(row) for row in state or () if row_model(row) is RecommendationText)
    return {row["fields"]["language"]: row["fields"]["stage"] for row in rows}


def stage_obstacle(now: str, before: str, by: User) -> str:
    """Return why somebody cannot take a record back to the stage that it was in, or nothing."""
    if before in workflow.reachable_stages(now, by):
        return ""
    if now in PERMANENT_STAGES and before not in PERMANENT_STAGES:
        return _("what was published keeps its address: to withdraw it, archive it.")
    return _("you may not take it from “%(now)s” back to “%(before)s”.") % {
        "now": WorkflowStage(now).label,
        "before": WorkflowStage(before).label,
    }


@dataclass(frozen=True)
class ReversalPlan:
    """The outcome of undoing an act, before it is done."""

    act: UUID
    records: list[RecordReversal]
    #: The reasons against it, in words; without any, it can be undone.
    obstacles: list[str]

    @property
    def base_numbers(self) -> dict[str, int]:
        """Return the number of each record's version that the plan rests on."""
        return {each.code: each.number for each in self.records}


def plan_reversal(act: UUID, by: User) -> ReversalPlan:
    """Compare what an act left with what there is now; a fixed number of queries."""
    versions = versions_of_act(act)
    if len(versions) > MAX_RECORDS:
        message = _("At most %(count)s recommendations are taken back at once.")
        return ReversalPlan(act, [], [message % {"count": MAX_RECORDS}])
    records = list(record_reversals(versions))
    obstacles = [*record_obstacles(records, by), *entry_obstacles(act, by)]
    return ReversalPlan(act, records, obstacles)


def record_reversals(versions: list[Version]) -> Iterator[RecordReversal]:
    """Yield each record of an act, in the order of its versions; a query."""
    first = {version.code: version.number for version in reversed(versions)}
    last = {version.code: version.number for version in versions}
    stored = list(Version.objects.filter(code__in=first).order_by("number"))
    earlier = {each.code: each for each in stored if each.number < first[each.code]}
    left = {each.code: each.state for each in stored if each.number == last[each.code]}
    for code, number in last.items():
        version = earlier.get(code)
        before = version.state if version else None
        yield RecordReversal(code, number, before, left.get(code), version)


def record_obstacles(records: Iterable[RecordReversal], by: User) -> Iterator[str]:
    codes = [each.code for each in records]
    present = {each.code: each for each in Recommendation.objects.filter(code__in=codes)}
    numbers: Mapping[str, int] = {
        version.code: version.number
        for version in Version.objects.latest_by_code(codes).defer("state")
    }
    reported = set(
        ProblemReport.objects.filter(recommendation__in=present.values()).values_list(
            "recommendation__code", flat=True
        )
    )
    for each in records:
        record, number = present.get(each.code), numbers.get(each.code, 0)
        has_reports = each.code in reported
        if obstacle := each.obstacle(record, number, by, has_reports=has_reports):
            yield _("%(code)s: %(obstacle)s") % {"code": each.code, "obstacle": obstacle}


def reverse_act(act: UUID, *, by: User, reason: str, seen: Mapping[str, int]) -> int:
    """Make everything what it was before an act, or change nothing; return how many records.

    ``seen`` has the number of each record's version that somebody decided on. Raises
    ``ConcurrentChange`` if one has changed since, ``ReasonMissing``, and ``ReversalRefused``. The
    history keeps what is undone, so that this can be undone too.
    """
    with record_changes(seen, by=by, kind=ChangeKind.RESTORE, reason=reason, seen=seen):
        plan = plan_reversal(act, by)
        if plan.obstacles:
            raise ReversalRefused(plan.obstacles)
        try:
            write_reversal(plan, by)
        except EntryNotReversed as problem:
            raise ReversalRefused([str(problem)]) from problem
        added = AuditEntry.objects.filter(act=act, operation=Operation.ADD)
        gone = {each.code for each in plan.records if each.before is None}
        for hook in after_reversal_hooks:
            hook(gone | set(added.values_list("key", flat=True)))
    return len(plan.records)


def write_reversal(plan: ReversalPlan, by: User) -> None:
    """Take back what was added before what it rests on, and put back what was deleted after it."""
    present = set(current_codes(plan))
    for each in plan.records:
        if each.before is None and each.code in present:
            delete_record(each)
        elif each.version and each.code in present:
            restore_record(each.version, by)
    reverse_entries(plan.act)
    for each in plan.records:
        if each.version and each.before is not None and each.code not in present:
            restore_record(each.version, by)
    check_restored(plan.records)


def current_codes(plan: ReversalPlan) -> Iterable[str]:
    records = Recommendation.objects.filter(code__in=plan.base_numbers)
    return records.values_list("code", flat=True)


def delete_record(each: RecordReversal) -> None:
    try:
        Recommendation.objects.get(code=each.code).delete()
    except (ProtectedError, RestrictedError) as error:
        problem = _("%(code)s: other data rests on it by now.") % {"code": each.code}
        raise ReversalRefused([problem]) from error


def restore_record(version: Version, by: User) -> None:
    try:
        restore_version(version, by, with_stages=True)
    except RestoreRefused as refusal:
        problem = _("%(code)s: %(obstacle)s") % {"code": version.code, "obstacle": refusal}
        raise ReversalRefused([problem]) from refusal


def check_restored(records: Iterable[RecordReversal]) -> None:
    """Refuse to leave a record other than it was, because what it names is gone by now."""
    wanted = {each.code: each.before for each in records}
    now = current_states(wanted.keys())
    problems = [
        _("%(code)s: what it named then is gone by now.") % {"code": code}
        for code, state in wanted.items()
        if not is_same_state(state and complete_state(state), now.get(code))
    ]
    if problems:
        raise ReversalRefused(problems)
