import json

from django.http import HttpResponse
from django.utils.translation import gettext_lazy

from common.htmx import announce, is_htmx, toast


def test_an_answer_can_carry_a_toast_and_an_announcement():
    response = announce(toast(HttpResponse(), "Saved."), "3 of 12 scored.")

    assert json.loads(response["HX-Trigger"]) == {
        "toast": {"target": "body", "text": "Saved."},
        "announce": {"target": "body", "text": "3 of 12 scored."},
    }


def test_a_toast_survives_the_header_in_every_script():
    response = toast(HttpResponse(), gettext_lazy("ذخیره شد"))

    assert response["HX-Trigger"].isascii()
    assert json.loads(response["HX-Trigger"])["toast"]["text"] == "ذخیره شد"


def test_only_scripts_are_answered_with_regions(rf):
    assert is_htmx(rf.get("/", headers={"HX-Request": "true"}))
    assert not is_htmx(rf.get("/"))
