import pytest
from django.urls import reverse

from evaluator.models import CompanyGoal, Objective

pytestmark = pytest.mark.django_db

SEE = [
    ("lead", 200),
    ("evaluator", 200),
    ("observer", 200),
    ("member", 404),
    ("outsider", 404),
]
EDIT = [
    ("lead", 302),
    ("evaluator", 403),
    ("observer", 403),
    ("member", 404),
    ("outsider", 404),
]
NEW = {"statement": "More orders from mail", "kind": "value", "version": 0}


def url_of(name: str, *args: object) -> str:
    return reverse(f"evaluator:{name}", args=args)


@pytest.fixture
def objective(evaluation) -> Objective:
    return evaluation.objectives.create(statement="More orders from mail")


@pytest.mark.parametrize(("person", "status"), SEE)
def test_who_sees_the_goals(client, evaluation, objective, people, person, status):
    client.force_login(people[person])

    for url in (
        url_of("goals", evaluation.pk),
        url_of("objective_edit", evaluation.pk, objective.pk),
    ):
        assert client.get(url).status_code == status


@pytest.mark.parametrize(("person", "status"), EDIT)
def test_who_changes_goals(client, evaluation, objective, people, person, status):  # R9
    goal = CompanyGoal.objects.create(evaluation=evaluation, own_name="Be known")
    client.force_login(people[person])
    here = (evaluation.pk, objective.pk)

    posts = [
        (url_of("goals", evaluation.pk), {"keys": ["revenue"]}),
        (url_of("goal_remove", evaluation.pk, goal.pk), {}),
        (url_of("objective_add", evaluation.pk), NEW),
        (url_of("objective_edit", *here), NEW | {"version": 1}),
        (url_of("objective_remove", *here), {}),
        (url_of("objective_restore", *here), {}),
    ]

    assert [client.post(url, sent).status_code for url, sent in posts] == [status] * 6


def test_an_objective_needs_no_more_than_its_sentence(client, evaluation, people):
    client.force_login(people["lead"])

    answer = client.post(url_of("objective_add", evaluation.pk), NEW, follow=True)

    assert evaluation.objectives.get().statement == "More orders from mail"
    assert "still lacks: S, M, A, R, T" in answer.content.decode()


def test_an_objective_with_all_of_it_is_smart(client, evaluation, people, part_of):
    goal = CompanyGoal.objects.create(evaluation=evaluation, key="revenue")
    client.force_login(people["lead"])
    whole = NEW | {
        "metric": "Orders",
        "baseline": "۱۹۰",
        "baseline_on": "2026-11-01",
        "target": "300",
        "deadline": "1406/01/15",
        "owner": part_of(evaluation, "lead").pk,
        "goal": goal.pk,
    }

    answer = client.post(url_of("objective_add", evaluation.pk), whole, follow=True)

    assert "The objective is SMART." in answer.content.decode()


def test_a_sample_fills_in_the_form(client, evaluation, people):
    client.force_login(people["lead"])
    url = url_of("objective_add", evaluation.pk) + "?sample=sales_cycle"

    form = client.get(url).context["form"]

    assert form.initial["statement"].startswith("The sales cycle")
    assert form.initial["kind"] == "efficiency"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("statement", ""),
        ("kind", "luck"),
        ("target", "more"),
        ("target", "1" + "0" * 14),
        ("deadline", "soon"),
        ("owner", "999"),
        ("goal", "999"),
        ("criteria", "999"),
    ],
)
def test_a_wrong_objective_is_refused_at_its_field(
    client, evaluation, people, field, value
):
    client.force_login(people["lead"])

    answer = client.post(url_of("objective_add", evaluation.pk), NEW | {field: value})

    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not Objective.objects.exists()


def test_a_stale_objective_shows_both_values(client, evaluation, objective, people):
    client.force_login(people["lead"])
    url = url_of("objective_edit", evaluation.pk, objective.pk)
    client.post(url, NEW | {"statement": "More orders in spring", "version": 1})

    stale = client.post(url, NEW | {"statement": "Fewer returns", "version": 1})

    assert stale.status_code == 412  # R48
    assert b"More orders in spring" in stale.content


def test_an_objective_is_no_part_of_its_own_part(client, evaluation, objective, people):
    part = evaluation.objectives.create(statement="Part", parent=objective)
    client.force_login(people["lead"])
    url = url_of("objective_edit", evaluation.pk, objective.pk)

    answer = client.post(url, NEW | {"parent": part.pk, "version": 1})

    assert answer.status_code == 422
    assert "cannot be a part of itself" in str(answer.context["form"].errors)


def test_a_criterion_says_which_objectives_need_it(
    client, evaluation, objective, people
):
    price = evaluation.criteria.get(own_name="Price")
    objective.criteria.add(price)
    client.force_login(people["observer"])

    answer = client.get(url_of("criterion_detail", evaluation.pk, price.pk))

    assert b"More orders from mail" in answer.content


def test_a_removed_objective_can_be_brought_back(client, evaluation, objective, people):
    client.force_login(people["lead"])
    here = (evaluation.pk, objective.pk)

    client.post(url_of("objective_remove", *here))
    gone = client.get(url_of("objective_edit", *here)).status_code
    client.post(url_of("objective_restore", *here))

    assert gone == 404
    assert evaluation.objectives.present().get() == objective


def test_a_company_goal_that_is_served_stays(client, evaluation, objective, people):
    goal = CompanyGoal.objects.create(evaluation=evaluation, key="revenue")
    Objective.objects.filter(pk=objective.pk).update(goal=goal)
    client.force_login(people["lead"])

    answer = client.post(url_of("goals", evaluation.pk), {"keys": ["brand"]})

    assert answer.status_code == 422
    assert list(evaluation.company_goals.values_list("key", flat=True)) == ["revenue"]


def test_the_goals_ask_the_database_as_often_for_many_as_for_one(
    client, evaluation, people, django_assert_max_num_queries
):
    for place in range(12):
        evaluation.objectives.create(statement=f"Objective {place}")
    client.force_login(people["lead"])

    # Session, user, team, part; goals, objectives, their criteria; progress, rail.
    with django_assert_max_num_queries(12):
        client.get(url_of("goals", evaluation.pk))
