"""`manage.py up`: everything on this machine, from an empty folder to an address."""

from __future__ import annotations

import os
import socket
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.processes import Processes, for_one_machine

PATIENCE = 30.0  # seconds until the web server must answer


class Command(BaseCommand):
    help = "Prepare the database, then run web server, worker and scheduler."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", default=os.environ.get("PORT", "8000"))

    def handle(self, *_args: Any, **options: Any) -> None:
        port = read_port(str(options["port"]))
        refuse_taken(port)
        self.prepare()
        os.environ.setdefault("SITE_URL", f"http://localhost:{port}")
        processes = Processes(for_one_machine(port=port), dict(os.environ), self.say)
        failed = processes.run(when_up=lambda: self.welcome(port))
        self.say("Stopped. Your data is kept." if not failed else "Stopped.")
        if failed:
            raise SystemExit(1)

    def prepare(self) -> None:
        Path(settings.VAR_DIR).mkdir(mode=0o700, parents=True, exist_ok=True)
        self.say("Preparing the database ...")
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        call_command("load_catalogue", stdout=self.stdout)
        if settings.ALLOWS_DEMO:
            call_command("demo", "--if-new", stdout=self.stdout)

    def welcome(self, port: int) -> None:
        wait_for(port)
        self.say(f"Changeover runs at {os.environ['SITE_URL']} - stop it with Ctrl-C.")

    def say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def read_port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        raise CommandError(f"PORT must be a number from 1 to 65535, not {text!r}.")
    return int(text)


def refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError as error:
            raise CommandError(
                f"Port {port} needs more rights: take one above 1023."
            ) from error
        except OSError as error:
            raise CommandError(
                f"Port {port} is taken. Choose another: make run PORT={port + 1}"
            ) from error


def wait_for(port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
