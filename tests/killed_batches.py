"""Batches of a report, killed at random moments: each step is complete afterwards, or absent.

DATABASE_URL=… python -m tests.killed_batches [--rounds 210] [--seed 1]

The database, which is empty or holds the real data, is the program's own. A round is one step,
killed by SIGKILL: a report is brought in, published, or taken back. What was absent is done again,
unkilled, so that the next step finds what it needs. Prints how many were complete and how many
absent; ends with an error if any was half made.
"""

import argparse
import io
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import django
from django.conf import settings

from tests.killed_restores import contents_digest
from tests.killing import LATEST, run_change

if TYPE_CHECKING:
    from recommendations.importing.models import ImportBatch


@dataclass(frozen=True)
class Step:
    """A step of the batch of a report; ``stage`` is where it leaves the batch."""

    name: str
    change: Callable[[], None]
    stage: str
    #: The stage of the records, and of the document, once the step is complete.
    records: str
    document: str


def bring_in_report() -> None:
    from tests.batches import bring_in, next_report

    bring_in(next_report())


def publish_report() -> None:
    from recommendations.importing.batches.publication import publish_batch

    publish_batch(newest_batch(), by=None)


def take_report_back() -> None:
    from recommendations.importing.batches.reversal import undo_batch

    undo_batch(newest_batch(), by=None, reason="Brought in by mistake.")


STEPS = (
    Step("bring in", bring_in_report, "review", "", "draft"),
    Step("publish", publish_report, "published", "published", "published"),
    Step("undo", take_report_back, "undone", "archived", "draft"),
)


def main(arguments: list[str]) -> None:
    """Kill as often as asked."""
    from django.core.management import call_command

    from tests.batches import accept_all

    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=210)
    parser.add_argument("--seed", type=int, default=time.time_ns())
    options = parser.parse_args(arguments)
    chance = random.Random(options.seed)  # noqa: S311
    call_command("migrate", verbosity=0)
    call_command("load_fixtures", stdout=io.StringIO())
    longest: dict[str, float] = {}
    found: Counter[str] = Counter()
    for number in range(-len(STEPS), options.rounds):
        step = STEPS[number % len(STEPS)]
        if number < 0:  # How long each takes.
            longest[step.name] = run_change(step.change)
            verdict = "complete" if is_complete(step) else "half: unkilled"
        else:
            verdict = killed(step, chance.uniform(0, LATEST * longest[step.name]))
            found[f"{step.name} {verdict}"] += 1
        if verdict == "absent":
            run_change(step.change)
        if not is_complete(step):
            sys.exit(f"Round {number}, {step.name}: {verdict}, seed {options.seed}")
        if step.stage == "review":
            accept_all(newest_batch())
    seconds = ", ".join(f"{name} {took:.2f} s" for name, took in longest.items())
    print(f"{options.rounds} rounds, {dict(found)}, seed {options.seed}; unkilled: {seconds}")


def killed(step: Step, moment: float) -> str:
    """Return what is left of a step that is killed after so many seconds."""
    before = contents_digest()
    run_change(step.change, moment)
    if contents_digest() == before:
        return "absent"
    return "complete" if is_complete(step) else "half"


def newest_batch() -> "ImportBatch":
    from recommendations.importing.models import ImportBatch

    return ImportBatch.objects.order_by("-pk")[0]


def is_complete(step: Step) -> bool:
    """Return whether batch, document, records, texts and history are all what a step leaves."""
    from recommendations.history.versions import record_outside_changes
    from recommendations.models import Recommendation, RecommendationText
    from sessions.models import Document
    from tests.batches import CODES, SYMBOL

    records = Recommendation.objects.filter(code__in=CODES)
    stages = set(records.values_list("publication", flat=True))
    return (
        newest_batch().stage == step.stage
        and Document.objects.get(symbol=SYMBOL).publication == step.document
        and records.count() == len(CODES)
        and (not step.records or stages == {step.records})
        and RecommendationText.objects.texts_unlike_passages() == []
        and not record_outside_changes()
    )


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "smuggling_kb.settings"
    django.setup()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    main(sys.argv[1:])
