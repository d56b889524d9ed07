from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def suggest_unconfirmed(apps: Any, schema_editor: Any) -> None:
    """Turn what rules assigned to imported records, and nobody confirmed, into suggestions.

    The assignments of the fixtures were confirmed by reading.
    """
    imported = apps.get_model("importing", "LoadedGroup").objects.exclude(source="fixtures")
    names = imported.filter(name__startswith="recommendation ").values_list("name", flat=True)
    codes = [name.partition(" ")[2] for name in names]
    assignments = apps.get_model("recommendations", "ThemeAssignment").objects
    suggestions = apps.get_model("recommendations", "SubjectSuggestion").objects
    for each in assignments.filter(recommendation__code__in=codes, origin="rule"):
        suggestions.create(
            recommendation_id=each.recommendation_id,
            theme_id=each.theme_id,
            words="、".join(each.reasons.values_list("text", flat=True)),
        )
        each.delete()


class Migration(migrations.Migration):

    dependencies = [
        ('importing', '0001_initial'),
        ('recommendations', '0012_text_document_symbol'),
    ]

    operations = [
        migrations.AlterField(
            model_name='recommendation',
            name='strength_origin',
            field=models.CharField(choices=[('document', 'From the document'), ('editor', 'Editor'), ('rule', 'Rule, confirmed by an editor')], default='document', max_length=20, verbose_name='strength is from'),
        ),
        migrations.AlterField(
            model_name='recommendationaddressee',
            name='origin',
            field=models.CharField(choices=[('document', 'From the document'), ('editor', 'Editor'), ('rule', 'Rule, confirmed by an editor')], default='editor', max_length=20, verbose_name='origin'),
        ),
        migrations.AlterField(
            model_name='themeassignment',
            name='origin',
            field=models.CharField(choices=[('document', 'From the document'), ('editor', 'Editor'), ('rule', 'Rule, confirmed by an editor')], default='editor', max_length=20, verbose_name='origin'),
        ),
        migrations.CreateModel(
            name='SubjectSuggestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.TextField(help_text='The words of the text that suggest it.', verbose_name='words found')),
                ('decision', models.CharField(choices=[('pending', 'To be decided'), ('confirmed', 'Confirmed'), ('rejected', 'Rejected')], default='pending', max_length=20, verbose_name='decision')),
                ('at', models.DateTimeField(blank=True, null=True, verbose_name='time')),
                ('by_name', models.CharField(blank=True, max_length=150, verbose_name='decided by')),
                ('recommendation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='subject_suggestions', to='recommendations.recommendation', verbose_name='recommendation')),
                ('theme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='suggestions', to='recommendations.theme', verbose_name='subject')),
            ],
            options={
                'verbose_name': 'suggested subject',
                'verbose_name_plural': 'suggested subjects',
                'ordering': ('recommendation', 'theme__position'),
                'constraints': [models.UniqueConstraint(fields=('recommendation', 'theme'), name='subject_suggested_once')],
            },
        ),
        migrations.RunPython(suggest_unconfirmed, migrations.RunPython.noop),
    ]
