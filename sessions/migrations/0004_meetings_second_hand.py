import hashlib
import json
from typing import Any

import django.db.models.deletion
import sessions.models.meetings
from django.db import migrations, models


#: The fields of a meeting that fixtures wrote before, and those that come with this migration.
BEFORE = ("number", "start", "end", "city", "evidence")
NEW = {
    "reported_by": "",
    "reported_year": None,
    "reported_start": None,
    "reported_end": None,
    "reported_day": None,
    "reported_city": "",
    "reported_recommendations": None,
    "reported_participants": None,
}


def digest(fields: dict[str, Any]) -> str:
    row = {"model": "wg_sessions.workinggroupsession", "fields": fields}
    return hashlib.sha256(json.dumps(row, sort_keys=True, default=str).encode()).hexdigest()


def renew_digests(apps: Any, schema_editor: Any) -> None:
    """Let the fixtures go on updating the meetings that nobody has changed since they were loaded."""
    loaded = apps.get_model("importing", "LoadedGroup").objects
    for fields in apps.get_model("wg_sessions", "WorkingGroupSession").objects.values(*BEFORE):
        group = loaded.filter(name=f"session {fields['number']}", digest=digest(fields))
        group.update(digest=digest({**fields, **NEW}))


class Migration(migrations.Migration):

    dependencies = [
        ('importing', '0001_initial'),
        ('wg_sessions', '0003_genres_from_registry'),
    ]

    operations = [
        migrations.CreateModel(
            name='ReportedTopics',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(choices=[('ar', 'Arabic'), ('zh-hans', 'Chinese'), ('en', 'English'), ('fr', 'French'), ('ru', 'Russian'), ('es', 'Spanish')], max_length=10, verbose_name='language')),
                ('text', models.TextField(verbose_name='text')),
            ],
            options={
                'verbose_name': 'reported topics',
                'verbose_name_plural': 'reported topics',
                'ordering': ('session', 'language'),
            },
        ),
        migrations.CreateModel(
            name='SessionSymbol',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('symbol', models.CharField(max_length=60, verbose_name='symbol')),
                ('role', models.CharField(choices=[('recommendations', 'Cited for the recommendations of the session'), ('agenda', 'Provisional agenda'), ('paper', 'Background paper'), ('participants', 'List of participants'), ('other', 'Document')], max_length=20, verbose_name='role')),
                ('evidence', models.CharField(help_text='The place that prints it: SYMBOL#anchor.', max_length=100, verbose_name='evidence')),
            ],
            options={
                'verbose_name': 'symbol of a session',
                'verbose_name_plural': 'symbols of sessions',
                'ordering': ('session', 'id'),
            },
        ),
        migrations.AddField(
            model_name='workinggroupsession',
            name='reported_by',
            field=models.CharField(blank=True, help_text='The kinds of sources, separated by spaces: participant, regional-organization, ministry, news, news-copy.', max_length=100, validators=[sessions.models.meetings.check_sources], verbose_name='reported by'),
        ),
        migrations.AddField(
            model_name='workinggroupsession',
            name='reported_city',
            field=models.CharField(blank=True, choices=[('vienna', 'Vienna')], max_length=20, verbose_name='reported city'),
        ),
        migrations.AddField(
            model_name='workinggroupsession',
            name='reported_day',
            field=models.DateField(blank=True, help_text='A day on which it met, where the first and the last are not known.', null=True, verbose_name='reported day'),
        ),
        migrations.AddField(
            model_name='workinggroupsession',
            name='reported_end',
            field=models.DateField(blank=True, null=True, verbose_name='reported last day'),
        ),
        migrations.AddField(
            model_name='workinggroupsession',
            name='reported_participants',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='reported number of participants'),
        ),
        migrations.AddField(
            model_name='workinggroupsession',
            name='reported_recommendations',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='reported number of recommendations'),
        ),
        migrations.AddField(
            model_name='workinggroupsession',
            name='reported_start',
            field=models.DateField(blank=True, null=True, verbose_name='reported first day'),
        ),
        migrations.AddField(
            model_name='workinggroupsession',
            name='reported_year',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='reported year'),
        ),
        migrations.AddConstraint(
            model_name='workinggroupsession',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reported_end__isnull', True), ('reported_start__isnull', True)), ('reported_start__lte', models.F('reported_end')), _connector='OR'), name='session_reported_days_in_order', violation_error_message='The last day cannot be before the first.'),
        ),
        migrations.AddConstraint(
            model_name='workinggroupsession',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reported_by', ''), _negated=True), models.Q(('reported_city', ''), ('reported_day__isnull', True), ('reported_participants__isnull', True), ('reported_recommendations__isnull', True), ('reported_start__isnull', True), ('reported_year__isnull', True)), _connector='OR'), name='session_report_has_source', violation_error_message='Say what kind of source reports it.'),
        ),
        migrations.AddField(
            model_name='reportedtopics',
            name='session',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reported_topics', to='wg_sessions.workinggroupsession', verbose_name='session'),
        ),
        migrations.AddField(
            model_name='sessionsymbol',
            name='session',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='symbols', to='wg_sessions.workinggroupsession', verbose_name='session'),
        ),
        migrations.AddConstraint(
            model_name='reportedtopics',
            constraint=models.UniqueConstraint(fields=('session', 'language'), name='reported_topics_once_per_language'),
        ),
        migrations.AddConstraint(
            model_name='sessionsymbol',
            constraint=models.UniqueConstraint(fields=('session', 'symbol'), name='session_symbol_once'),
        ),
        migrations.AddConstraint(
            model_name='sessionsymbol',
            constraint=models.CheckConstraint(condition=models.Q(('evidence', ''), _negated=True), name='session_symbol_has_evidence', violation_error_message='Say which document held here prints the symbol.'),
        ),
        migrations.RunPython(renew_digests, migrations.RunPython.noop),
    ]
