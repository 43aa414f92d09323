import pytest

from workspace.browsers import browser_name


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Firefox on Linux",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/150.0"
            " Safari/537.36 Edg/150.0",
            "Edge on Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1"
            " Version/26.0 Mobile Safari/604.1",
            "Safari on iPhone",
        ),
        ("", "Unknown browser"),
    ],
)
def test_a_browser_has_the_name_people_know_it_by(agent, name):
    assert browser_name(agent) == name
