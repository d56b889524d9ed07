from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class RecommendationsConfig(AppConfig):
    """Recommendations with all that they cite, restate and belong to."""

    name = "recommendations"
    verbose_name = _("Recommendations")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from recommendations.curation import publication_guard, roles, session_publication
        from recommendations.editions import data_version
        from recommendations.editions.computation import refresh_if_possible
        from recommendations.editions.triggers import edition_triggers
        from recommendations.history.versions import after_change_hooks
        from recommendations.index.provider import before_build_hooks
        from recommendations.pages.site import state_facts
        from recommendations.selection.row_search import search_rows
        from recommendations.similarity import computation
        from smuggling_kb.admin.row_search import ROW_SEARCHES
        from smuggling_kb.database import triggers

        triggers.TRIGGER_SOURCES.append(publication_guard.publication_guard_triggers)
        ROW_SEARCHES.append(search_rows)
        triggers.TRIGGER_SOURCES.append(edition_triggers)
        before_build_hooks.append(refresh_if_possible)
        post_migrate.connect(data_version.mark_migrated, sender=self)
        state_facts.add_data_sections()
        after_change_hooks.append(session_publication.publish_sessions)
        after_change_hooks.append(computation.refresh_similarities)
        post_migrate.connect(roles.ensure_groups, sender=self)
