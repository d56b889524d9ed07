from typing import Any

from django.db import migrations, models


def back(apps: Any, schema_editor: Any) -> None:
    """Keep one citation of those that begin at the same character, the first."""
    citations = apps.get_model("recommendations", "Citation").objects
    for place in ("text", "paragraph", "footnote", "section"):
        kept: set[tuple[int, int]] = set()
        rows = citations.exclude(**{place: None}).order_by("pk")
        for pk, *words in rows.values_list("pk", place, "start"):
            if tuple(words) in kept:
                citations.filter(pk=pk).delete()
            kept.add(tuple(words))


class Migration(migrations.Migration):

    dependencies = [
        ('recommendations', '0009_similarity_reviews'),
        ('wg_sessions', '0003_genres_from_registry'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='citation',
            name='citation_once_in_text',
        ),
        migrations.RemoveConstraint(
            model_name='citation',
            name='citation_once_in_paragraph',
        ),
        migrations.RemoveConstraint(
            model_name='citation',
            name='citation_once_in_footnote',
        ),
        migrations.RemoveConstraint(
            model_name='citation',
            name='citation_once_in_heading',
        ),
        migrations.AlterField(
            model_name='citation',
            name='pinpoint',
            field=models.CharField(blank=True, help_text='Its paragraphs, as numbers; recommendations as r1, r2.', max_length=100, verbose_name='part cited'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.UniqueConstraint(fields=('text', 'start', 'reference', 'pinpoint'), name='citation_once_in_text'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.UniqueConstraint(fields=('paragraph', 'start', 'reference', 'pinpoint'), name='citation_once_in_paragraph'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.UniqueConstraint(fields=('footnote', 'start', 'reference', 'pinpoint'), name='citation_once_in_footnote'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.UniqueConstraint(fields=('section', 'start', 'reference', 'pinpoint'), name='citation_once_in_heading'),
        ),
        migrations.RunPython(migrations.RunPython.noop, back),
    ]
