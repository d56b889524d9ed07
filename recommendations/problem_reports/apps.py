from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProblemReportsConfig(AppConfig):
    """Reports of problems, from any reader, and the curators' answers."""

    name = "recommendations.problem_reports"
    verbose_name = _("Problem reports")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from recommendations.problem_reports.audited_reports import audited_reports
        from smuggling_kb.audit.registry import AUDIT_SOURCES

        AUDIT_SOURCES.append(audited_reports)
