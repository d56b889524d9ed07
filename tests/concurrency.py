"""Writers that save all at once, each with its own connection: ``… -m tests.concurrency 50``."""

from __future__ import annotations

import os
import sys
from concurrent.futures import ThreadPoolExecutor

import django

WRITERS = 8


def write(writer: int, times: int) -> int:
    """Save a text so many times, as the admin does: in a turn, with its history."""
    from django.db import connection

    from recommendations.history.versions import record_changes
    from recommendations.models import Recommendation, RecommendationText

    codes = list(Recommendation.objects.values_list("code", flat=True)[:WRITERS])
    code = codes[writer // 2]  # Two writers to a record.
    for time in range(times):
        with record_changes([code], by=None, reason=f"writer {writer}"):
            text = RecommendationText.objects.get(recommendation__code=code, language="zh-hans")
            text.text = f"第{writer}人第{time}次。"
            text.save()
    connection.close()
    return times


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smuggling_kb.settings")
    django.setup()
    with ThreadPoolExecutor(WRITERS) as pool:
        print(sum(pool.map(write, range(WRITERS), [int(sys.argv[1])] * WRITERS)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
