"""The front page of the admin: its doors, and the queues of work that waits."""

from recommendations.admin.front_page import queues

__all__ = ("queues",)
