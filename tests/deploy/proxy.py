"""nginx with the configuration of ``deploy/``, on ports of this machine and with other paths."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

DEPLOY = Path(settings.BASE_DIR, "deploy")
NAME = "kb.example.org"
PROGRAM = "/usr/sbin/nginx" if Path("/usr/sbin/nginx").exists() else shutil.which("nginx")
#: What belongs to the machine and not to the site; of a kind that needs no rights.
MACHINE = """
daemon off;
{user}
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/smuggling-kb.conf;
}}
"""


@dataclass(frozen=True)
class Proxy:
    """A proxy that runs: its ports, and the certificate by which it is known."""

    http: int
    https: int
    certificate: Path

    def connect(self) -> ssl.SSLSocket:
        """Open a connection with TLS, as to the site's own name."""
        context = ssl.create_default_context(cafile=str(self.certificate))
        plain = socket.create_connection(("127.0.0.1", self.https), timeout=30)
        return context.wrap_socket(plain, server_hostname=NAME)

    def answer(self, request: bytes) -> tuple[int, dict[str, str], bytes]:
        """Send bytes; status, headers (each once) and the rest, to the end of the connection."""
        with self.connect() as connection:
            connection.sendall(request)
            parts = []
            with contextlib.suppress(ConnectionError, ssl.SSLError):
                while part := connection.recv(1_000_000):
                    parts.append(part)
        head, _blank, body = b"".join(parts).partition(b"\r\n\r\n")
        status, *lines = head.decode("latin-1").split("\r\n")
        pairs = [line.split(": ", 1) for line in lines]
        headers = {name.lower(): value for name, value in pairs}
        assert len(headers) == len(pairs), f"A header is repeated: {lines}"
        return int(status.split()[1]), headers, body

    def get(self, path: str, *headers: str) -> tuple[int, dict[str, str], bytes]:
        """Ask for a path of the site."""
        lines = [f"GET {path} HTTP/1.1", f"Host: {NAME}", "Connection: close", *headers, "", ""]
        return self.answer("\r\n".join(lines).encode("latin-1"))


@contextlib.contextmanager
def proxy(folder: Path, nodes: Sequence[int]) -> Iterator[Proxy]:
    """Run nginx before nodes on these ports."""
    certificate, key = make_certificate(folder)
    http, https = free_port(), free_port()
    configuration = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    for found, put in {
        "listen 80 default_server": f"listen 127.0.0.1:{http} default_server",
        "listen 443 ssl": f"listen 127.0.0.1:{https} ssl",
        "/etc/ssl/smuggling-kb/certificate.pem": str(certificate),
        "/etc/ssl/smuggling-kb/key.pem": str(key),
        **dict(zip(("127.0.0.1:8001", "127.0.0.1:8002"), addresses(nodes), strict=True)),
    }.items():
        assert found in configuration
        configuration = configuration.replace(found, put)
    (folder / "smuggling-kb.conf").write_text(configuration, encoding="utf-8")
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(MACHINE.format(folder=folder, user=user), encoding="utf-8")
    command = [str(PROGRAM), "-p", str(folder), "-c", str(folder / "nginx.conf")]
    with subprocess.Popen([*command, "-e", str(folder / "error.log")]) as process:
        try:
            wait_for_port(https)
            yield Proxy(http, https, certificate)
        finally:
            process.terminate()


def addresses(nodes: Sequence[int]) -> tuple[str, str]:
    first, second = nodes
    return f"127.0.0.1:{first}", f"127.0.0.1:{second}"


def make_certificate(folder: Path) -> tuple[Path, Path]:
    """Make a certificate that signs itself."""
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}"),
            *("-keyout", str(key), "-out", str(certificate)),
        ],
        check=True,
        capture_output=True,
    )
    return certificate, key


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def wait_for_port(port: int, seconds: float = 120) -> None:
    """Wait until somebody listens there."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        time.sleep(0.02)
    raise TimeoutError(f"Nobody listens on {port}.")
