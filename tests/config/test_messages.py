"""Translations are compiled without gettext, and told where they fall short."""

from __future__ import annotations

import gettext
from pathlib import Path

import pytest

from config import messages

HEADER = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"
"""


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    monkeypatch.setattr(messages, "LOCALE", tmp_path / "locale")
    folder = tmp_path / "locale" / "fa" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    return folder


def write(folder: Path, text: str) -> None:
    (folder / "django.po").write_text(HEADER + text, encoding="utf-8")


def test_messages_are_compiled(folder):
    write(folder, '\nmsgid "Score"\nmsgstr "امتیاز"\n')

    messages.compile_messages()

    with (folder / "django.mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Score") == "امتیاز"


def test_doubtful_translations_are_not_shown(folder):
    write(folder, '\n#, fuzzy\nmsgid "Score"\nmsgstr "نمره"\n')

    messages.compile_messages()

    with (folder / "django.mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Score") == "Score"


def test_what_is_current_is_not_compiled_again(folder):
    write(folder, '\nmsgid "Score"\nmsgstr "امتیاز"\n')
    messages.compile_messages()
    before = (folder / "django.mo").stat().st_mtime_ns

    messages.compile_messages()

    assert (folder / "django.mo").stat().st_mtime_ns == before


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('\nmsgid "Score"\nmsgstr ""\n', "not translated"),
        ('\n#, fuzzy\nmsgid "Score"\nmsgstr "نمره"\n', "doubtful"),
        (
            '\n#, python-format\nmsgid "%(n)s scores"\nmsgstr "%(m)s امتیاز"\n',
            "%(n)s scores",
        ),
    ],
)
def test_open_work_is_named(folder, text, fault):
    write(folder, text)

    [told] = messages.open_work()

    assert fault in told


def test_nothing_is_named_when_all_is_done(folder):
    write(folder, '\n#, python-format\nmsgid "%(n)s scores"\nmsgstr "%(n)s امتیاز"\n')

    assert list(messages.open_work()) == []
