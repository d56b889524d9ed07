"""Two JSON exports are compared record by record and field by field."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.http import StreamingHttpResponse
from django.test import Client

from recommendations.models import RecommendationText
from tests.builders import make_recommendation, set_stage

pytestmark = pytest.mark.django_db


def compared(*files: Path) -> list[str]:
    out = StringIO()
    call_command("data_version", *files, stdout=out)
    return out.getvalue().splitlines()


def downloaded(client: Client, path: Path, address: str = "recommendations") -> Path:
    response = client.get(f"/en/{address}.json")
    if isinstance(response, StreamingHttpResponse):
        path.write_bytes(b"".join(response.streaming_content))
    else:
        path.write_bytes(response.content)
    return path


def test_what_was_added_removed_and_changed_is_said(client: Client, tmp_path: Path) -> None:
    record = make_recommendation("2012/5", text="缔约国应当行动。")
    gone = make_recommendation("2012/6")
    old = downloaded(client, tmp_path / "old.json")
    make_recommendation("2012/7")
    RecommendationText.objects.filter(recommendation=record).update(text="缔约国应行动。")
    set_stage(type(gone).objects.filter(pk=gone.pk), "draft")
    new = downloaded(client, tmp_path / "new.json")
    first, second, *lines = compared(old, new)
    assert first.endswith(", 2 records")
    assert first.split("data version ")[1] != second.split("data version ")[1]
    assert lines[:2] == ["removed: 2012/6", "added: 2012/7"]
    assert lines[2] == "changed: 2012/5"
    assert '  text: "缔约国应当行动。" → "缔约国应行动。"' in lines[3:]
    assert '  text_status: "official" → "differs"' in lines[3:]
    assert '  source_text: "" → "缔约国应当行动。"' in lines[3:]
    assert len([line for line in lines[3:] if line.startswith("  digest: ")]) == 1
    assert len(lines) == 7


def test_a_file_is_the_same_as_itself(client: Client, tmp_path: Path) -> None:
    make_recommendation("2012/5")
    file = downloaded(client, tmp_path / "one.json", "recommendations/2012/5")
    assert compared(file, file)[-1] == "The records in both are the same."


def test_what_the_files_leave_out_is_told_by_the_digest(client: Client, tmp_path: Path) -> None:
    record = make_recommendation("2012/5", language="zh-hans")
    record.texts.create(language="en", text="States should act.", text_status="unofficial")
    old = downloaded(client, tmp_path / "old.json")
    record.texts.filter(language="zh-hans").update(modal="请")
    new = downloaded(client, tmp_path / "new.json")
    lines = compared(old, new)
    assert lines[2] == "changed: 2012/5"
    assert "what they leave out" in lines[-1]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", r"no complete JSON \(line 1\)"),
        ('{"results": [', "no complete JSON"),
        ("[" * 100_000, "no complete JSON"),
        ('{"results": 1}', "no list of records"),
        ("{}", "entry 1 has no code"),
        ("3", "no list of records"),
        ('{"results": [{"code": "2012/5"}, {"code": "2012/5"}]}', "2012/5 is there twice"),
        ('{"results": [["2012/5"]]}', "entry 1 has no code"),
    ],
)
def test_a_file_that_is_no_export_is_refused(tmp_path: Path, content: str, message: str) -> None:
    file = tmp_path / "bad.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(CommandError, match=message):
        compared(file, file)


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "gbk.json"
    file.write_bytes(json.dumps({"code": "建议"}, ensure_ascii=False).encode("gbk"))
    with pytest.raises(CommandError, match="byte 11 is not UTF-8"):
        compared(file, file)


@pytest.mark.parametrize("names", [["one.json"], ["a.json", "b.json", "c.json"]])
def test_one_file_or_three_cannot_be_compared(tmp_path: Path, names: list[str]) -> None:
    with pytest.raises(CommandError, match="Give two JSON exports"):
        compared(*(tmp_path / name for name in names))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file"):
        compared(tmp_path / "none.json", tmp_path / "none.json")


def test_an_empty_base_has_no_version() -> None:
    with pytest.raises(CommandError, match="no data yet"):
        compared()
