"""Results computed from an index, kept as long as there is room for them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

Result = TypeVar("Result")

#: Results that are kept. The largest is a bitmap: 34 kB where there are 270,000 records.
SIZE = 200


class ResultCache:
    """Results by key; of more than ``size``, the least recently used is dropped."""

    def __init__(self, size: int = SIZE) -> None:
        self.size = size
        self._results: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = Lock()

    def get_or_compute(self, key: Hashable, compute: Callable[[], Result]) -> Result:
        """Return the result of a key, computed unless it is known. It must not be changed.

        Computed outside the lock: two threads may compute the same result at once.
        """
        with self._lock:
            if key in self._results:
                self._results.move_to_end(key)
                known: Result = self._results[key]
                return known
        result = compute()
        with self._lock:
            self._results[key] = result
            if len(self._results) > self.size:
                self._results.popitem(last=False)
        return result
