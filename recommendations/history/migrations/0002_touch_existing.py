from typing import Any

from django.db import migrations


def touch(apps: Any, schema_editor: Any) -> None:
    """Let the history of records that are older than it begin with what they are now."""
    Touched = apps.get_model("versions", "Touched")
    codes = apps.get_model("recommendations", "Recommendation").objects.values_list("code", flat=True)
    Touched.objects.bulk_create([Touched(code=code) for code in codes], ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("versions", "0001_initial"), ("recommendations", "0001_initial")]

    operations = [migrations.RunPython(touch, migrations.RunPython.noop)]
