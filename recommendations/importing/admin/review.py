"""The review of a batch: each proposed record beside its passage, to accept, edit or reject."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import ClassVar

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from recommendations.importing.admin.batch_view import BatchView, batch_address
from recommendations.importing.admin.fidelity_figures import figures, finding_lists
from recommendations.importing.admin.proposal_view import ProposalView, proposal_views
from recommendations.importing.admin.theme_groups import EVERY, heading_groups, theme_groups
from recommendations.importing.batches.decisions import (
    DecisionConflict,
    accept_record,
    accept_records_without_question,
    keep_choices,
    reject_record,
    reopen_record,
)
from recommendations.importing.batches.fidelity import fidelity_report
from recommendations.importing.batches.permissions import DECIDE_PERMISSION
from recommendations.importing.batches.refusal import BatchRefused
from recommendations.importing.models import (
    BatchRecord,
    BatchStage,
    RecordChange,
    RecordDecision,
)

#: The decisions on one record, by the names of their buttons.
DECISIONS: dict[str, Callable[..., BatchRecord]] = {
    "accept": accept_record,
    "reject": reject_record,
    "reopen": reopen_record,
}
#: The buttons that decide on many records.
FOR_MANY = ("accept_all", "set_theme")


class ReviewView(BatchView):
    """The proposed records of a batch, and what was decided on them."""

    name = "review"
    template = "admin/importing/review.html"
    stages: ClassVar = (BatchStage.REVIEW,)

    def get(self) -> HttpResponse:
        return self.show(proposal_views(self.batch))

    def post(self) -> HttpResponse:
        """Keep all that was chosen, then do what the pressed button says."""
        if not self.user.has_perm(DECIDE_PERMISSION):
            raise PermissionDenied
        views = proposal_views(self.batch, self.request.POST)
        name, view = self.pressed_button(views)
        themes = self.themes_for_group(views) if name == "set_theme" else {}
        conflicts = self.keep_all(views, themes)
        if conflicts:
            return self.show(proposal_views(self.batch), conflicts, status=409)
        try:
            if view:
                self.decide(name, view)
            elif name == "accept_all":
                self.accept_all()
            elif name == "set_theme":
                return self.go_on_after_setting(len(themes))
        except DecisionConflict as conflict:
            return self.show(proposal_views(self.batch), [conflict.record], status=409)
        except BatchRefused as refusal:
            code = f"{view.row.code}: " if view else ""
            problem = code + " ".join(refusal.reasons)
            return self.show(proposal_views(self.batch), problem=problem, status=409)
        return self.go_on(view)

    def themes_for_group(self, views: list[ProposalView]) -> dict[str, str]:
        """Return the theme that was chosen for a group, by the codes of its open records."""
        group = theme_groups(views).get(self.request.POST["set_theme"])
        if group is None:
            raise BadRequest("The form names no heading of the document")
        theme = self.request.POST.get(group.field_name, "")
        offered = {slug for slug, _name in group.themes}
        if theme and theme not in offered:
            raise BadRequest("The form names no theme")
        return {view.row.code: theme for view in group.open_views if theme}

    def keep_all(self, views: list[ProposalView], themes: Mapping[str, str]) -> list[BatchRecord]:
        """Keep what was chosen for open records; return those that somebody else has changed.

        ``themes`` are set beside.
        """
        chosen = {
            view.row.code: view.form
            for view in views
            if view.is_open and view.form and view.form.is_valid()
            if view.form.is_touched or view.row.code in themes
        }
        if not chosen:
            return []
        found = keep_choices(
            self.batch,
            {
                code: replace(form.choices, themes=[themes[code]])
                if code in themes
                else form.choices
                for code, form in chosen.items()
            },
            by=self.user,
            seen={code: form.cleaned_data["version"] for code, form in chosen.items()},
        )
        kept = {row.code: row for row in found.kept}
        for view in views:
            view.row = kept.get(view.row.code, view.row)
        return found.conflicts

    def pressed_button(self, views: list[ProposalView]) -> tuple[str, ProposalView | None]:
        """Return the name of the button that was pressed, and its record if it has one."""
        sent = self.request.POST
        for name in DECISIONS:
            if name in sent:
                found = [view for view in views if str(view.row.pk) == sent[name]]
                if not found:
                    raise BadRequest("The form names no record of the document")
                return name, found[0]
        return next((name for name in FOR_MANY if name in sent), "save"), None

    def decide(self, name: str, view: ProposalView) -> None:
        """Decide on one record, as it was shown."""
        row, form = view.row, view.form
        seen = self.request.POST.get(f"record-{row.pk}-version", "")
        if not (seen.isascii() and seen.isdecimal() and len(seen) < 10):
            raise BadRequest("The form names no version of the record")
        # What was chosen on this very page has made a version of its own.
        version = row.version if form and form.is_valid() and form.is_touched else int(seen)
        if name == "accept" and form:
            accept_record(row, by=self.user, version=version, choices=form.choices)
        else:
            DECISIONS[name](row, by=self.user, version=version)

    def accept_all(self) -> None:
        count = accept_records_without_question(self.batch, by=self.user)
        words = ngettext(
            "%(count)s recommendation was accepted.",
            "%(count)s recommendations were accepted.",
            count,
        )
        messages.success(self.request, words % {"count": count})

    def go_on_after_setting(self, count: int) -> HttpResponse:
        """Lead back to the group whose theme was set."""
        if not count:
            problem = _("Choose the theme first.")
            return self.show(proposal_views(self.batch), problem=problem, status=400)
        words = ngettext(
            "The theme was set for %(count)s recommendation.",
            "The theme was set for %(count)s recommendations.",
            count,
        )
        messages.success(self.request, words % {"count": count})
        key, address = self.request.POST["set_theme"], batch_address(self.batch, "review")
        if key != EVERY:  # The page begins with the message, and the control for all.
            address += f"#{theme_groups(proposal_views(self.batch))[key].target}"
        return HttpResponseRedirect(address)

    def go_on(self, view: ProposalView | None) -> HttpResponse:
        """Lead to the next open record after the one that was decided; else to the end."""
        address = batch_address(self.batch, "review")
        if view is None:
            return HttpResponseRedirect(address)
        open_records = self.batch.records.open_records().order_by("position")
        after = open_records.filter(position__gt=view.row.position).first()
        following = after or open_records.first()
        target = f"record-{following.pk}" if following else "decided"
        return HttpResponseRedirect(f"{address}#{target}")

    def show(
        self,
        views: list[ProposalView],
        conflicts: list[BatchRecord] | None = None,
        problem: str = "",
        status: int = 200,
    ) -> HttpResponse:
        report = fidelity_report(self.batch)
        wanting = [view for view in views if view.row.change != RecordChange.UNCHANGED]
        is_open = [view for view in wanting if view.row.decision == RecordDecision.OPEN]
        context = {
            "fidelity": report,
            "figures": list(figures(report)),
            "finding_lists": list(finding_lists(report)),
            "conflicts": conflicts or [],
            "problem": problem,
            "groups": heading_groups(wanting),
            "every": theme_groups(wanting)[EVERY],
            "unchanged": [view.row for view in views if view not in wanting],
            "first_open": is_open[0].target if is_open else "",
            "without_question": sum(view.is_without_question for view in is_open),
            "open_count": len(is_open),
        }
        return self.render(_("Review of the document"), context, status)
