import pytest

from workspace.checks import check_signup


@pytest.mark.parametrize(
    ("signup", "has_mail_server", "warnings"),
    [("open", False, 1), ("open", True, 0), ("invite", False, 0)],
)
def test_open_sign_up_without_mail_is_warned_of(
    settings, signup, has_mail_server, warnings
):
    settings.SIGNUP, settings.HAS_MAIL_SERVER = signup, has_mail_server

    assert len(check_signup()) == warnings
