"""A spreadsheet from the disk to a ranking, in the browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.evaluator.matrix import sheets

pytestmark = pytest.mark.browser

CORRECTED = re.compile(r"/imports/\d+/\?from=0$")


def test_a_committee_brings_the_sheet_it_has(
    open_page: Callable[..., Page], tmp_path: Path
):
    file = tmp_path / "requirements.xlsx"
    file.write_bytes(sheets.musts_and_shoulds().as_xlsx())
    page = open_page("emma")
    page.goto("/evaluations/")

    page.get_by_role("link", name="Bring a spreadsheet").click()
    page.get_by_label("File", exact=True).set_input_files(file)
    page.get_by_role("button", name="Read it").click()
    expect(page.locator("#matrix-read")).to_contain_text("F5")
    with page.expect_response(CORRECTED):
        page.get_by_label("Custom", exact=True).select_option("2")
    expect(page.locator("#matrix-read")).not_to_contain_text("F5")
    with page.expect_response(CORRECTED):
        page.get_by_label("What 5 is").select_option("ignore")
    expect(page.locator("#matrix-read")).to_contain_text("Criteria read: 3")
    page.get_by_role("button", name="Go on to the preview").click()
    page.get_by_label("“Klavyo” is").select_option(label="Klaviyo")
    page.get_by_role("button", name="Show it like this").click()
    page.get_by_role("button", name="Make the evaluation").click()

    expect(page.locator("main")).to_contain_text("was taken in")
    page.get_by_role("link", name="Candidates", exact=True).first.click()
    expect(page.locator("main")).to_contain_text("Klaviyo")
