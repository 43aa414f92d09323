"""Run every bench `benchmarks/m*.py`, each in a process of its own.

Fails when any goal is missed by more than the margin that `report.py` states.
"""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main() -> int:
    names = sorted((path.stem for path in HERE.glob("m[0-9]*.py")), key=_number)
    codes = [
        subprocess.run(  # noqa: S603 (our own modules)
            [sys.executable, "-m", f"benchmarks.{name}"], cwd=HERE.parent, check=False
        ).returncode
        for name in names
    ]
    failed = [name for name, code in zip(names, codes, strict=True) if code]
    print(f"\nNot met: {', '.join(failed)}." if failed else "\nAll goals are met.")
    return int(bool(failed))


def _number(name: str) -> tuple[int, str]:
    return int(name.removeprefix("m").split("_")[0]), name


if __name__ == "__main__":
    sys.exit(main())
