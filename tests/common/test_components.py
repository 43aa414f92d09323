"""Parts of pages, drawn by themselves."""

import re

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.utils import translation

from common.gallery import STATES
from common.steps import Step
from common.views import style_gallery


class SampleForm(forms.Form):
    name = forms.CharField(help_text="As on the bill.")
    address = forms.EmailField(required=False)
    scope = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect)
    agreed = forms.BooleanField(required=False)


def draw(template: str, **context: object) -> str:
    return render_to_string(f"components/{template}", context)


@pytest.fixture
def visit(rf):
    request = rf.get("/style/")
    request.user = AnonymousUser()
    return request


@pytest.mark.parametrize("language", ["en", "ar", "fa"])
def test_the_style_page_draws_every_part_in_each_language(visit, language):
    with translation.override(language):
        response = style_gallery(visit)

    direction = "ltr" if language == "en" else "rtl"
    assert f'lang="{language}" dir="{direction}"' in response.content.decode()


def test_each_state_has_a_word_and_a_look_of_its_own():
    drawn = [draw("_state.html", state=state) for state in STATES]

    looks = {re.search(r'class="state ([\w-]+)"', html).group(1) for html in drawn}
    words = {re.sub(r"<[^>]+>", "", html).strip() for html in drawn}
    assert len(looks) == len(STATES)
    assert len(words) == len(STATES)


def test_a_field_says_what_it_wants_and_what_is_wrong():
    form = SampleForm({"name": "", "address": "x"})

    html = "".join(draw("_field.html", field=field) for field in form)

    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html
    assert html.count("(optional)") == 1


def test_a_field_runs_in_the_direction_of_what_it_holds():
    form = SampleForm()

    assert 'dir="auto"' in draw("_field.html", field=form["name"])
    assert 'dir="ltr"' in draw("_field.html", field=form["address"])


def test_choices_stand_in_a_group_with_their_question():
    html = draw("_field.html", field=SampleForm()["scope"])

    assert re.search(r"<fieldset.*<legend>Scope</legend>", html, re.DOTALL)


def test_a_locked_step_is_no_link_and_says_why():
    steps = [
        Step("Score", url="/scores/", is_done=True),
        Step("Decide", note="After the reveal."),
    ]

    html = draw("_step_bar.html", steps=steps)

    assert html.count("<a ") == 1
    assert "After the reveal." in html
    assert "is-locked" in html


def test_pages_of_a_list_keep_its_filters(rf):
    request = rf.get("/platforms/", {"kind": "suite", "page": "2"})
    page = Paginator(range(30), 10).page(2)

    html = draw("_pagination.html", page=page, request=request)

    assert 'href="?kind=suite&amp;page=1"' in html
    assert 'href="?kind=suite&amp;page=3"' in html
    assert "11 to 20 of 30" in html


def test_a_list_of_one_page_has_no_way_on(rf):
    page = Paginator(range(3), 10).page(1)

    assert draw("_pagination.html", page=page, request=rf.get("/")).strip() == ""
