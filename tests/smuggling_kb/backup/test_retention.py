"""Which backups of a folder are kept."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from smuggling_kb.backup.retention import backup_name, outdated_backups

#: A Sunday.
LAST = datetime(2026, 11, 29, 2, tzinfo=UTC)


def test_the_last_of_each_day_and_week_is_kept(tmp_path: Path) -> None:
    moments = [LAST - timedelta(hours=12 * number) for number in range(80)]
    for moment in moments:
        (tmp_path / backup_name(moment)).touch()
    outdated = set(outdated_backups(tmp_path, days=7, weeks=4))
    kept = [moment for moment in moments if tmp_path / backup_name(moment) not in outdated]
    days = [LAST, *(LAST - timedelta(days=number, hours=-12) for number in range(1, 7))]
    sundays = [LAST - timedelta(days=7 * number, hours=-12) for number in range(1, 4)]
    assert kept == days + sundays


def test_days_without_a_backup_are_not_counted(tmp_path: Path) -> None:
    for number in range(10):
        (tmp_path / backup_name(LAST - timedelta(days=100 * number))).touch()
    assert len(outdated_backups(tmp_path, days=7, weeks=0)) == 3


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    for name in ("notes.txt", "smuggling-kb-20201201T000000Z.backup.zip.gpg", "a.backup.zip"):
        (tmp_path / name).touch()
    assert outdated_backups(tmp_path, days=1, weeks=1) == []
