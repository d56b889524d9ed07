"""A large snapshot is stored for the next start, and never used for anything but its own data."""

import logging
from pathlib import Path

import pytest
from pytest_django import Settings

from recommendations.index import current_index, pin_index, provider, storage
from recommendations.index.recommendation_index import RecommendationIndex
from smuggling_kb import release
from smuggling_kb.models import Revision
from tests.builders import make_recommendation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where it is stored; every snapshot is large."""
    settings.VAR_DIR = tmp_path
    monkeypatch.setattr(provider, "FEW", 0)
    return tmp_path


@pytest.fixture
def index() -> RecommendationIndex:
    """A snapshot that was made and stored."""
    make_recommendation("2012/5", text="偷运移民")
    make_recommendation("2012/6a", status="proposed")
    return provider.IndexProvider().current()


def test_the_next_start_reads_it(
    index: RecommendationIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(provider, "build", None)
    again = provider.IndexProvider().current()
    assert again is not index
    for name in set(storage.STORED) - {"texts"}:
        assert getattr(again, name) == getattr(index, name), name
    assert {name: list(texts) for name, texts in again.texts.items()} == {
        name: list(texts) for name, texts in index.texts.items()
    }
    assert (
        again.facet_labels("en").by_value["status"].keys()
        == index.facet_labels("en").by_value["status"].keys()
    )


def test_other_data_have_another(index: RecommendationIndex) -> None:
    make_recommendation("2012/7")
    assert storage.stored(Revision.objects.current()) is None
    assert provider.IndexProvider().current().size == index.size + 1


def test_another_release_makes_its_own(
    index: RecommendationIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(release, "fingerprint", lambda: "another")
    assert storage.stored(index.revision) is None


def test_another_key_does_not_read_it(index: RecommendationIndex, settings: Settings) -> None:
    settings.SECRET_KEY = "another"  # noqa: S105 - of this test
    assert storage.stored(index.revision) is None


@pytest.mark.parametrize("content", [b"", b"x", b"x" * 100])
def test_a_damaged_file_is_passed_over(index: RecommendationIndex, content: bytes) -> None:
    storage.path().write_bytes(content)
    assert storage.stored(index.revision) is None


def test_a_changed_file_is_passed_over(index: RecommendationIndex) -> None:
    content = bytearray(storage.path().read_bytes())
    content[-1] ^= 1
    storage.path().write_bytes(content)
    assert storage.stored(index.revision) is None


def test_where_nothing_can_be_written_the_site_goes_on(
    settings: Settings, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings.VAR_DIR = folder / "missing"
    make_recommendation("2012/5")
    with caplog.at_level(logging.WARNING):
        assert provider.IndexProvider().current().size == 1
    assert "could not be stored" in caplog.text


def test_nothing_is_left_beside_it(index: RecommendationIndex, folder: Path) -> None:
    assert [each.name for each in folder.iterdir()] == ["snapshot"]


def test_a_small_one_is_not_stored(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(provider, "FEW", 1)
    make_recommendation("2012/5")
    assert provider.IndexProvider().current().size == 1
    assert not list(folder.iterdir())


def test_what_is_served_is_what_was_stored(index: RecommendationIndex) -> None:
    again = storage.stored(index.revision)
    assert again is not None
    with pin_index(again):
        assert current_index().place(2012, 6, "a") == 1
