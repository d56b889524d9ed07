"""The application that a WSGI server serves."""

import os

from django.core.wsgi import get_wsgi_application
from django.db.backends.signals import connection_created

from smuggling_kb.database.connections import limit_statements

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smuggling_kb.settings")

site = get_wsgi_application()
connection_created.connect(limit_statements)

# Not sooner: it is made of the site's models.
from recommendations.pages.page_cache import PageCache  # noqa: E402

application = PageCache(site)
