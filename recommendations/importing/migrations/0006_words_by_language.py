from django.db import migrations

from recommendations.importing.upgrades.undivided_words import divide_words


class Migration(migrations.Migration):
    """The words of a record are a group in each language.

    Backwards nothing changes: earlier versions take groups that they do not know for somebody's.
    """

    dependencies = [
        ("importing", "0005_nearby_lines"),
        ("recommendations", "0021_longer_modal_words"),
        ("wg_sessions", "0009_translations"),
    ]

    operations = [migrations.RunPython(divide_words, migrations.RunPython.noop)]
