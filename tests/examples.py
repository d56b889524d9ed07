"""How many examples generated tests try: some in every run, many with ``./run test --all``."""

from hypothesis import HealthCheck, settings

#: How fast the machine is decides nothing: neither a deadline nor slow examples fail a test.
TIMELESS = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


def register_profiles() -> None:
    """Let every run try the same examples, and ``--all`` more and others each time."""
    settings.register_profile("suite", TIMELESS, max_examples=30, derandomize=True, database=None)
    settings.register_profile("all", TIMELESS, max_examples=300)


def examples(number: int) -> settings:
    """Try so many examples; with ``--all`` ten times as many."""
    is_all = settings.get_current_profile_name() == "all"
    return settings(max_examples=number * 10 if is_all else number)
