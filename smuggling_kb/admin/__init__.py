"""The admin's pages of accounts, and what the admin's pages of every model share."""

from smuggling_kb.admin import account_events, accounts, audit_trail

__all__ = ["account_events", "accounts", "audit_trail"]
