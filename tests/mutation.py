"""The mutation score: the part of small changes to the code that some test notices.

python -m tests.mutation [search|exports|permissions …] [--sample 60] [--seed 1]

Needs cosmic-ray, which changes the code: ``pip install cosmic-ray``, into any environment that has
the packages of ``requirements-dev.txt``. Works on a copy of the project. All changes of a part take
hours, a sample minutes. Prints the changes that no test noticed; ends with an error if the score
of a part is below 90 %.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
#: The part of the changes that tests must notice.
SCORE = 0.9

#: Changes without effect: of annotations, of caches and properties, and what cannot be told.
WITHOUT_EFFECT = ["core/ReplaceBinaryOperator_BitOr_.*", "core/RemoveDecorator"]

#: Not copied: what is made, and what no test of a part reads.
LEFT_OUT = (".git", "var", ".*_cache", "__pycache__", ".hypothesis", "screenshots")

CONFIG = """
[cosmic-ray]
module-path = {modules}
timeout = 300.0
excluded-modules = []
test-command = "{python} -m pytest -q -x -n 0 -p no:cacheprovider {tests}"
[cosmic-ray.distributor]
name = "local"
[cosmic-ray.filters.operators-filter]
exclude-operators = {excluded}
"""


@dataclass(frozen=True)
class Part:
    """Code, and the tests that are to notice each change of it."""

    modules: tuple[str, ...]
    tests: tuple[str, ...]


PARTS: Mapping[str, Part] = {
    "search": Part(
        (
            *("recommendations/search/parser.py", "recommendations/search/tokenizer.py"),
            *("recommendations/search/query.py", "recommendations/search/matching.py"),
            *("recommendations/search/highlight.py", "recommendations/search/ranking.py"),
            *("recommendations/search/fields.py", "recommendations/search/spelling.py"),
        ),
        (
            *("tests/search/test_query.py", "tests/search/test_fields.py"),
            *("tests/search/test_engine.py", "tests/search"),
        ),
    ),
    "exports": Part(
        ("recommendations/exports", "smuggling_kb/spreadsheets.py"),
        (
            *("tests/smuggling_kb/test_spreadsheets.py", "tests/exports", "tests/editions"),
            *("tests/pages/browse", "tests/pages/record", "tests/pages/passages"),
        ),
    ),
    "permissions": Part(
        (
            *("recommendations/curation/roles.py", "recommendations/curation/workflow.py"),
            "recommendations/curation/deletion_guard.py",
        ),
        (
            *("tests/curation/test_roles.py", "tests/curation/test_workflow.py"),
            *("tests/curation/test_permissions.py", "tests/curation", "tests/admin"),
        ),
    ),
}


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], default=list(PARTS))
    parser.add_argument("--sample", type=int, help="how many changes of a part; default: all")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    scores = {
        name: mutation_score(PARTS[name], options.sample, random.Random(options.seed))  # noqa: S311
        for name in options.parts
    }
    for name, score in scores.items():
        print(f"{name}: {score:.0%}")
    if min(scores.values()) < SCORE:
        sys.exit(f"Below {SCORE:.0%}: each change above needs a test, or has no effect.")


def mutation_score(part: Part, sample: int | None, chance: random.Random) -> float:
    """Return the score of a part, in a copy of the project."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "project")
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*LEFT_OUT))
        (copy / "mutation.toml").write_text(
            CONFIG.format(
                modules=list(part.modules),
                python=sys.executable,
                tests=" ".join(part.tests),
                excluded=WITHOUT_EFFECT,
            )
        )
        environment = os.environ | {"VAR_DIR": folder}

        def run(*command: str) -> None:
            subprocess.run([sys.executable, *command], cwd=copy, env=environment, check=True)

        run(
            "-m", "cosmic_ray.cli", "baseline", "mutation.toml"
        )  # All pass while nothing is changed.
        run("-m", "cosmic_ray.cli", "init", "mutation.toml", "mutation.sqlite")
        run("-m", "cosmic_ray.tools.filters.operators_filter", "mutation.sqlite", "mutation.toml")
        session = str(copy / "mutation.sqlite")
        leave_out(session, sample, chance)
        run("-m", "cosmic_ray.cli", "exec", "mutation.toml", "mutation.sqlite")
        return score_of(session)


def leave_out(session: str, sample: int | None, chance: random.Random) -> None:
    """Leave all changes out but those of a sample."""
    from cosmic_ray.work_db import use_db
    from cosmic_ray.work_item import WorkerOutcome, WorkResult

    with use_db(session) as database:
        jobs = sorted(item.job_id for item in database.pending_work_items)
        places = sorted(
            (mutation.module_path, mutation.start_pos, mutation.operator_name, item.job_id)
            for item in database.pending_work_items
            for mutation in item.mutations
        )
        if sample is not None and sample < len(jobs):
            chosen = {place[-1] for place in chance.sample(places, sample)}
            for job in set(jobs) - chosen:
                database.set_result(job, WorkResult(worker_outcome=WorkerOutcome.SKIPPED))


def score_of(session: str) -> float:
    """Return the part of the changes that were noticed, and print the others."""
    from cosmic_ray.work_db import use_db
    from cosmic_ray.work_item import TestOutcome, WorkerOutcome

    noticed = others = 0
    with use_db(session) as database:
        for job, result in database.results:
            if result.worker_outcome == WorkerOutcome.SKIPPED:
                continue
            if result.test_outcome == TestOutcome.SURVIVED:
                others += 1
                [item] = [each for each in database.work_items if each.job_id == job]
                for mutation in item.mutations:
                    line, column = mutation.start_pos
                    print(f"{mutation.module_path}:{line}:{column} {mutation.operator_name}")
                print(result.diff)
            else:
                noticed += 1
    return noticed / (noticed + others) if noticed + others else 1.0


if __name__ == "__main__":
    main(sys.argv[1:])
