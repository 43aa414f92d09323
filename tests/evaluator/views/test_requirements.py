import pytest
from django.urls import reverse

from evaluator.models import Criterion, Evaluation, StructureChange
from evaluator.services.planting import plant_template
from tests.evaluator.views.weighing import weights

pytestmark = pytest.mark.django_db
CAST = ("lead", "evaluator", "observer", "member", "outsider")
SEE = dict(zip(CAST, (200, 200, 200, 404, 404), strict=True))
EDIT = dict(zip(CAST, (302, 403, 403, 404, 404), strict=True))


def url_of(name: str, *args: int) -> str:
    return reverse(f"evaluator:{name}", args=args)


def edited(criterion, **changes) -> dict[str, object]:
    """Return what the form of a rated criterion sends."""
    return {
        "name": criterion.name,
        "kind": criterion.kind,
        "parent": criterion.parent_id,
        "version": criterion.version,
    } | changes


@pytest.mark.parametrize("person", CAST)
def test_who_sees_the_requirements(client, evaluation, price, people, person):
    client.force_login(people[person])

    for url in (
        url_of("requirement_tree", evaluation.pk),
        url_of("criterion_detail", evaluation.pk, price.pk),
        url_of("weight_table", evaluation.pk),
    ):
        assert client.get(url).status_code == SEE[person]


@pytest.mark.parametrize("person", CAST)
def test_who_may_change_the_requirements(client, evaluation, price, people, person):
    client.force_login(people[person])
    pk, leaf = evaluation.pk, price.pk
    growth = evaluation.criteria.get(own_name="Growth")

    answers = [
        client.post(url_of(name, *args), sent).status_code
        for name, args, sent in (
            ("weight_table", (pk,), weights(evaluation)),
            ("criterion_add", (pk,), {"name": "Add-ons", "kind": "category"}),
            ("criterion_move", (pk,), {"step": f"{leaf} down 1"}),
            ("criterion_detail", (pk, leaf), edited(price, version=2)),
            ("criterion_delete", (pk, growth.pk), {"version": 1}),
            ("criterion_restore", (pk, growth.pk), {}),
            ("template_grow", (pk,), {}),
            ("need_picker", (pk,), {"needs": ["forms"]}),
            ("weight_equalise", (pk,), {}),
        )
    ]

    assert answers == [EDIT[person]] * 9


@pytest.mark.parametrize(
    ("person", "status"), [("lead", 200), ("evaluator", 403), ("outsider", 404)]
)
def test_only_the_lead_picks_needs(client, evaluation, people, person, status):
    client.force_login(people[person])

    answer = client.get(url_of("need_picker", evaluation.pk))

    assert answer.status_code == status


def test_the_tree_shows_every_criterion_with_its_shares(as_lead, evaluation):
    page = as_lead.get(url_of("requirement_tree", evaluation.pk)).content.decode()

    for words in ("Budget", "Price", "60%", "30.0%", "Add the other criteria"):
        assert words in page


def test_a_script_gets_the_tree_alone(as_lead, evaluation):
    url = url_of("requirement_tree", evaluation.pk)

    region = as_lead.get(url, headers={"HX-Request": "true"}).content.decode()

    assert region.lstrip().startswith('<section class="stack" id="requirements"')
    assert "<html" not in region


def test_a_criterion_is_added_in_its_category(as_lead, evaluation, budget):
    sent = {"name": "Add-ons", "kind": "rated", "parent": budget.pk}

    answer = as_lead.post(url_of("criterion_add", evaluation.pk), sent)

    added = evaluation.criteria.get(own_name="Add-ons")
    assert added.parent == budget
    assert answer.url.endswith(f"/requirements/?added={added.pk}")


def test_a_nameless_or_double_criterion_is_refused_at_its_line(
    as_lead, evaluation, budget
):
    url = url_of("criterion_add", evaluation.pk)

    for name, words in (("", "required"), ("Price", "here already")):
        sent = {"name": name, "kind": "rated", "parent": budget.pk}
        answer = as_lead.post(url, sent)
        assert answer.status_code == 422
        assert words in answer.content.decode()


def test_a_parent_of_another_evaluation_changes_nothing(as_lead, evaluation, team):
    # R12
    other = Evaluation.objects.create(team=team, title="Another")
    foreign = Criterion.objects.create(
        evaluation=other, kind="category", own_name="Elsewhere"
    )
    sent = {"name": "Add-ons", "kind": "rated", "parent": foreign.pk}

    answer = as_lead.post(url_of("criterion_add", evaluation.pk), sent)

    assert answer.status_code == 422
    assert not Criterion.objects.filter(own_name="Add-ons").exists()


def test_a_criterion_of_another_evaluation_is_not_found_here(as_lead, evaluation, team):
    # R12: the same answer as for an unknown id.
    other = Evaluation.objects.create(team=team, title="Another")
    foreign = Criterion.objects.create(
        evaluation=other, kind="rated", own_name="Elsewhere"
    )

    for pk in (foreign.pk, 10**9):
        assert (
            as_lead.get(url_of("criterion_detail", evaluation.pk, pk)).status_code
            == 404
        )


def test_a_criterion_is_edited_in_its_row(as_lead, evaluation, price):
    url = url_of("criterion_detail", evaluation.pk, price.pk)
    sent = edited(price, name="Yearly price", scale_0="Too dear", scale_5="A gift")

    answer = as_lead.post(url, sent)

    price.refresh_from_db()
    assert answer.url.endswith(f"#criterion-{price.pk}")
    assert price.own_name == "Yearly price"
    assert price.own_scale == ["Too dear", "", "", "", "", "A gift"]


MEASURES = [
    (
        {"shape": "linear", "worst": "۹۰۰۰", "best": "1,000"},
        {"kind": "linear", "worst": 9000.0, "best": 1000.0},
    ),
    (
        {"shape": "piecewise", "points": "1000 = 5\n4000 = 2.5"},
        {"kind": "piecewise", "points": [[1000.0, 1.0], [4000.0, 0.5]]},
    ),
    (
        {
            "shape": "target",
            "lowest": "1",
            "ideal_from": "2",
            "ideal_to": "3",
            "highest": "5",
        },
        {"kind": "target", "range": [1.0, 5.0], "ideal": [2.0, 3.0]},
    ),
]


@pytest.mark.parametrize(("sent", "stored"), MEASURES)
def test_a_criterion_becomes_measured(as_lead, evaluation, price, sent, stored):
    url = url_of("criterion_detail", evaluation.pk, price.pk)

    as_lead.post(url, edited(price, kind="measured", unit="USD a year", **sent))

    price.refresh_from_db()
    assert (price.kind, price.unit) == ("measured", "USD a year")
    assert price.value_function == stored
    assert as_lead.get(url).status_code == 200


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"shape": "linear", "worst": "5", "best": "5"}, "two different values"),
        ({"shape": "linear", "worst": "5"}, "Enter a number."),
        ({"shape": "linear", "worst": "much", "best": "5"}, "Enter a number"),
        ({"shape": "piecewise", "points": "1000 = 5"}, "at least two points"),
        ({"shape": "piecewise", "points": "1000; 5"}, "Enter a number"),
        ({"shape": "target", "lowest": "5"}, "Enter a number."),
    ],
)
def test_a_measure_that_says_nothing_is_refused(
    as_lead, evaluation, price, sent, words
):
    url = url_of("criterion_detail", evaluation.pk, price.pk)

    answer = as_lead.post(url, edited(price, kind="measured", unit="USD", **sent))

    price.refresh_from_db()
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert price.kind == "rated"


def test_a_stale_edit_shows_both_values(as_lead, evaluation, price):
    # R48
    url = url_of("criterion_detail", evaluation.pk, price.pk)
    as_lead.post(url, edited(price, name="Theirs"))

    answer = as_lead.post(url, edited(price, name="Mine"))

    page = answer.content.decode()
    price.refresh_from_db()
    assert answer.status_code == 412
    assert '<td dir="auto">Theirs</td><td dir="auto">Mine</td>' in page
    assert price.own_name == "Theirs"


def test_an_edit_without_its_version_is_refused(as_lead, evaluation, price):
    # R48
    url = url_of("criterion_detail", evaluation.pk, price.pk)
    sent = edited(price, name="Blind")
    del sent["version"]

    assert as_lead.post(url, sent).status_code == 428


def test_a_stale_edit_sent_again_is_saved(as_lead, evaluation, price):
    url = url_of("criterion_detail", evaluation.pk, price.pk)
    as_lead.post(url, edited(price, name="Theirs"))
    answer = as_lead.post(url, edited(price, name="Mine"))

    again = edited(
        price, name="Mine", version=answer.context["form"]["version"].value()
    )
    as_lead.post(url, again)

    price.refresh_from_db()
    assert price.own_name == "Mine"


def test_a_drop_and_a_button_move_a_criterion(as_lead, evaluation, price):
    url = url_of("criterion_move", evaluation.pk)
    support = evaluation.criteria.get(own_name="Support")

    as_lead.post(
        url, {"item": price.pk, "parent": support.pk, "position": 1, "version": 1}
    )
    as_lead.post(url, {"step": f"{price.pk} down 2"})

    children = support.children.in_order().values_list("own_name", flat=True)
    assert list(children) == ["Answers", "Training", "Price"]


def test_a_move_below_itself_is_refused_in_words(as_lead, evaluation, budget):
    # R51
    sent = {"item": budget.pk, "parent": budget.pk, "position": 0, "version": 1}

    answer = as_lead.post(url_of("criterion_move", evaluation.pk), sent)

    assert answer.status_code == 422
    assert "cannot hang under itself" in answer.content.decode()


@pytest.mark.parametrize("name", ["criterion_move", "criterion_delete"])
def test_endless_digits_are_no_id_and_no_version(as_lead, evaluation, price, name):
    digits = "9" * 5000  # more than int() reads
    pks = [evaluation.pk, price.pk] if name == "criterion_delete" else [evaluation.pk]
    url = reverse(f"evaluator:{name}", args=pks)

    for step in (f"{digits} up 1", f"{price.pk} up {digits}"):
        answer = as_lead.post(url, {"step": step, "version": digits})

        assert answer.status_code == 422


def test_a_deletion_offers_its_undo(as_lead, evaluation, price):
    gone = as_lead.post(
        url_of("criterion_delete", evaluation.pk, price.pk), {"version": 1}, follow=True
    )
    undo = url_of("criterion_restore", evaluation.pk, price.pk)
    as_lead.post(undo)

    assert undo in gone.content.decode()
    price.refresh_from_db()
    assert price.deleted_at is None


def test_a_frozen_tree_asks_for_the_reason_and_records_it(
    as_lead, evaluation, price, now
):
    evaluation.state, evaluation.opened_at = "scoring", now
    evaluation.save()
    url = url_of("criterion_detail", evaluation.pk, price.pk)

    refused = as_lead.post(url, edited(price, why="Board"))
    saved = as_lead.post(url, edited(price, why="Board", reason="It was missing."))

    assert refused.status_code == 422
    assert saved.status_code == 302
    assert StructureChange.objects.get().reason == "It was missing."


def test_quick_grows_from_the_page(as_lead, evaluation):
    plant_template(evaluation, only_quick=True)

    as_lead.post(url_of("template_grow", evaluation.pk))

    assert evaluation.criteria.scored().count() > 38
    again = as_lead.post(url_of("template_grow", evaluation.pk))
    assert again.status_code == 422


def test_needs_become_must_haves_from_the_page(as_lead, evaluation):
    url = url_of("need_picker", evaluation.pk)

    as_lead.post(url, {"needs": ["sms", "forms"]})

    assert evaluation.criteria.must_haves().count() == 2
    assert as_lead.get(f"{url}?department=sales").status_code == 200
    assert as_lead.post(url, {}).status_code == 422
    assert as_lead.post(url, {"needs": ["telepathy"]}).status_code == 422


def test_the_tree_takes_the_same_queries_however_large(
    as_lead, evaluation, django_assert_num_queries
):
    plant_template(evaluation, only_quick=False)
    url = url_of("requirement_tree", evaluation.pk)
    as_lead.get(url)

    # session, user, memberships; own part with evaluation and team;
    # deleted criteria; tree; what the template could add; progress of the frame.
    with django_assert_num_queries(8):
        as_lead.get(url)
