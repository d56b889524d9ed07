"""Accounts of the staff: logins and the brake on them, sessions, and what is recorded of them."""
