"""How long it takes to import a report of 300 paragraphs beside all the records held.

Run as a program on a database; prints the seconds of ``import_document FILE --write``, from the
command's first line to its last, without the start of Python. Everything is undone afterwards.
"""

from __future__ import annotations

import os
import tempfile
from io import StringIO
from pathlib import Path
from time import perf_counter

import django

from tests.bench import records

PARAGRAPHS = 300
RECOMMENDATIONS = 100
NAME = "CTOC-COP-WG.7-2031-5.zh-hans.md"

HEAD = """# 联合国打击跨国有组织犯罪公约缔约方会议

Distr.: General
Chinese
Original: English

## 偷运移民问题工作组会议报告

### 一. 导言
"""


def report() -> str:
    """A meeting report in Markdown: numbered paragraphs, and among them recommendations."""
    passages = [row["text"] for row in records.rows("wg_sessions.paragraph") if row["number"]]
    wordings = [record.text for record in records.real() if record.status == "adopted"]
    numbered = [f"{place}. {passages[place % len(passages)]}" for place in range(1, PARAGRAPHS + 1)]
    adopted = [
        f"#### 建议 {place}\n\n{wordings[place % len(wordings)]}"
        for place in range(1, RECOMMENDATIONS + 1)
    ]
    opening = ("第七次会议于 2020 年", "第二十次会议于 2031 年")
    numbered = [paragraph.replace(*opening) for paragraph in numbered]
    parts = [
        HEAD,
        *numbered[:3],
        "### 二. 建议",
        numbered[3],
        *adopted,
        "### 三. 讨论",
        *numbered[4:],
    ]
    return "\n\n".join(parts) + "\n"


def main() -> float:
    """The seconds that the import took."""
    from django.core.management import call_command
    from django.db import transaction

    with tempfile.TemporaryDirectory() as folder, transaction.atomic():
        path = Path(folder) / NAME
        path.write_text(report(), encoding="utf-8")
        start = perf_counter()
        call_command("import_document", path, write=True, stdout=StringIO())
        seconds = perf_counter() - start
        transaction.set_rollback(True)
    return seconds


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "smuggling_kb.settings"
    django.setup()
    print(main())
