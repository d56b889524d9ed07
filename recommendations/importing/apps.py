from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class ImportingConfig(AppConfig):
    """Reads documents of the United Nations into the database, and builds the fixtures."""

    name = "recommendations.importing"
    label = "importing"
    verbose_name = _("Importing")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from recommendations.curation import reversal
        from recommendations.importing import document_guard
        from recommendations.importing.actions import forget_groups
        from recommendations.importing.batches.audited_batches import audited_batches
        from recommendations.importing.upgrades import migrated_groups, rewritten_migrations
        from smuggling_kb.audit.registry import AUDIT_SOURCES
        from smuggling_kb.database import migration_history, triggers

        former = rewritten_migrations.APP, rewritten_migrations.RENAMED
        migration_history.former_migrations.add(former)
        AUDIT_SOURCES.append(audited_batches)
        triggers.TRIGGER_SOURCES.append(document_guard.document_guard_triggers)
        reversal.after_reversal_hooks.append(forget_groups)
        migration_history.before_migration_hooks.append(rewritten_migrations.mend_migrations)
        pre_migrate.connect(migrated_groups.mark_unchanged_groups, sender=self)
        post_migrate.connect(migrated_groups.renew_digests, sender=self)
