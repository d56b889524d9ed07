"""The changes of the public data since an earlier data version, group by group."""

from __future__ import annotations

from dataclasses import dataclass

from recommendations.models import DataVersion


@dataclass(frozen=True)
class GroupChange:
    """A record, document, session, theme or treaty that is not as it was: its digests.

    ``before`` is None of what was not public then, ``after`` of what no longer is.
    """

    kind: str
    key: str
    before: str | None
    after: str | None


def find_edition(digest: str) -> DataVersion | None:
    """Return the last data version of this digest, without its own changes; None if unknown."""
    return DataVersion.objects.defer("changes").filter(digest=digest).order_by("-pk").first()


def changes_since(version: DataVersion) -> list[GroupChange]:
    """Return what differs now from an earlier version; what was changed back does not. One query.

    What was written since the last version, and whose digests are still being computed, is not in.
    """
    later = DataVersion.objects.filter(pk__gt=version.pk).order_by("pk")
    digests: dict[str, tuple[str | None, str | None]] = {}
    for changes in later.values_list("changes", flat=True).iterator():
        for name, (before, after) in changes.items():
            first, _last = digests.get(name, (before, after))
            digests[name] = first, after
    found = []
    for name, (before, after) in sorted(digests.items()):
        kind, _space, key = name.partition(" ")
        if before != after:
            found.append(GroupChange(kind, key, before, after))
    return found
