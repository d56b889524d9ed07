from typing import Any

from django.db import migrations, models


def certain_if_printed(apps: Any, schema_editor: Any) -> None:
    """What a document prints is certain; of the rest nobody has said how sure it is."""
    apps.get_model("recommendations", "Relation").objects.filter(origin="document").update(
        confidence="certain"
    )


class Migration(migrations.Migration):

    dependencies = [
        ("recommendations", "0005_subjects"),
    ]

    operations = [
        migrations.AddField(
            model_name="relation",
            name="confidence",
            field=models.CharField(
                choices=[
                    ("certain", "certain"),
                    ("probable", "probable"),
                    ("possible", "possible"),
                ],
                default="probable",
                help_text="What a document prints is certain.",
                max_length=20,
                verbose_name="confidence",
            ),
        ),
        migrations.RunPython(certain_if_printed, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="relation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("origin", "document"), _negated=True),
                    ("confidence", "certain"),
                    _connector="OR",
                ),
                name="what_documents_print_is_certain",
                violation_error_message=(
                    "A relation that a document prints is certain: choose that, or another origin."
                ),
            ),
        ),
    ]
