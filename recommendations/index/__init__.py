"""The published records in memory, from which every list, count and search is answered."""

from recommendations.index.provider import current, serving
from recommendations.index.snapshot import Names, Snapshot

__all__ = ["Names", "Snapshot", "current", "serving"]
