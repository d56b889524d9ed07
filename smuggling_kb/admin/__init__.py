"""The admin's pages of accounts, and what the admin's pages of every model share."""

from smuggling_kb.admin import accounts

__all__ = ["accounts"]
