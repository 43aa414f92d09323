"""A folder as message broker, for one machine without any server: folder:///path.

Kombu's own file transport lets a reader see a message that is only half written;
here a message appears under its name when it is whole, and is taken by renaming.
"""

from __future__ import annotations

import time
import uuid
from functools import cached_property
from pathlib import Path
from queue import Empty
from typing import Any

from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.utils import json

MODE = 0o700  # messages hold ids only, but are nobody else's business


class Channel(filesystem.Channel):
    @cached_property
    def folder(self) -> Path:
        folder = Path("/", str(self.connection.client.virtual_host))
        folder.mkdir(mode=MODE, parents=True, exist_ok=True)
        return folder

    @property
    def data_folder_in(self) -> str:
        return str(self.folder)

    @property
    def control_folder(self) -> Path:
        return self.folder / "control"

    def _queue_bind(self, *args: Any) -> None:
        self.control_folder.mkdir(mode=MODE, exist_ok=True)
        super()._queue_bind(*args)

    def _put(self, queue: str, payload: Any, **_options: Any) -> None:  # type: ignore[override]
        # Nanoseconds of the wall clock keep the order, also over a restart.
        name = f"{time.time_ns()}_{uuid.uuid4()}.{queue}.msg"
        half = self.folder / f"{name}.half"
        half.write_text(str(json.dumps(payload)), encoding="utf-8")
        half.rename(self.folder / name)

    def _get(self, queue: str, timeout: float | None = None) -> dict[str, Any]:
        for path in sorted(self.folder.glob(f"*.{queue}.msg")):
            taken = path.with_name(f"{path.name}.taken-{uuid.uuid4()}")
            try:
                path.rename(taken)
            except FileNotFoundError:
                continue  # another worker was quicker
            payload: dict[str, Any] = json.loads(taken.read_text("utf-8"))
            taken.unlink()
            return payload
        raise Empty


class Transport(filesystem.Transport):
    Channel = Channel
    # A folder is on no host; without this, Kombu warns of it at each connection.
    default_connection_params: dict[str, str] = {}


def add_to_kombu() -> None:
    """Make folder:// a broker address like redis:// and amqp://."""
    TRANSPORT_ALIASES["folder"] = f"{__name__}:{Transport.__name__}"
