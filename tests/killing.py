"""Changes of many records, killed at random moments: each is complete afterwards, or absent.

DATABASE_URL=… python -m tests.killing [--change table|bulk] [--rounds 100] [--seed 1]

Fills the database, which must be empty, and keeps it for itself. A round is one process that makes
a change and is killed by SIGKILL; then the records and their history are looked at. Prints how many
changes were complete and how many absent; ends with an error if any was half made.
"""

import argparse
import csv
import io
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable

import django
from django.conf import settings

#: A change is prepared and then made, in a process that is killed meanwhile.
Change = Callable[[], None]
#: What makes the change of a round; the round's number is the reason that history keeps.
Prepare = Callable[[int], Change]

#: The latest moment, as a part of the time that the first change took.
LATEST = 1.1

HOST = "localhost"
TABLE = "/admin/recommendations/recommendation/table/"
THEMES = ("prevention", "research")


def main(arguments: list[str]) -> None:
    """Kill as often as asked."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--change", choices=CHANGES, default="table")
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--seed", type=int, default=time.time_ns())
    options = parser.parse_args(arguments)
    load_records()
    chance = random.Random(options.seed)  # noqa: S311
    prepare = CHANGES[options.change]
    longest = run_change(prepare(0))
    assert outcome(0) == "complete"
    found: Counter[str] = Counter()
    for number in range(1, options.rounds + 1):
        run_change(prepare(number), chance.uniform(0, LATEST * longest))
        found[outcome(number)] += 1
    print(f"{options.rounds} rounds, {dict(found)}, seed {options.seed}, {longest:.2f} s unkilled")
    if found.keys() - {"complete", "absent"}:
        sys.exit("A change was half made.")


def load_records() -> None:
    """The real records, and somebody who may change them."""
    from django.contrib.auth.models import User
    from django.core.management import call_command

    from recommendations.models import Recommendation, Strength

    call_command("migrate", verbosity=0)
    call_command("load_fixtures", stdout=io.StringIO())
    # A strength that none has is one that every record can be given.
    Recommendation.objects.filter(strength=Strength.NONE).update(strength=Strength.MAY)
    User.objects.create(username="chief", is_staff=True, is_superuser=True)


def run_change(change: Change, moment: float | None = None) -> float:
    """Kill a change after so many seconds, or let it end; the seconds that it took."""
    from django.db import connections

    connections.close_all()
    begun, begins = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(begins, b".")
        change()
        os._exit(0)
    os.read(begun, 1)
    start = time.monotonic()
    if moment is not None:
        time.sleep(moment)
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    seconds = time.monotonic() - start
    os.close(begun)
    os.close(begins)
    wait_for_the_server()
    return seconds


def wait_for_the_server() -> None:
    """Until PostgreSQL has noticed that its client is dead, and undone or done what it asked."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return
    others = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> %s"
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        own = cursor.fetchone()
        while cursor.execute(others, own) or cursor.fetchone() != (0,):
            time.sleep(0.01)


def outcome(number: int) -> str:
    """Return what is left of a round: all records and their history have it, or none."""
    from recommendations.history.models import Version
    from recommendations.history.versions import record_outside_changes
    from recommendations.models import Recommendation

    count = Recommendation.objects.count()
    changed = Recommendation.objects.filter(strength_reason=reason_of_round(number)).count()
    kept = Version.objects.filter(reason=reason_of_round(number)).count()
    if unkept := record_outside_changes():
        return f"half: {unkept} not in the history after round {number}"
    verdicts = {(0, 0): "absent", (count, count): "complete"}
    return verdicts.get((changed, kept), f"half: {changed} records, {kept} versions in {number}")


def reason_of_round(number: int) -> str:
    return f"Round {number}."


def prepare_table(number: int) -> Change:
    """A table that gives every record another theme and another reason, previewed."""
    from django.contrib.auth.models import User
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test import Client

    from recommendations.models import Recommendation
    from tests.reading import Page

    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(["code", "themes", "strength_reason"])
    for code in Recommendation.objects.values_list("code", flat=True):
        writer.writerow([code, THEMES[number % 2], reason_of_round(number)])
    client = Client(HTTP_HOST=HOST)
    client.force_login(User.objects.get())
    upload = SimpleUploadedFile("table.csv", file.getvalue().encode())
    page = Page(client.post(TABLE, {"file": upload}))
    [plan] = [field.get("value") for field in page.all("input") if field.get("name") == "plan"]

    def confirm() -> None:
        response = client.post(TABLE, {"plan": plan, "reason": reason_of_round(number)})
        assert response.status_code == 302, response.status_code

    return confirm


def prepare_bulk_change(number: int) -> Change:
    """A strength that none has, given to every record."""
    from django.contrib.auth.models import User

    from recommendations.curation.actions import apply_bulk_change
    from recommendations.curation.bulk import CHANGES
    from recommendations.history.versions import version_numbers
    from recommendations.models import Recommendation, Strength

    records = Recommendation.objects.order_by()
    held = set(records.values_list("strength", flat=True))
    strength = next(each for each in Strength.values if each not in held)
    seen = version_numbers(list(records.values_list("code", flat=True)))
    chief = User.objects.get()
    change, values = CHANGES["set_strength"], {"strength": strength}

    def apply() -> None:
        apply_bulk_change(
            change=change,
            values=values,
            seen=seen,
            by=chief,
            reason=reason_of_round(number),
        )

    return apply


CHANGES: dict[str, Prepare] = {"table": prepare_table, "bulk": prepare_bulk_change}


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "smuggling_kb.settings"
    django.setup()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    main(sys.argv[1:])
