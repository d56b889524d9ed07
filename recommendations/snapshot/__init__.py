"""The published records in memory, from which every list, count and search is answered."""

from recommendations.snapshot.holding import current, serving
from recommendations.snapshot.snapshot import Names, Snapshot

__all__ = ["Names", "Snapshot", "current", "serving"]
