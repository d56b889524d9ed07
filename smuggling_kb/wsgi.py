"""The application that a WSGI server serves."""

import os
import sys
import threading

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application
from django.db.backends.signals import connection_created

from smuggling_kb.database.connections import limit_statements
from smuggling_kb.deployment.production import refuse_weak_deployment
from smuggling_kb.monitoring.query_times import time_queries
from smuggling_kb.monitoring.request_log import RequestLog
from smuggling_kb.monitoring.thread_errors import log_thread_error

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smuggling_kb.settings")

try:
    site = get_wsgi_application()
    refuse_weak_deployment()
except ImproperlyConfigured as error:
    print(error, file=sys.stderr)
    sys.exit(2)
connection_created.connect(limit_statements)
connection_created.connect(time_queries)
threading.excepthook = log_thread_error

# Not sooner: it is made of the site's models.
from recommendations.pages.page_cache import PageCache  # noqa: E402

page_cache = PageCache(site)
application = RequestLog(page_cache)
