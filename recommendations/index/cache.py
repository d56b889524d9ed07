"""What was worked out from a snapshot, kept as long as there is room for it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

Found = TypeVar("Found")

#: Answers that are kept. The largest is a bitmap: 34 kB where there are 270,000 records.
ROOM = 200


class Memory:
    """Answers by question; of too many, those are forgotten that nobody asked for the longest."""

    def __init__(self, room: int = ROOM) -> None:
        self.room = room
        self._answers: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = Lock()

    def of(self, question: Hashable, work_out: Callable[[], Found]) -> Found:
        """The answer to a question, worked out unless it is known. The answer must not change."""
        with self._lock:
            if question in self._answers:
                self._answers.move_to_end(question)
                known: Found = self._answers[question]
                return known
        answer = work_out()
        with self._lock:
            self._answers[question] = answer
            if len(self._answers) > self.room:
                self._answers.popitem(last=False)
        return answer
