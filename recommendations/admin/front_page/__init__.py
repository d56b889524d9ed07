"""The doors of the admin's front page, and the queues of work that waits."""

from recommendations.admin.front_page import doors, queues

__all__ = ("doors", "queues")
