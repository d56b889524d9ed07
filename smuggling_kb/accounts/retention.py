"""Rows of accounts and sessions whose time is over: deleted at each login and each start."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends.db import SessionStore

from smuggling_kb.accounts import brake, events


def forget_old_rows(**_signal: Any) -> None:
    """Delete sessions that have ended, old events of accounts, and old counts of failures.

    Also a receiver of ``user_logged_in``.
    """
    SessionStore.clear_expired()
    events.forget_old_events()
    brake.forget_old_attempts()
