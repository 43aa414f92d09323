import pytest
from django.utils import translation

from common.context_processors import look


@pytest.mark.parametrize(
    ("cookie", "theme"), [("dark", "dark"), ("light", "light"), ('"><b>', ""), ("", "")]
)
def test_only_known_themes_are_taken_from_the_cookie(rf, cookie, theme):
    request = rf.get("/")
    request.COOKIES["theme"] = cookie

    assert look(request)["theme"] == theme


def test_languages_are_named_in_their_own_words(rf):
    with translation.override("ar"):
        context = look(rf.get("/"))

    assert context["language_choices"] == [
        ("en", "English"),
        ("ar", "العربية"),
        ("fa", "فارسی"),
    ]
    assert context["locale"].direction == "rtl"
