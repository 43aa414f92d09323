from __future__ import annotations

import json

import pytest
from django.http import QueryDict
from django.urls import reverse

from evaluator.catalogue.built_in_tariffs import built_in_tariff, read_tariffs
from evaluator.costs.json_form import to_json
from evaluator.forms.money.tariff_drafts import KINDS, Draft, add_part, empty_tariff
from evaluator.forms.money.tariff_parts import FORMS
from tests.evaluator.prices import enter, from_catalogue, stairs, use_contacts

pytestmark = pytest.mark.django_db

EVERY_PART = [
    pytest.param(part, id=f"{key}-{plan.key}-{number}")
    for key, tariff in read_tariffs().items()
    for plan in tariff.plans
    for number, part in enumerate(plan.components)
]


def typed(form) -> QueryDict:
    """Return what a browser sends for a form that nobody touched."""
    data = QueryDict(mutable=True)
    for bound in form:
        value = bound.value()
        if isinstance(value, list | tuple):
            data.setlist(bound.html_name, [str(each) for each in value])
        elif value is True:
            data[bound.html_name] = "on"
        elif value not in {None, False, ""}:
            data[bound.html_name] = str(value)
    for row in getattr(form, "rows", []):
        for name, text in zip(("up_to", "flat", "unit"), row, strict=True):
            data.appendlist(f"f-{name}", text)
    return data


@pytest.mark.parametrize("part", EVERY_PART)
def test_a_form_that_nobody_touched_changes_nothing(part):
    kind = FORMS[type(part)]

    form = kind(typed(kind(before=part)), before=part)

    assert form.is_valid(), form.errors
    assert form.component() == part


@pytest.fixture
def acme(evaluation):
    return evaluation.candidates.get(name="Acme")


@pytest.fixture
def lead(client, people):
    client.force_login(people["lead"])
    return client


@pytest.fixture
def url_of(evaluation, acme):
    def find(name: str) -> str:
        return reverse(f"evaluator:{name}", args=[evaluation.pk, acme.pk])

    return find


def sent(tariff, **more) -> dict[str, object]:
    return {"draft": json.dumps(to_json(tariff)), "open": "", **more}


def draft_of(answer) -> Draft:
    return answer.context["draft"]


STEPS = {
    "open": "0:0",
    "f-name": "Contacts",
    "f-counted_1": "stored_contacts",
    "f-currency": "USD",
    "f-mode": "flat",
    "f-is_whole": "on",
    "f-is_complete": "on",
    "f-beyond": "quote",
    "f-rule": "follow",
    "f-up_to": ["5000", "۱۰٬۰۰۰", ""],
    "f-flat": ["145", "234.50", ""],
    "f-unit": ["", "", ""],
}


@pytest.mark.parametrize(
    ("person", "status"),
    [("lead", 200), ("evaluator", 403), ("observer", 403), ("outsider", 404)],
)
def test_who_opens_the_editor(client, people, url_of, person, status):  # R9
    client.force_login(people[person])

    answers = [
        client.get(url_of("tariff_edit")),
        client.post(url_of("tariff_draft"), sent(empty_tariff("Acme"))),
        client.post(url_of("tariff_preview"), sent(empty_tariff("Acme"))),
    ]

    assert {answer.status_code for answer in answers} == {status}


def test_a_quote_is_built_from_nothing_and_saved(lead, url_of, acme):
    added = lead.post(
        url_of("tariff_draft"),
        sent(empty_tariff("Acme"), do="add 0", **{"kind-0": "steps"}),
    )
    tariff = draft_of(added).tariff

    saved = lead.post(url_of("tariff_edit"), sent(tariff, **STEPS))

    assert saved.status_code == 302
    version = acme.tariff_versions.get()
    tiers = version.content["plans"][0]["components"][0]["rate"]["tiers"]
    assert tiers == [{"up_to": 5000, "flat": "145"}, {"up_to": 10000, "flat": "234.50"}]


def test_a_copy_of_the_built_in_tariff_is_changed_and_both_stay(lead, url_of, acme):
    from_catalogue(acme, "hubspot_marketing_hub")
    page = lead.get(url_of("tariff_edit"), {"from": "built_in"})
    tariff = draft_of(page).tariff

    removed = lead.post(url_of("tariff_draft"), sent(tariff, do="remove 0"))
    lead.post(url_of("tariff_edit"), sent(draft_of(removed).tariff))

    plans = acme.tariff_versions.get().content["plans"]
    assert [plan["key"] for plan in plans] == ["starter", "professional", "enterprise"]
    assert len(built_in_tariff("hubspot_marketing_hub").plans) == 4


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"f-up_to": ["5000", "4000", ""]},
         "The list of steps must have tiers that rise: 4000 does not come after 5000."),
        ({"f-up_to": ["", "5000", ""]},
         "The list of steps has a tier without an end before its last tier"),
        ({"f-flat": ["-1", "5", ""]}, "Price of the step must be 0 or more, not -1."),
        ({"f-flat": ["1.250", "5", ""]}, "Write 1250 or 1.25."),
        ({"f-up_to": ["5.000", "9000", ""]}, "Write 5000 or 5."),
        ({"f-flat": ["a", "5", ""]}, "Enter a number, such as 12.5."),
        ({"f-up_to": ["1.5", "5", ""]}, "Enter a whole number."),
        ({"f-up_to": [], "f-flat": [], "f-unit": []},
         "The list of steps has no tier: add at least one."),
        ({"f-included": "-5"}, "Included without charge must be 0 or more, not -5."),
        ({"f-size": "0"}, "Sold in blocks of is sold in blocks of 1 or more"),
        ({"f-counted_1": ""}, "Counted counts nothing: choose what it is billed by."),
        ({"f-currency": "XXQ"}, "Enter a currency by its three letters"),
        ({"f-over_price": "3"}, "cannot stand beside follow"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_at_its_field(lead, url_of, acme, change, sentence):
    tariff = stairs((1, "1"))

    answer = lead.post(url_of("tariff_edit"), sent(tariff, **(STEPS | change)))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page.replace("&#x27;", "'")
    assert not acme.tariff_versions.exists()


def test_a_plan_that_nobody_filled_in_is_not_billed_by(lead, url_of, acme):
    answer = lead.post(url_of("tariff_edit"), sent(empty_tariff("Acme")))

    assert answer.status_code == 422
    assert "A plan without a part would cost nothing" in answer.content.decode()
    assert not acme.tariff_versions.exists()


def test_parts_that_exclude_each_other_and_a_large_discount_are_told(lead, url_of):
    draft = Draft(empty_tariff("Acme"))
    for kind in ("month", "quote", "discount"):
        draft = add_part(draft, 0, kind)

    answer = lead.post(
        url_of("tariff_edit"),
        sent(draft.tariff, **{"open": "0:2", "f-discount": "120"}),
    )

    page = answer.content.decode()
    assert "is a discount of at most 100 per cent, not 120" in page
    assert "cannot stand beside Base fee: keep one of them." in page


def test_a_wrong_part_stays_open_until_it_is_mended_or_left(lead, url_of):
    wrong = STEPS | {"f-up_to": ["5000", "4000", ""]}
    tariff = stairs((1, "1"))

    stays = lead.post(url_of("tariff_draft"), sent(tariff, **wrong, do="close"))
    left = lead.post(url_of("tariff_draft"), sent(tariff, **wrong, do="drop"))

    assert (stays.status_code, str(draft_of(stays).place)) == (422, "0:0")
    assert (left.status_code, draft_of(left).place) == (200, None)


@pytest.mark.parametrize("kind", [kind.key for kind in KINDS])
def test_every_kind_of_part_can_be_added_and_is_said_in_words(lead, url_of, kind):
    answer = lead.post(
        url_of("tariff_draft"),
        sent(empty_tariff("Acme"), do="add 0", **{"kind-0": kind}),
    )

    assert answer.status_code == 200
    assert len(draft_of(answer).tariff.plans[0].components) == 1
    assert 'id="open-part"' in answer.content.decode()


def test_parts_and_plans_are_moved_and_removed(lead, url_of):
    tariff = built_in_tariff("hubspot_marketing_hub")

    moved = draft_of(lead.post(url_of("tariff_draft"), sent(tariff, do="down 0")))
    part = draft_of(lead.post(url_of("tariff_draft"), sent(tariff, do="up 2:1")))
    removed = draft_of(lead.post(url_of("tariff_draft"), sent(tariff, do="remove 2:0")))

    names = [plan.key for plan in tariff.plans]
    assert [p.key for p in moved.tariff.plans] == [names[1], names[0], *names[2:]]
    first, second = tariff.plans[2].components[:2]
    assert part.tariff.plans[2].components[:2] == (second, first)
    assert removed.tariff.plans[2].components == tariff.plans[2].components[1:]


def test_the_bill_is_drawn_while_somebody_types(lead, evaluation, url_of):
    use_contacts(evaluation, 7000)

    answer = lead.post(url_of("tariff_preview"), sent(stairs((1, "1")), **STEPS))

    page = answer.content.decode()
    assert "<svg" in page
    assert "$145.00" in page
    assert "$234.50" in page
    assert "state-quote-needed" in page  # above the last step


def test_what_cannot_be_drawn_says_why(lead, url_of):
    wrong = STEPS | {"f-up_to": ["5000", "4000", ""]}

    answer = lead.post(url_of("tariff_preview"), sent(stairs((1, "1")), **wrong))

    page = answer.content.decode()
    assert "The bill is drawn when what is marked is mended." in page
    assert "<svg" not in page


@pytest.mark.parametrize(
    "draft", ["", "{", "[]", '{"key": 1}', "[" * 100_000, '{"a":' * 3000]
)
def test_what_is_no_draft_is_refused(lead, url_of, draft):
    answer = lead.post(url_of("tariff_draft"), {"draft": draft, "do": "close"})

    assert answer.status_code == 400


@pytest.mark.parametrize("do", ["open 9:9", "add 7", "up x", "remove -1", "fly 0", ""])
def test_a_step_to_nowhere_changes_nothing(lead, url_of, do):
    tariff = stairs((1, "1"))

    answer = lead.post(url_of("tariff_draft"), sent(tariff, do=do))

    assert draft_of(answer).tariff == tariff


def test_one_starts_from_an_older_version(lead, url_of, acme, people, now):
    enter(acme, stairs((10, "7")), actor=people["lead"], now=now)

    page = lead.get(url_of("tariff_edit"), {"from": "1"})

    assert draft_of(page).tariff == stairs((10, "7"))
    assert lead.get(url_of("tariff_edit"), {"from": "9"}).status_code == 404


def test_the_editor_costs_few_queries(lead, url_of, django_assert_max_num_queries):
    with django_assert_max_num_queries(14):
        lead.get(url_of("tariff_edit"))
