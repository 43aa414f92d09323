"""What the commands and the lock files promise to a machine that has nothing."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ["requirements.txt", "requirements-dev.txt", "requirements-bench.txt"]
PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)==(\S+)", re.MULTILINE)


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[\[=<>~ ]", name)[0]).lower()


@pytest.mark.parametrize("name", [*LOCKS, "requirements-node.txt"])
def test_every_package_is_pinned_with_hashes_and_without_address(name):
    text = text_of(name)
    blocks = [block for block in re.split(r"\n(?=\S)", text) if PIN.match(block)]

    assert blocks
    assert all("--hash=sha256:" in block for block in blocks)
    assert not re.search(r"https?:|file:|--index|--find-links|@ ", text)


@pytest.mark.parametrize(
    ("name", "extra"),
    list(zip(LOCKS, ["", "dev", "bench"], strict=True)),
)
def test_the_lock_holds_what_the_project_asks_for(name, extra):
    project = tomllib.loads(text_of("pyproject.toml"))["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"].get(extra, [])]
    locked = {
        normal(package): version for package, version in PIN.findall(text_of(name))
    }

    for requirement in asked:
        _name, _equals, version = requirement.partition("==")
        assert locked[normal(requirement)] == (version or locked[normal(requirement)])


def test_the_locks_agree_with_each_other():
    locks = [dict(PIN.findall(text_of(name))) for name in LOCKS]

    for package, version in locks[0].items():
        assert {lock.get(package) for lock in locks} == {version}, package


def test_front_end_packages_are_pinned_without_address():
    wanted = json.loads(text_of("package.json"))
    locked = json.loads(text_of("package-lock.json"))["packages"]
    versions = {**wanted["dependencies"], **wanted["devDependencies"]}.values()

    assert all(re.fullmatch(r"\d+(\.\d+)*", version) for version in versions)
    assert not any("resolved" in package for package in locked.values())
    assert all("integrity" in package for name, package in locked.items() if name)


@pytest.mark.parametrize(
    "target",
    ["run", "test", "lint", "types", "check", "messages", "e2e", "bench", "lock"],
)
def test_make_knows_every_command_of_the_contract(target):
    assert re.search(rf"^{target}:.*## \w", text_of("Makefile"), re.MULTILINE)


def run_script(script: str, *names: str, path: str) -> subprocess.CompletedProcess[str]:
    python = str(Path(sys.executable).resolve())
    return subprocess.run(  # noqa: S603
        (python, f"config/{script}.py", *names),
        cwd=ROOT,
        env={"PATH": path, "REDIS_URL": "redis://127.0.0.1:1/0"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("need", ["chromium", "gettext", "libreoffice", "redis"])
def test_what_a_command_lacks_is_named_in_one_line(need, tmp_path):
    result = run_script("needs", need, path=str(tmp_path))

    assert result.returncode == 1
    assert len(result.stderr.splitlines()) == 1
    assert need in result.stderr


def test_preparing_refuses_what_it_does_not_know():
    result = run_script("prepare", "everything", path=os.environ["PATH"])

    assert result.returncode == 1
    assert result.stderr.startswith("prepare knows run, dev")


def test_the_script_of_ci_can_be_run():
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
