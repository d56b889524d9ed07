from typing import Any

from django.db import migrations, models

OLD, NEW = "judgement", "similarityreview"
#: The triggers that counted on the version of the data when the table had its former name. Those
#: of today have other names, and are put in place after the migrations.
TRIGGER = "revision_recommendations_judgement"


def drop_triggers(apps: Any, schema_editor: Any) -> None:
    """Drop the triggers of the former table, which would follow it to its new name."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f'DROP FUNCTION IF EXISTS "{TRIGGER}" CASCADE')
        return
    for event in ("insert", "update", "delete"):
        schema_editor.execute(f'DROP TRIGGER IF EXISTS "{TRIGGER}_{event}"')


def _rename_permissions(apps: Any, old: str, new: str) -> None:
    """Let groups and accounts keep what they may do: Django renames the content type alone."""
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="recommendations"
    )
    for action in ("add", "change", "delete", "view"):
        permissions.filter(codename=f"{action}_{old}").update(codename=f"{action}_{new}")


def rename_permissions(apps: Any, schema_editor: Any) -> None:
    _rename_permissions(apps, OLD, NEW)


def restore_permissions(apps: Any, schema_editor: Any) -> None:
    _rename_permissions(apps, NEW, OLD)


class Migration(migrations.Migration):
    dependencies = [
        ("recommendations", "0008_citations_and_links"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.RunPython(drop_triggers, migrations.RunPython.noop),
        migrations.RemoveConstraint("finding", "one_finding"),
        migrations.RenameModel("Finding", "SimilarityRun"),
        migrations.AddConstraint(
            "similarityrun",
            models.CheckConstraint(condition=models.Q(id=1), name="one_similarity_run"),
        ),
        migrations.RemoveConstraint("judgement", "judged_once"),
        migrations.RemoveConstraint("judgement", "judged_in_order"),
        migrations.RenameModel("Judgement", "SimilarityReview"),
        migrations.RenameField("similarityreview", "verdict", "decision"),
        migrations.AddConstraint(
            "similarityreview",
            models.UniqueConstraint(fields=("first", "second"), name="pair_reviewed_once"),
        ),
        migrations.AddConstraint(
            "similarityreview",
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")), name="pair_reviewed_in_order"
            ),
        ),
        migrations.RunPython(rename_permissions, restore_permissions),
    ]
