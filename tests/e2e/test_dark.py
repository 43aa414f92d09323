"""Every page in the dark theme, in three languages."""

from __future__ import annotations

import pytest

from tests.e2e.tour import LANGUAGES, Tour, violations

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_quiet_and_legible_in_the_dark(visitor, server, language):
    tour = Tour(visitor, server, language, theme="dark")

    for visit, page in tour.visits():
        # The theme changes colours and nothing else.
        tour.note(visit, *violations(page, "rule", "color-contrast"))

    assert not tour.faults, "\n".join(tour.faults)
