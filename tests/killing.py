"""Changes of many records, killed at random moments: each is complete afterwards, or absent.

DATABASE_URL=… python -m tests.killing [--change table] [--rounds 100] [--seed 1]

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

#: The latest moment, as a part of the time that preparing and making a change takes.
LATEST = 0.8

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
    fill()
    chance = random.Random(options.seed)  # noqa: S311
    prepare = CHANGES[options.change]
    start = time.monotonic()
    assert round_(prepare, 0, None) == "complete"
    longest = time.monotonic() - start
    found = Counter(
        round_(prepare, number, chance.uniform(0, LATEST * longest))
        for number in range(1, options.rounds + 1)
    )
    print(f"{options.rounds} rounds, {dict(found)}, seed {options.seed}, {longest:.2f} s unkilled")
    if found.keys() - {"complete", "absent"}:
        sys.exit("A change was half made.")


def fill() -> None:
    """The real records, and somebody who may change them."""
    from django.contrib.auth.models import User
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("load_fixtures", stdout=io.StringIO())
    User.objects.create(username="chief", is_staff=True, is_superuser=True)


def round_(prepare: Prepare, number: int, moment: float | None) -> str:
    """Kill the change of a round after so many seconds, or let it end; what is left of it."""
    from django.db import connections

    change = prepare(number)
    connections.close_all()
    begun, begins = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(begins, b".")
        change()
        os._exit(0)
    os.read(begun, 1)
    if moment is not None:
        time.sleep(moment)
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(begun)
    os.close(begins)
    wait_for_the_server()
    return outcome(number)


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
    """What is left of a round: all records and their history have it, or none."""
    from recommendations.models import Recommendation
    from recommendations.versions.models import Touched, Version

    count = Recommendation.objects.count()
    changed = Recommendation.objects.filter(strength_reason=reason(number))
    theme = THEMES[number % 2]
    counts = {
        changed.count(),
        changed.filter(themes__slug=theme).count(),
        changed.exclude(theme_assignments__theme__slug=THEMES[1 - number % 2]).count(),
        Version.objects.filter(reason=reason(number)).count(),
    }
    if Touched.objects.exists():
        return f"half: touched records left in round {number}"
    verdicts = {frozenset([0]): "absent", frozenset([count]): "complete"}
    return verdicts.get(frozenset(counts), f"half: {counts} in round {number}")


def reason(number: int) -> str:
    return f"Round {number}."


def by_table(number: int) -> Change:
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
        writer.writerow([code, THEMES[number % 2], reason(number)])
    client = Client(HTTP_HOST=HOST)
    client.force_login(User.objects.get())
    upload = SimpleUploadedFile("table.csv", file.getvalue().encode())
    page = Page(client.post(TABLE, {"file": upload}))
    [plan] = [field.get("value") for field in page.all("input") if field.get("name") == "plan"]

    def confirm() -> None:
        response = client.post(TABLE, {"plan": plan, "reason": reason(number)})
        assert response.status_code == 302, response.status_code

    return confirm


CHANGES: dict[str, Prepare] = {"table": by_table}


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "smuggling_kb.settings"
    django.setup()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    main(sys.argv[1:])
