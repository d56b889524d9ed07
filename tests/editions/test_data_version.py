"""The data version moves with every public change, and with nothing else."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction
from django.test import Client

from recommendations.editions import computation, data_version, middleware, stale_digests
from recommendations.editions.data_version import (
    digest_of_all,
    is_marked,
    mark_migrated,
    refresh_data_version,
)
from recommendations.editions.groups import ROOTS, group_paths
from recommendations.history.states import PARTS
from recommendations.importing.fixtures import fixtures_date
from recommendations.models import (
    DataVersion,
    Instrument,
    PublicDigest,
    Recommendation,
    RecommendationAddressee,
    RecommendationText,
    SimilarityReview,
    Theme,
    WorkflowStage,
)
from sessions.models import Document, EditorialNoteText, Paragraph, WorkingGroupSession
from smuggling_kb.database.natural_keys import NaturalKeyModel
from tests.builders import make_recommendation, make_relation, make_session, make_theme, set_stage

pytestmark = pytest.mark.django_db


def current() -> str:
    refresh_data_version()
    return DataVersion.objects.current().digest


def digest(code: str) -> str:
    refresh_data_version()
    return PublicDigest.objects.get(kind="recommendation", key=code).digest


@pytest.mark.usefixtures("knowledge_base")
def test_it_is_the_same_in_a_database_of_another_kind_filled_anew(tmp_path: Path) -> None:
    """On PostgreSQL, too: there the suite compares it with a new SQLite."""
    environment = os.environ | {"VAR_DIR": str(tmp_path), "DATABASE_URL": ""}

    def manage(*words: str) -> str:
        command = [sys.executable, "manage.py", *words]
        done = subprocess.run(
            command, cwd=settings.BASE_DIR, env=environment, check=True, capture_output=True
        )
        return done.stdout.decode()

    manage("migrate", "--verbosity=0")
    manage("load_fixtures")
    out = StringIO()
    call_command("data_version", stdout=out)
    assert manage("data_version") == out.getvalue()


@pytest.mark.usefixtures("knowledge_base")
def test_the_fixtures_have_their_own_date_until_somebody_changes_what_is_public() -> None:
    refresh_data_version()
    [version] = DataVersion.objects.all()
    assert (version.date, version.is_fixtures) == (fixtures_date(), True)
    make_draft()
    refresh_data_version()
    assert DataVersion.objects.count() == 1
    RecommendationText.objects.filter(recommendation__code="2012/5").update(modal="应")
    refresh_data_version()
    changed = DataVersion.objects.current()
    assert changed.date == datetime.now(UTC).date()
    assert changed.changes.keys() == {"recommendation 2012/5"}


@pytest.mark.usefixtures("knowledge_base")
def test_it_is_the_digest_of_the_lines_that_the_command_prints() -> None:
    out = StringIO()
    call_command("data_version", stdout=out)
    first, _newline, lines = out.getvalue().partition("\n")
    assert first == f"{hashlib.sha256(lines.encode()).hexdigest()[:12]} {fixtures_date()}"
    assert sum(line.startswith("recommendation ") for line in lines.splitlines()) == 129


@pytest.mark.usefixtures("knowledge_base")
def test_numbers_and_order_of_rows_make_no_difference() -> None:
    before = current()
    for model in (RecommendationAddressee, EditorialNoteText):
        rows = list(model.objects.all())
        model.objects.all().delete()
        assert current() != before
        for row in reversed(rows):
            row.pk = None
            row.save(force_insert=True)
        assert current() == before


def public_models() -> list[type[NaturalKeyModel]]:
    grouped = {model for kind in ROOTS for model in group_paths(kind)}
    return sorted({*grouped, *PARTS}, key=lambda model: model.__name__)


def test_every_model_that_pages_show_is_in_a_digest() -> None:
    every = {model for model in apps.get_models() if issubclass(model, NaturalKeyModel)}
    assert every - set(public_models()) == {SimilarityReview}


#: Fields of each model that are tried.
TRIED = [1, pytest.param(100, marks=pytest.mark.long)]


@pytest.mark.usefixtures("knowledge_base")
@pytest.mark.parametrize("tried", TRIED)
@pytest.mark.parametrize("model", public_models(), ids=lambda model: model.__name__)
def test_any_public_change_moves_it(model: type[NaturalKeyModel], tried: int) -> None:
    """Whichever field of a row is written, and by an UPDATE alone."""
    before = current()
    row = model.objects.order_by("pk").last()
    if row is None:
        pytest.skip("the fixtures have none")
    moved = 0
    for field in reversed(model._meta.concrete_fields):
        for value in other_values(row, field) if moved < tried else ():
            try:
                with transaction.atomic():
                    model.objects.filter(pk=row.pk).update(**{field.name: value})
                    connection.check_constraints()
                    assert current() != before, field.name
                    moved += 1
                    transaction.set_rollback(True)
            except IntegrityError:
                continue
    assert moved or not hasattr(row, "text")


def other_values(row: Any, field: models.Field[Any, Any]) -> Iterator[Any]:
    """Values that a field of a row has not, one of which its constraints may allow."""
    value = getattr(row, field.attname)
    if field.primary_key or isinstance(field, models.ForeignKey):
        return
    if isinstance(field, models.DateField):
        yield date(2030, 1, 1) if value is None else None
    elif isinstance(field, models.IntegerField):
        yield 7 if value is None else value + 1000
    elif field.choices:
        yield from [choice for choice, _label in field.flatchoices if choice != value][:1]
    elif isinstance(field, models.CharField | models.TextField):
        yield f"{value[:-1]}{'y' if value.endswith('x') else 'x'}"


@pytest.mark.usefixtures("knowledge_base")
def test_what_the_public_does_not_see_leaves_it_as_it_is() -> None:
    before = current()
    draft = make_draft()
    published = Recommendation.objects.get(code="2012/5")
    make_relation(draft, published)
    draft.texts.update(text="别的。")
    pair = sorted([draft, published], key=lambda each: each.pk)
    SimilarityReview.objects.create(first=pair[0], second=pair[1], decision="rejected", reason="…")
    assert current() == before
    Recommendation.objects.filter(code="2026/1").update(publication=WorkflowStage.PUBLISHED)
    assert current() != before


def make_draft() -> Recommendation:
    """A record that nobody published, without a document, which readers would see."""
    draft = Recommendation.objects.create(
        code="2026/1", year=2026, number=1, status="adopted", strength="none"
    )
    draft.texts.create(language="zh-hans", text="缔约国应当采取行动。", text_status="unofficial")
    return draft


def test_a_digest_follows_what_the_record_is_read_from() -> None:
    session, theme = make_session(1), make_theme()
    record = make_recommendation("2012/5", session=session)
    other = make_recommendation("2012/6")
    digests = [digest("2012/5")]

    def moved() -> bool:
        digests.append(digest("2012/5"))
        return len(set(digests)) == len(digests)

    WorkingGroupSession.objects.update(start=date(2012, 5, 30), end=date(2012, 6, 1))
    assert moved()
    Document.objects.update(symbol_origin="inferred")
    assert moved()
    Theme.objects.filter(pk=theme.pk).update(slug="protection")
    assert moved()
    set_stage(Recommendation.objects.filter(pk=other.pk), WorkflowStage.DRAFT)
    make_relation(other, record)
    assert not moved()
    digests.pop()
    Recommendation.objects.filter(pk=other.pk).update(publication=WorkflowStage.PUBLISHED)
    assert moved()
    other.texts.update(text="别的。")
    assert not moved()


def test_a_withdrawn_record_still_says_something(client: Client) -> None:
    make_recommendation("2012/5")
    before = digest("2012/5")
    Recommendation.objects.update(publication=WorkflowStage.ARCHIVED)
    assert digest("2012/5") != before
    assert client.get("/en/recommendations/2012/5/").status_code == 410


def test_a_page_shows_the_version_that_sql_has_made(client: Client) -> None:
    make_recommendation("2012/5")
    first = current()
    assert f"Data version <b>{first}</b>" in client.get("/en/about/").content.decode()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE recommendations_recommendationtext SET modal = '请'")
    assert is_marked()
    page = client.get("/en/about/").content.decode()
    second = DataVersion.objects.current().digest
    assert second != first
    assert f"Data version <b>{second}</b>" in page
    assert second == digest_of_all()


def test_a_form_has_its_change_recorded_at_once(chief_client: Client) -> None:
    make_recommendation("2012/5")
    before = current()
    theme = Theme.objects.get()
    name = theme.names.first()
    assert name is not None
    name.name = "别的名称"
    name.save()
    chief_client.post("/admin/logout/")
    assert DataVersion.objects.current().digest != before
    assert not is_marked()


def test_a_version_is_never_changed_nor_deleted() -> None:
    make_recommendation("2012/5")
    refresh_data_version()
    for write in (
        lambda: DataVersion.objects.update(digest="0"),
        lambda: DataVersion.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            write()


def test_a_change_taken_back_is_a_version_too() -> None:
    make_recommendation("2012/5")
    first = current()
    RecommendationText.objects.update(modal="请")
    second = current()
    RecommendationText.objects.update(modal="应当")
    assert current() == first != second
    assert [version.digest for version in DataVersion.objects.all()] == [first, second, first]
    last = DataVersion.objects.current()
    key, (old, new) = next(iter(last.changes.items()))
    assert (key, new) == ("recommendation 2012/5", digest("2012/5"))
    assert old != new


def test_instruments_and_passages_are_part_of_it() -> None:
    make_recommendation("2012/5")
    before = current()
    Paragraph.objects.update(text="别的。")
    assert current() != before
    before = current()
    Instrument.objects.create(slug="untoc", position=1)
    assert current() != before


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nearly nothing is computed at once, and nothing beside requests."""
    monkeypatch.setattr(data_version, "FEW", 2)
    monkeypatch.setattr(stale_digests, "SIZES", dict.fromkeys(stale_digests.SIZES, 1))
    monkeypatch.setattr(middleware, "compute_beside_requests", lambda: None)
    yield
    computation.is_behind.clear()


@pytest.mark.usefixtures("knowledge_base", "few")
def test_much_that_is_stale_is_computed_some_at_a_time(client: Client) -> None:
    before = current()
    RecommendationText.objects.filter(recommendation__code="2012/5").update(modal="应")
    after = current()
    every = dict(PublicDigest.objects.values_list("key", "digest"))
    mark_migrated(plan=["a migration"])
    assert not refresh_data_version(at_once=True)
    version = DataVersion.objects.current()
    assert (version.digest, version.label) == (after, f"after-{after}")
    page = client.get("/en/about/").content.decode()
    assert f"The data version is being computed: the data are later than version <b>{after}" in page
    assert refresh_data_version()
    assert DataVersion.objects.current().label == after != before
    assert dict(PublicDigest.objects.values_list("key", "digest")) == every
    assert f"Data version <b>{after}</b>" in client.get("/en/about/").content.decode()


@pytest.mark.usefixtures("few")
def test_before_the_first_version_a_page_says_that_it_is_being_computed(client: Client) -> None:
    for number in range(1, 5):
        make_recommendation(f"2012/{number}")
    page = client.get("/en/recommendations/").content.decode()
    assert "The data version is being computed." in page
    file = client.get("/en/recommendations.csv")
    assert "being-computed.csv" in file.headers["Content-Disposition"]
    refresh_data_version()
    first = DataVersion.objects.get()
    assert first.changes == {}
    assert first.digest == digest_of_all()
    page = client.get("/en/recommendations/").content.decode()
    assert f"Data version <b>{first}</b>" in page


@pytest.mark.usefixtures("few")
def test_what_is_no_longer_public_is_among_the_changes_and_has_no_digest() -> None:
    make_recommendation("2012/5")
    old = digest("2012/5")
    set_stage(Recommendation.objects, WorkflowStage.DRAFT)
    refresh_data_version()
    assert DataVersion.objects.current().changes["recommendation 2012/5"] == [old, None]
    assert not PublicDigest.objects.filter(kind="recommendation").exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("few")
def test_a_thread_computes_what_a_request_could_not_wait_for(client: Client) -> None:
    for number in range(1, 5):
        make_recommendation(f"2012/{number}")
    client.get("/en/recommendations/")
    assert DataVersion.objects.current().is_behind
    computation.compute_beside_requests()
    for thread in threading.enumerate():
        if thread.name == "digests":
            thread.join(30)
    version = DataVersion.objects.current()
    assert (version.is_behind, version.digest) == (False, digest_of_all())
