"""Make the environment that the other commands need: `python3 config/prepare.py run`.

Runs on a bare Python with nothing installed. Stamps hold the content of what was
installed, so that a second call costs a tenth of a second.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
BIN = ENVIRONMENT / "bin"
REQUIREMENTS = {
    "run": "requirements.txt",
    "dev": "requirements-dev.txt",
    "bench": "requirements-bench.txt",
    "node": "requirements-node.txt",
}
LEAST_PYTHON = (3, 11)


def main(kinds: list[str]) -> None:
    if sys.version_info < LEAST_PYTHON:
        stop("Changeover needs Python 3.11 or newer: make PYTHON=/path/to/python3.11")
    if unknown := set(kinds) - REQUIREMENTS.keys():
        stop(f"prepare knows {', '.join(REQUIREMENTS)}, not {', '.join(unknown)}.")
    make_environment()
    for kind in kinds:
        install_packages(kind)
    install_front_end()
    run(BIN / "python", "-m", "config.messages", "compile")


def make_environment() -> None:
    if (BIN / "python").exists():
        return
    say("Making the environment .venv ...")
    made = subprocess.run([sys.executable, "-m", "venv", ENVIRONMENT], check=False)  # noqa: S603
    if made.returncode:
        shutil.rmtree(ENVIRONMENT, ignore_errors=True)
        stop("Python cannot make environments here: on Debian install python3-venv.")


def install_packages(kind: str) -> None:
    wanted = ROOT / REQUIREMENTS[kind]
    stamp = ENVIRONMENT / f"installed-{kind}"
    if is_current(stamp, wanted) or (kind == "run" and has_developers_packages()):
        return
    say(f"Installing the packages of {wanted.name} ...")
    run(BIN / "pip", "install", "--quiet", "--require-hashes", "-r", wanted)
    stamp.write_text(content_of(wanted), encoding="ascii")


def has_developers_packages() -> bool:
    """They contain the others, in the same versions."""
    stamp = ENVIRONMENT / "installed-dev"
    return is_current(stamp, ROOT / REQUIREMENTS["dev"])


def install_front_end() -> None:
    wanted, stamp = ROOT / "package-lock.json", ROOT / "node_modules" / ".installed"
    if is_current(stamp, wanted):
        return
    path = os.environ["PATH"]
    if not shutil.which("npm"):
        install_packages("node")
        path = f"{BIN}{os.pathsep}{path}"
    say("Getting the front-end packages ...")
    npm = shutil.which("npm", path=path) or stop("npm cannot be found or installed.")
    options = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    run(npm, "ci", *options, env={**os.environ, "PATH": path})
    stamp.write_text(content_of(wanted), encoding="ascii")


def is_current(stamp: Path, wanted: Path) -> bool:
    return stamp.is_file() and stamp.read_text("ascii") == content_of(wanted)


def content_of(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def run(*command: str | Path, env: dict[str, str] | None = None) -> None:
    done = subprocess.run(command, cwd=ROOT, env=env, check=False)  # noqa: S603
    if done.returncode:
        words = " ".join(Path(word).name for word in command[:3])
        stop(f"This step failed: {words}. The lines above say why.")


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def stop(text: str) -> NoReturn:
    sys.stderr.write(f"{text}\n")
    raise SystemExit(1)


if __name__ == "__main__":
    main(sys.argv[1:] or ["run"])
