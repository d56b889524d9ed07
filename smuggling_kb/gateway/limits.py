"""How long clients may take, and how many of them may wait."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """The limits of a process; times in seconds, sizes in bytes."""

    #: In which a request's body must have come.
    body_seconds: float = 30
    #: In which a client must take the next piece of an answer.
    piece_seconds: float = 30
    #: Requests that wait for a thread of one pool, and for how long.
    queue_length: int = 200
    queue_seconds: float = 10
    #: After which a page does not wait any longer for the one that is made before it.
    turn_seconds: float = 1
    #: What all temporary files of answers may take together.
    spooled_bytes: int = 2_000_000_000
