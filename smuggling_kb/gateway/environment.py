"""The WSGI environment of a request that an ASGI server describes."""

from __future__ import annotations

import sys
from io import BytesIO
from typing import Any
from urllib.parse import unquote_to_bytes

Scope = dict[str, Any]
Environment = dict[str, Any]

#: The headers whose names WSGI writes otherwise than the rest.
NAMES = {b"content-type": "CONTENT_TYPE", b"content-length": "CONTENT_LENGTH"}


def build_environment(scope: Scope) -> Environment:
    """Return the environment, without a body yet.

    The path is taken from its bytes as they were sent: ASGI's own ``path`` has lost those that are
    not UTF-8.
    """
    server, port = scope["server"]
    environment = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(scope["raw_path"]).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": server,
        "SERVER_PORT": str(port),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": scope["client"][0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope["headers"]:
        if b"_" in name:
            continue  # In WSGI it would be the same as the name with "-", which a proxy sets.
        key = NAMES.get(name) or "HTTP_" + name.decode("latin-1").upper().replace("-", "_")
        words = value.decode("latin-1")
        if key in environment:
            words = f"{environment[key]}{'; ' if name == b'cookie' else ','}{words}"
        environment[key] = words
    return environment
