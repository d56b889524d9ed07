from django.apps import AppConfig
from django.conf import settings
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class SiteConfig(AppConfig):
    """The site around the recommendations: its frame, commands, checks and translations."""

    name = "smuggling_kb"
    verbose_name = _("Site")

    def ready(self) -> None:
        from smuggling_kb import checks
        from smuggling_kb.database import collations, revision, statistics, triggers
        from smuggling_kb.monitoring import server_state
        from smuggling_kb.monitoring.metrics_folder import prepare_metrics_folder
        from smuggling_kb.monitoring.request_log import DOWNLOAD_OBSERVERS, OBSERVERS

        server_state.add_server_sections()
        if settings.METRICS_TOKEN:
            prepare_metrics_folder()
            from smuggling_kb.monitoring.metrics import count_download, observe_request

            OBSERVERS.append(observe_request)
            DOWNLOAD_OBSERVERS.append(count_download)
        register(checks.driver_is_psycopg2, Tags.compatibility)
        register(checks.triggers_are_installed, Tags.database)
        triggers.TRIGGER_SOURCES.append(revision.revision_triggers)
        pre_migrate.connect(triggers.remove_triggers, sender=self)
        post_migrate.connect(collations.set_collations, sender=self)
        post_migrate.connect(triggers.install_triggers, sender=self)
        post_migrate.connect(revision.count_migrations, sender=self)
        post_migrate.connect(statistics.refresh_after_migration, sender=self)
