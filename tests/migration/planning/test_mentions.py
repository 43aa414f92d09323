import pytest
from hypothesis import given
from hypothesis import strategies as st

from migration.planning.mentions import mentioned, parts_of

NAMES = {
    1: "Emma Brandt",
    2: "Lina Haddad",
    3: "رضا کریمی",
    4: "Emma",
    5: "Jonas Weber",
}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@Lina can you look?", [2]),
        ("@lina haddad, please", [2]),
        ("Ask @رضا کریمی or @رضا.", [3]),
        ("@رضا كريمي", [3]),  # Arabic letters for the Persian ones
        ("@Emma Brandt and @Emma", [1, 4]),
        ("@Jonas @Jonas", [5]),
        ("@Linaria is a flower", []),
        ("write to ann@jonas.example", []),
        ("@ Jonas", []),
        ("@", []),
        ("＠Jonas", [5]),
    ],
)
def test_whom_a_text_mentions(text, found):
    assert mentioned(text, NAMES) == found


def test_a_first_name_that_two_share_means_nobody():
    names = {1: "Emma Brandt", 2: "Emma Stone"}

    assert mentioned("@Emma", names) == []
    assert mentioned("@Emma Stone", names) == [2]


@given(st.lists(st.sampled_from(["@Lina", "@رضا کریمی", " ", "x", "@", "Emma", "\n"])))
def test_the_parts_are_the_whole_text(pieces):
    text = "".join(pieces)

    assert "".join(part.text for part in parts_of(text, NAMES)) == text
