"""The passages of public documents in memory, in the order in which lists show them."""

from recommendations.index.passages.passage_index import PassageIndex

__all__ = ["PassageIndex"]
