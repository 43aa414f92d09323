from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation

from evaluator.content.glossary import glossary, term_by_key
from evaluator.selectors.glossary import find_terms
from evaluator.templatetags.terms import UnknownTerm

TEMPLATES = Path(__file__).parents[3] / "templates"


def draw(source: str) -> str:
    request = RequestFactory().get("/")
    template = Template("{% load terms %}" + source)
    return template.render(Context({"request": request}))


@pytest.fixture
def member(client, people) -> Client:
    client.force_login(people["member"])
    return client


@pytest.mark.django_db
def test_the_page_explains_every_word(member):
    page = member.get(reverse("evaluator:glossary")).content.decode()

    assert all(f'<div id="{term.key}">' in page for term in glossary())


@pytest.mark.django_db
def test_a_search_that_finds_nothing_says_what_to_do(member):
    page = member.get(reverse("evaluator:glossary"), {"search": "qqqq"})

    assert "Try fewer letters, or the English word." in page.content.decode()


@pytest.mark.django_db
def test_htmx_gets_the_terms_alone(member):
    url = reverse("evaluator:glossary")

    region = member.get(url, {"search": "crm"}, headers={"HX-Request": "true"})

    text = region.content.decode().lstrip()
    assert text.startswith('<div id="glossary-terms"')
    assert "data-announce=" in text


@pytest.mark.parametrize("search", ["Trust mark", term_by_key("trust_mark").term.fa])
def test_a_word_is_found_by_its_name_in_any_language(search):
    assert "trust_mark" in [entry.key for entry in find_terms("ar", search=search)]


def test_the_english_word_stands_beside_the_readers_own():
    entry = next(each for each in find_terms("fa") if each.key == "trust_mark")

    assert (entry.term, entry.english) == (
        term_by_key("trust_mark").term.fa,
        "Trust mark",
    )


def test_a_word_is_explained_where_it_stands_and_once_a_page():
    drawn = draw('({% term "crm" "CRM" %}, {% term "crm" "CRM" %})')

    assert drawn.count('popovertarget="term-crm"') == 1
    assert drawn.startswith("(<button")
    assert drawn.endswith("</span>, CRM)")
    assert term_by_key("crm").explanation.en in drawn


def test_the_explanation_is_in_the_readers_language():
    with translation.override("fa"):
        drawn = draw('{% term "crm" %}')

    assert term_by_key("crm").explanation.fa in drawn


def test_a_word_that_is_not_in_the_glossary_is_a_mistake():
    with pytest.raises(UnknownTerm):
        draw('{% term "nonsense" %}')


def test_every_word_that_a_page_explains_is_in_the_glossary():
    used = {
        key
        for path in TEMPLATES.rglob("*.html")
        for key in re.findall(r'{% term "(\w+)"', path.read_text(encoding="utf-8"))
    }

    assert used
    assert {key for key in used if term_by_key(key) is None} == set()
