"""Every page, in three languages: nothing broken, too wide, or shut to somebody."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.e2e.not_visited import NOT_VISITED, routes
from tests.e2e.pages import VISITS
from tests.e2e.tour import LANGUAGES, Tour, violations

pytestmark = pytest.mark.browser

AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (390, 768, 1360, 1600)
# Short enough for any column: longer words may break inside, and so may addresses.
SHORT = 12
BROKEN = """(short) => {
  const broken = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (texts.nextNode()) {
    const text = texts.currentNode;
    range.selectNodeContents(text);
    if (range.getClientRects().length < 2) continue;
    for (const word of text.data.matchAll(/\\S+/g)) {
      if (word[0].length > short || /[@_:/-]/.test(word[0])) continue;
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      const lines = new Set([...range.getClientRects()].map((each) => each.bottom));
      if (lines.size > 1) broken.push(word[0]);
    }
  }
  return broken;
}"""


def test_every_route_is_looked_at():
    visited = {visit.name for visit in VISITS}

    assert visited | NOT_VISITED.keys() == routes()
    assert not visited & NOT_VISITED.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_quiet_fits_each_width_and_can_be_used_by_all(
    visitor, server, language
):  # R40
    tour = Tour(visitor, server, language)

    for visit, page in tour.visits():
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            tour.note(visit, *overflow(page, width), *broken(page, width))
        tour.note(visit, *violations(page, "tag", *AXE_TAGS))

    assert not tour.faults, "\n".join(tour.faults)


def overflow(page: Page, width: int) -> Iterator[str]:
    needed = page.evaluate("document.scrollingElement.scrollWidth")
    if needed > width:
        yield f"needs {needed} px where there are {width}"


def broken(page: Page, width: int) -> Iterator[str]:
    """Name short words and numbers that stand on two lines."""
    for word in page.evaluate(BROKEN, SHORT):
        yield f"breaks {word!r} inside at {width} px"
