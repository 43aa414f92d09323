"""Stop with one line that names what a command lacks: `config/needs.py chromium`."""

from __future__ import annotations

import os
import shutil
import socket
import sys
from urllib.parse import urlsplit

PROGRAMS = {
    "chromium": (("chromium", "chromium-browser", "google-chrome"), "chromium"),
    "gettext": (("xgettext",), "gettext"),
    "libreoffice": (("soffice", "libreoffice"), "libreoffice-calc-nogui"),
}
SERVERS = {
    "postgresql": (
        "POSTGRESQL_URL",
        "postgresql://postgres@127.0.0.1:5432/changeover_ci",
    ),
    "redis": ("REDIS_URL", "redis://127.0.0.1:6379/9"),
    "rabbitmq": ("RABBITMQ_URL", "amqp://guest:guest@127.0.0.1:5672//"),
}
PORTS = {"postgresql": 5432, "redis": 6379, "amqp": 5672}
PATIENCE = 2.0


def address(name: str) -> str:
    variable, default = SERVERS[name]
    return os.environ.get(variable, default)


def program(name: str) -> str | None:
    """Return the path of the program, or None."""
    found = (shutil.which(candidate) for candidate in PROGRAMS[name][0])
    return next((path for path in found if path), None)


def answers(url: str) -> bool:
    parts = urlsplit(url)
    place = (parts.hostname or "127.0.0.1", parts.port or PORTS[parts.scheme])
    try:
        socket.create_connection(place, timeout=PATIENCE).close()
    except OSError:
        return False
    return True


def missing(name: str) -> str | None:
    """Return the sentence about what is missing, or None."""
    if name in PROGRAMS and not program(name):
        return f"{name} is missing: on Debian install {PROGRAMS[name][1]}."
    if name in SERVERS and not answers(address(name)):
        where = urlsplit(address(name))
        return (
            f"{name} does not answer at {where.hostname}:{where.port}: "
            f"start it, or set {SERVERS[name][0]}."
        )
    return None


def main(names: list[str]) -> None:
    if names == ["all"]:
        names = [*PROGRAMS, *SERVERS]
    lacking = [sentence for name in names if (sentence := missing(name))]
    if lacking:
        sys.stderr.write(" ".join(lacking) + "\n")
        raise SystemExit(1)


if __name__ == "__main__":
    main(sys.argv[1:])
