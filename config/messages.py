"""Translations: `python -m config.messages compile`, `update` and `check`.

Compiling is done by Babel, so that a machine without gettext can run the product.
Updating reads the sources with Django's `makemessages`, which needs gettext.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "locale"
LANGUAGES = ("ar", "fa")
DOMAINS = ("django", "djangojs")
IGNORED = (".venv", "node_modules", "var", "staticfiles", "tests", "benchmarks")


def sources() -> Iterator[Path]:
    return LOCALE.glob("*/LC_MESSAGES/*.po")


def compile_messages() -> list[str]:
    """Write the .mo beside each .po that is newer than it."""
    for po in sources():
        mo = po.with_suffix(".mo")
        if mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime:
            continue
        with mo.open("wb") as file:
            write_mo(file, read(po))
    return []


def update_messages() -> list[str]:
    """Bring the .po files to what the sources say, and tell what is left to do."""
    if not shutil.which("xgettext"):
        return ["Updating messages needs gettext: on Debian install gettext."]
    LOCALE.mkdir(exist_ok=True)
    for domain in DOMAINS:
        make_messages(domain)
    return list(open_work())


def make_messages(domain: str) -> None:
    options = [f"--locale={language}" for language in LANGUAGES]
    options += [f"--ignore={folder}" for folder in IGNORED]
    options += [f"--domain={domain}", "--no-location", "--no-wrap", "--no-obsolete"]
    subprocess.run(  # noqa: S603
        [sys.executable, "manage.py", "makemessages", "-v0", *options],
        cwd=ROOT,
        check=True,
    )


def check_messages() -> list[str]:
    """Compare what is committed with the sources, and leave all files as they were."""
    before = {po: read(po) for po in sources()}
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "locale"
        shutil.copytree(LOCALE, kept)
        faults = update_messages()
        after = {po: read(po) for po in sources()}
        shutil.rmtree(LOCALE)
        shutil.copytree(kept, LOCALE)
    for po, catalog in after.items():
        known = {message.id for message in before.get(po, Catalog())}
        missing = {message.id for message in catalog} - known
        if missing:
            name = po.relative_to(ROOT)
            faults.append(f"{name} lacks {len(missing)} messages: run make messages.")
    return faults


def open_work() -> Iterator[str]:
    """Name untranslated and doubtful messages, and placeholders that do not match."""
    for po in sources():
        name, catalog = po.relative_to(ROOT), read(po)
        open_messages = [m for m in catalog if m.id and not is_done(m.string)]
        if open_messages:
            yield f"{name}: {len(open_messages)} messages are not translated."
        if fuzzy := [m for m in catalog if m.id and m.fuzzy]:
            yield f"{name}: {len(fuzzy)} translations are doubtful (fuzzy)."
        for message, errors in catalog.check():
            yield f"{name}: {message.id!r}: {'; '.join(map(str, errors))}"


def is_done(string: object) -> bool:
    return all(string) if isinstance(string, list | tuple) else bool(string)


def read(po: Path) -> Catalog:
    with po.open("rb") as file:
        return read_po(file, locale=po.parent.parent.name, domain=po.stem)


COMMANDS = {
    "compile": compile_messages,
    "update": update_messages,
    "check": check_messages,
}


def main(arguments: list[str]) -> None:
    if len(arguments) != 1 or arguments[0] not in COMMANDS:
        raise SystemExit(f"Use one of: {', '.join(COMMANDS)}.")
    faults = COMMANDS[arguments[0]]()
    for fault in faults:
        sys.stderr.write(f"{fault}\n")
    raise SystemExit(bool(faults))


if __name__ == "__main__":
    main(sys.argv[1:])
