"""LibreOffice as the sceptic: it opens a workbook and computes everything anew."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

from config import needs

# Without this LibreOffice trusts the values stored in a file of another program.
ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""
PATIENCE = 240


def recalculated(files: Mapping[str, bytes], folder: Path) -> dict[str, bytes]:
    """Return each workbook as LibreOffice saves it, all opened by one start."""
    profile, given, made = folder / "profile", folder / "in", folder / "out"
    for each in (profile / "user", given, made):
        each.mkdir(parents=True)
    settings = profile / "user" / "registrymodifications.xcu"
    settings.write_text(ALWAYS_RECALCULATE, encoding="utf-8")
    for name, file in files.items():
        (given / f"{name}.xlsx").write_bytes(file)
    subprocess.run(  # noqa: S603 (our own files)
        [
            needs.program("libreoffice") or "soffice",
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--convert-to",
            "xlsx",
            "--outdir",
            str(made),
            *(str(given / f"{name}.xlsx") for name in files),
        ],
        check=True,
        capture_output=True,
        timeout=PATIENCE,
    )
    return {name: (made / f"{name}.xlsx").read_bytes() for name in files}
