import pytest
from django.test import RequestFactory

from workspace.addresses import client_address, client_network


def ask(forwarded: str = "", remote: str = "10.0.0.9"):
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    return RequestFactory().get("/", REMOTE_ADDR=remote, **headers)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "", "10.0.0.9"),
        (0, "203.0.113.7", "10.0.0.9"),  # nobody is trusted to forward
        (1, "203.0.113.7", "203.0.113.7"),
        (1, "198.51.100.1, 203.0.113.7", "203.0.113.7"),  # the first one is made up
        (2, "198.51.100.1, 203.0.113.7, 10.0.0.3", "203.0.113.7"),
        (2, "203.0.113.7", "10.0.0.9"),  # did not come through both proxies
        (1, "", "10.0.0.9"),
        (1, "not an address", "::"),
    ],
)
def test_only_trusted_proxies_tell_the_address(
    settings, proxies, forwarded, address
):  # R3
    settings.TRUSTED_PROXIES = proxies

    assert client_address(ask(forwarded)) == address


@pytest.mark.parametrize(
    ("remote", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::99", "2001:db8:1:2::/64"),
        ("", "::"),
    ],
)
def test_limits_count_by_address_or_by_network(settings, remote, network):  # R3
    assert client_network(ask(remote=remote)) == network
