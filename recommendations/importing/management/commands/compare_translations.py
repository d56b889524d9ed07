"""Compares every translation with its original; fails on what deviates without a reason."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from recommendations.importing.translation_check import TranslationReport, translation_reports


class Command(BaseCommand):
    help = "Compare the translations of fixtures/editorial/translations with what they translate."

    def handle(self, *args: Any, **options: Any) -> None:
        reports = translation_reports()
        for report in reports:
            self.write(report)
        faults = sum(
            len(each.unexplained_deviations) + len(each.outdated_explanations) for each in reports
        )
        if faults:
            raise CommandError(f"{faults} to be mended, or explained in deviations.toml.")

    def write(self, report: TranslationReport) -> None:
        """Write the figures of a language, and what is to be mended or explained."""
        self.stdout.write(
            f"{report.language}: {report.records} records and {report.others} titles, headings and"
            f" resources; {len(report.deviations)} deviations."
        )
        for check, number in report.counts.items():
            if number:
                self.stdout.write(f"  {check}: {number}")
        for each in report.unexplained_deviations:
            self.stdout.write(f"  Not explained: {each}")
        for each in report.outdated_explanations:
            self.stdout.write(f"  Deviates no longer: {each}")
