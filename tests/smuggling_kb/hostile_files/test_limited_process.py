"""A process that reads a file: whatever it does, it answers or is told to have died."""

from collections.abc import Callable
from pathlib import Path

import pytest

from smuggling_kb.hostile_files.limited_process import ProcessLimits, ReaderDied, read_limited
from tests import limited_readers as readers
from tests.limited_readers import Tree

SMALL = ProcessLimits(memory=200_000_000, processor_seconds=1, seconds=9.5, result=100_000)


def test_a_result_comes_back_as_it_is() -> None:
    content = '建议\u2028 \\ " \x00'.encode() + b"\xff"
    expected = readers.read_all(content)
    assert read_limited(readers.read_all, content, refusals=()) == expected


def test_a_reader_is_given_its_arguments() -> None:
    given = readers.Leaf(7, note="注 \n")
    found = read_limited(readers.read_with_leaf, b"file\n", refusals=(), arguments=given)
    assert found == Tree("file\n", [given])


def test_a_refusal_is_raised_with_its_words() -> None:
    with pytest.raises(readers.Refused, match=r"^no: file$"):
        read_limited(readers.refuse, b"file", refusals=(readers.Refused,))
    with pytest.raises(ReaderDied, match="failure"):
        read_limited(readers.refuse, b"file", refusals=(KeyError,))


@pytest.mark.parametrize(
    ("reader", "reason"),
    [
        (readers.fail, "failure"),
        (readers.give_other_types, "failure"),
        (readers.give_another_result, "failure"),
        (readers.grow, "memory"),
        (readers.grow_slowly, "memory"),
        (readers.spin, "time"),
        (readers.abort, "failure"),
        (readers.crash, "failure"),
        (readers.end_silently, "failure"),
        (readers.print_much, "memory"),
    ],
)
def test_a_reader_that_misbehaves_is_told(reader: Callable[[bytes], Tree], reason: str) -> None:
    with pytest.raises(ReaderDied, match=reason):
        read_limited(reader, b"", refusals=(), limits=SMALL)


def test_a_reader_that_waits_is_ended() -> None:
    limits = ProcessLimits(seconds=0.2)
    with pytest.raises(ReaderDied, match="time"):
        read_limited(readers.sleep, b"", refusals=(), limits=limits)


def test_a_reader_writes_no_large_file(tmp_path: Path) -> None:
    path = tmp_path / "file"
    with pytest.raises(ReaderDied):
        read_limited(readers.write_a_file, str(path).encode(), refusals=(), limits=SMALL)
    assert path.stat().st_size <= SMALL.result


def test_a_reader_knows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://secret")
    told = read_limited(readers.tell_secrets, b"", refusals=()).text
    assert "secret" not in told
