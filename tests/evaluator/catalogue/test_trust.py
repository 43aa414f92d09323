from datetime import date

import pytest

from evaluator.catalogue.entries import Source
from evaluator.catalogue.trust import is_old, is_within, trust_of

DOMAINS = ("acme.com", "github.com/acme-org")
TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("source", "mark"),
    [
        (Source(url="https://www.acme.com/pricing"), "vendor"),
        (Source(url="https://acme.com", via="a transcription"), "vendor"),
        (Source(url="http://docs.acme.com./start"), "vendor"),
        (Source(url="https://github.com/acme-org/core", text="README"), "vendor"),
        (Source(url="https://github.com/acme-org2/core"), "third_party"),
        (Source(url="https://github.com/other/acme.com"), "third_party"),
        (Source(url="https://notacme.com/acme.com"), "third_party"),
        (Source(url="https://acme.com.example.org"), "third_party"),
        (Source(text="a study, address not known"), "third_party"),
        (Source(text="General knowledge, unverified"), "unverified"),
        (Source(text="not recorded"), "unverified"),
    ],
)
def test_the_trust_mark_follows_the_address(source, mark):
    assert trust_of(source, DOMAINS) == mark


def test_without_domains_nothing_is_the_vendors_word():
    assert trust_of(Source(url="https://www.acme.com"), ()) == "third_party"


def test_a_path_is_matched_by_whole_segments_in_any_case():
    assert is_within("https://GitHub.com/Acme-Org", "github.com/acme-org")
    assert not is_within("https://github.com/", "github.com/acme-org")


@pytest.mark.parametrize(
    ("as_of", "old"),
    [
        ("2025-11-22", False),
        ("2025-11-21", True),
        ("2025-11", True),
        ("2025-12", False),
        ("2026", False),
        ("2025", True),
        ("undated", True),
        ("", True),
    ],
)
def test_figures_older_than_twelve_months_are_old_and_undated_ones_too(as_of, old):
    assert is_old(as_of, TODAY) is old


def test_a_leap_day_has_a_year_before_it():
    assert not is_old("2027-02-28", date(2028, 2, 29))
    assert is_old("2027-02-27", date(2028, 2, 29))
