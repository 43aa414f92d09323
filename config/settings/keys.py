"""Random keys for one machine, made once and kept in the data folder."""

from __future__ import annotations

import secrets
from pathlib import Path

NAMES = ("secret", "signing", "audit", "field")


def local_keys(folder: Path) -> tuple[str, ...]:
    """Return one key for each name; a second start reads what the first wrote."""
    keys = folder / "keys"
    keys.mkdir(mode=0o700, parents=True, exist_ok=True)
    return tuple(read_or_make(keys / name) for name in NAMES)


def read_or_make(path: Path) -> str:
    try:
        with path.open("x", encoding="ascii") as file:
            path.chmod(0o600)
            file.write(secrets.token_urlsafe(64))
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii")
