"""A few whole ways through the product, as people go them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect

from tests.e2e.server import Server, log_in

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
SAVES = re.compile(r"/scores/\d+/\d+/save/$")
# From the start page of an empty team to a ranking, without the digits themselves.
MOST_CLICKS = 10


class Hand:
    """Clicks, and counts it."""

    def __init__(self) -> None:
        self.clicks = 0

    def click(self, target: Locator) -> None:
        target.click()
        self.clicks += 1


def score_all(page: Page, columns: Iterable[str]) -> None:
    """Type each candidate's column into the grid: a digit saves and steps down."""
    first_row = page.locator("tr[data-criterion]").first
    for place, digits in enumerate(columns):
        first_row.locator("input.score").nth(place).focus()
        for digit in digits:
            with page.expect_response(SAVES):
                page.keyboard.press(digit)


def test_a_stranger_comes_from_an_empty_page_to_a_first_ranking(
    open_page: OpenPage,
):
    page, hand = open_page("nora"), Hand()
    page.goto("/")

    hand.click(page.get_by_role("link", name="Compare platforms"))
    page.keyboard.type("Our next platform")
    hand.click(page.get_by_role("button", name="Create it"))
    for name in ("Brevo", "GetResponse", "Klaviyo"):
        hand.click(page.get_by_label(name, exact=True))
    hand.click(page.get_by_role("button", name="Add to the short list"))
    hand.click(page.get_by_role("link", name=re.compile("^Score")).first)
    score_all(page, ("454545454545", "434343434343", "343434343434"))
    hand.click(page.get_by_role("link", name="Results", exact=True))

    expect(page.locator("table.bars tbody tr")).to_have_count(3)
    expect(page.locator("main")).to_contain_text("Brevo is first")
    assert hand.clicks <= MOST_CLICKS


def test_two_score_alone_and_the_lead_reveals(open_page: OpenPage, server: Server):
    room = f"/evaluations/{server.ids['duo']}"
    lina, jonas, lead = open_page("lina"), open_page("jonas"), open_page("emma")

    for page in (lina, jonas):
        page.goto(f"{room}/scores/?view=grid")
        score_all(page, ("5544", "4433"))
    lina.goto(f"{room}/results/")
    expect(lina.locator("main")).to_contain_text("Sealed until the reveal")
    for page in (lina, jonas):
        page.goto(f"{room}/ballots/review/")
        page.get_by_role("button", name=re.compile("^Submit")).click()
    lead.goto(f"{room}/ballots/")
    lead.get_by_role("link", name="Reveal the scores").click()
    lead.get_by_role("button", name="Reveal").click()

    for page in (lina, jonas, lead):
        page.goto(f"{room}/results/")
        expect(page.locator("table.bars tbody tr")).to_have_count(2)
        expect(page.locator("main")).to_contain_text("Brevo is first")


def test_a_link_shows_the_comparison_and_its_workbook_without_a_login(
    open_page: OpenPage, server: Server
):
    lead, board = open_page("emma"), open_page()
    lead.goto(f"/evaluations/{server.ids['revealed']}/links/")
    lead.get_by_label("For whom").fill("Supervisory board")
    lead.get_by_role("button", name="Create the link").click()
    address = lead.get_by_label("The new link").input_value()

    board.goto(address)

    expect(board.locator("h1")).to_contain_text("A marketing platform")
    expect(board.locator("main")).not_to_contain_text("Lina")
    with board.expect_download() as download:
        board.get_by_role("button", name="Download Excel").click()
    assert ranked_in(download.value.path())[0] == "ActiveCampaign"


def test_the_workbook_of_the_results_ranks_as_the_page_does(
    open_page: OpenPage, server: Server
):
    page = open_page("omar")
    page.goto(f"/evaluations/{server.ids['revealed']}/results/")
    shown = page.locator("table.bars tbody th").all_text_contents()

    with page.expect_download() as download:
        page.get_by_role("button", name="Download Excel").click()

    assert ranked_in(download.value.path()) == [name.strip() for name in shown]


def ranked_in(path: Path) -> list[str]:
    """Return the candidates of the first sheet's ranking, in its order."""
    book = load_workbook(BytesIO(path.read_bytes()), data_only=True)
    rows = list(book.worksheets[0].iter_rows(max_col=2, values_only=True))
    head = next(place for place, row in enumerate(rows) if row[0] == "Rank")
    names = []
    for rank, name in rows[head + 1 :]:
        if not isinstance(rank, int | float):
            break
        names.append(str(name))
    return names


def test_nothing_stays_in_the_browser_after_the_logout(
    open_page: OpenPage, server: Server
):  # R40
    page = open_page("jonas")
    for path in (
        "/",
        f"/evaluations/{server.ids['revealed']}/results/",
        f"/evaluations/{server.ids['scoring']}/scores/",
        "/platforms/",
    ):
        page.goto(path)

    page.get_by_label("You and your team").click()
    page.get_by_role("button", name="Log out").click()

    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert kept == "[{},{}]"
    page.goto(f"/evaluations/{server.ids['revealed']}/results/")
    assert "/accounts/login/" in page.url


def test_what_was_typed_survives_the_end_of_the_session(
    open_page: OpenPage, server: Server
):
    page = open_page("omar")
    page.clock.install()
    page.goto("/settings/")
    typed = page.input_value("[name=name]") + "  "
    page.fill("[name=name]", typed)
    page.context.clear_cookies(name="sessionid")
    page.clock.fast_forward("10:00")

    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("dialog")).to_contain_text("no longer logged in")
    expect(page.locator("[name=name]")).to_have_value(typed)
    log_in(page.context.new_page(), "omar", server.ids)
    page.get_by_role("button", name="Stay on this page").click()
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.locator("main")).to_contain_text("Your settings are saved.")


def test_a_search_of_the_catalogue_keeps_what_is_ticked(
    open_page: OpenPage, server: Server
):
    page = open_page("emma")
    page.goto(f"/evaluations/{server.ids['empty']}/candidates/")

    page.get_by_label("Mautic", exact=True).check()
    page.get_by_label("Or type a name").fill("Ours")
    page.get_by_label("Search the catalogue").fill("klav")
    page.get_by_role("button", name="Search").click()

    expect(page.get_by_label("Klaviyo", exact=True)).to_be_visible()
    expect(page.get_by_label("Drip", exact=True)).to_have_count(0)
    expect(page.get_by_label("Mautic", exact=True)).to_be_checked()
    expect(page.get_by_label("Or type a name")).to_have_value("Ours")


def test_a_refused_form_begins_where_it_was_refused(open_page: OpenPage):
    page = open_page("emma")
    page.goto("/plans/new/")
    for name in ("title", "source_name", "target_name"):
        page.fill(f"[name={name}]", f"Our {name}")
    wished = page.locator("#id_go_live_on")

    wished.fill("31/02/2027")
    page.get_by_role("button", name="Make the plan", exact=True).click()

    expect(page.locator(".error")).to_be_visible()
    expect(wished).to_be_focused()


def test_a_refused_count_is_in_view_below_its_heading(
    open_page: OpenPage, server: Server
):
    page = open_page("emma")
    page.goto(f"/plans/{server.ids['plan']}/fields/")
    page.locator("summary", has_text="Map a field").click()
    page.fill("[name=source_field]", "Consent")
    page.fill("[name=translation]", "without an arrow")

    page.locator("form", has=page.locator("[name=translation]")).locator(
        "button"
    ).last.click()

    expect(page.locator("[name=translation]")).to_be_focused()


def test_back_to_a_link_shown_once_does_not_ask_to_send_the_form_again(
    open_page: OpenPage, server: Server
):
    page = open_page("emma")
    room = f"/evaluations/{server.ids['revealed']}/links/"
    page.goto(room)
    page.fill("[name=label]", "For the board")
    page.get_by_role("button", name="Create the link").click()
    expect(page.locator("#new-link")).to_be_visible()

    page.goto("/")
    page.go_back()

    expect(page).to_have_url(f"{server.url}{room}")
    expect(page.locator("#new-link")).to_have_count(0)
