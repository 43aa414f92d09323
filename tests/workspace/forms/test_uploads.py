from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from common.tables.limits import AT_ONCE
from common.tables.reading import ReadOptions
from workspace.forms.uploads import TableUploadForm


def form_with(content: bytes | None, **said: str) -> TableUploadForm:
    files = {} if content is None else {"file": SimpleUploadedFile("t.csv", content)}
    return TableUploadForm(said, files)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "Choose the file"),
        (b"", "This file is empty"),
        (b"x" * (AT_ONCE.bytes + 1), "larger than 10 MB"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_before_it_is_kept(content, sentence):
    form = form_with(content)  # R30

    assert not form.is_valid()
    assert sentence in form.errors["file"][0]


def test_nothing_need_be_said_about_a_file():
    form = form_with(b"a,b")

    assert form.is_valid()
    assert form.options == ReadOptions()


def test_what_is_said_about_a_csv_is_kept():
    said = {"encoding": "cp1256", "decimal_mark": ",", "date_order": "day"}
    form = form_with(b"a,b", **said)

    assert form.is_valid()
    assert form.options == ReadOptions(**said)
    assert not form_with(b"a,b", encoding="utf-7").is_valid()
