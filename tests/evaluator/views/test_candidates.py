import pytest
from django.urls import reverse

from evaluator.models import Candidate, Criterion, MeasuredValue, Platform, Trial

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


@pytest.fixture
def acme(evaluation) -> Candidate:
    return evaluation.candidates.get(name="Acme")


@pytest.fixture
def must_have(evaluation) -> Criterion:
    return Criterion.objects.create(
        evaluation=evaluation, kind="must_have", own_name="Sends SMS"
    )


@pytest.fixture
def measured(evaluation) -> Criterion:
    return Criterion.objects.create(
        evaluation=evaluation,
        kind="measured",
        own_name="Price a year",
        unit="EUR",
        value_function={"kind": "linear", "worst": 50000, "best": 0},
    )


def url_of(name: str, *args: int) -> str:
    return reverse(f"evaluator:{name}", args=args)


@pytest.mark.parametrize(("person", "status"), SEE)
def test_who_sees_the_candidates(client, evaluation, acme, people, person, status):
    client.force_login(people[person])

    for url in (
        url_of("candidate_list", evaluation.pk),
        url_of("candidate_detail", acme.pk),
        url_of("must_have_list", evaluation.pk),
        url_of("measured_list", evaluation.pk),
    ):
        assert client.get(url).status_code == status


@pytest.mark.parametrize(("person", "status"), EDIT)
def test_who_may_change_candidates(client, evaluation, people, person, status):
    client.force_login(people[person])
    url = url_of("candidate_add", evaluation.pk)

    assert client.post(url, {"name": "Delta"}).status_code == status
    assert evaluation.candidates.filter(name="Delta").exists() == (status == 302)


@pytest.mark.parametrize(("person", "status"), EDIT)
def test_who_may_answer_a_must_have(client, acme, must_have, people, person, status):
    client.force_login(people[person])
    url = url_of("must_have_answer", acme.pk, must_have.pk)

    answer = client.post(url, {"answer": "no", "version": 1})

    assert answer.status_code == status
    assert acme.must_have_answers.filter(answer="no").exists() == (status == 302)


@pytest.mark.parametrize(("person", "status"), EDIT)
def test_who_may_enter_a_measured_value(client, acme, measured, people, person, status):
    client.force_login(people[person])
    url = url_of("measured_edit", acme.pk, measured.pk)

    answer = client.post(url, {"value": "۱۲٬۵۰۰", "source": "Quote", "version": 0})

    assert answer.status_code == status
    stored = MeasuredValue.objects.values_list("value", flat=True)
    assert list(stored) == ([12500] if status == 302 else [])


def test_platforms_and_a_typed_name_are_added_together(client, evaluation, people):
    platform = Platform.objects.create(key="delta", name="Delta", match_key="delta")
    client.force_login(people["lead"])

    client.post(
        url_of("candidate_add", evaluation.pk),
        {"platforms": [platform.pk], "name": "Echo"},
    )

    added = evaluation.candidates.filter(stage="long").by_name()
    assert [each.name for each in added] == ["Delta", "Echo"]


def test_a_platform_of_another_team_cannot_be_added(
    client, evaluation, other_team, people
):
    foreign = Platform.objects.create(  # R12
        key="secret", name="Secret", match_key="secret", team=other_team
    )
    client.force_login(people["lead"])

    answer = client.post(
        url_of("candidate_add", evaluation.pk), {"platforms": [foreign.pk]}
    )

    assert answer.status_code == 422
    assert not evaluation.candidates.filter(platform=foreign).exists()


@pytest.mark.parametrize("stage", ["short", "long"])
def test_candidates_go_to_the_list_whose_button_was_pressed(
    client, evaluation, people, stage
):
    platform = Platform.objects.create(key="delta", name="Delta", match_key="delta")
    client.force_login(people["lead"])

    client.post(
        url_of("candidate_add", evaluation.pk),
        {"platforms": [platform.pk], "name": "Typed in", "stage": stage},
    )

    added = evaluation.candidates.filter(name__in=["Delta", "Typed in"])
    assert [each.stage for each in added] == [stage, stage]


def test_an_id_that_no_database_holds_is_refused(client, evaluation, people):
    client.force_login(people["lead"])
    url = reverse("evaluator:candidate_add", args=[evaluation.pk])

    answer = client.post(url, {"platforms": ["9" * 30]})

    assert answer.status_code == 422


def test_adding_nothing_says_what_to_do(client, evaluation, people):
    client.force_login(people["lead"])

    answer = client.post(url_of("candidate_add", evaluation.pk), {})

    assert answer.status_code == 422
    assert "Tick a platform or type a name." in answer.content.decode()


def test_eliminating_without_a_reason_shows_the_form_again(client, acme, people):
    client.force_login(people["lead"])

    answer = client.post(
        url_of("candidate_stage", acme.pk), {"stage": "eliminated", "version": 1}
    )

    assert answer.status_code == 422
    assert "Say why the candidate is eliminated." in answer.content.decode()


def test_a_trial_is_added_edited_and_removed(client, acme, people):
    client.force_login(people["lead"])
    form = {"kind": "trial", "starts_on": "1405/09/01", "tried": "A drip campaign"}

    client.post(url_of("trial_add", acme.pk), form)
    trial = Trial.objects.get()
    client.post(url_of("trial_edit", trial.pk), form | {"tried": "Two", "version": 1})
    edited = Trial.objects.get()
    client.post(url_of("trial_remove", trial.pk))

    assert (edited.tried, edited.starts_on.isoformat()) == ("Two", "2026-11-22")
    assert not Trial.objects.exists()


def test_a_trial_that_ends_before_it_starts_is_refused(client, acme, people):
    client.force_login(people["lead"])

    answer = client.post(
        url_of("trial_add", acme.pk),
        {"kind": "trial", "starts_on": "2026-11-22", "ends_on": "2026-11-01"},
    )

    assert answer.status_code == 422
    assert not Trial.objects.exists()


def test_a_value_that_is_no_number_is_refused_at_its_field(
    client, acme, measured, people
):
    client.force_login(people["lead"])

    answer = client.post(
        url_of("measured_edit", acme.pk, measured.pk),
        {"value": "cheap", "version": 0},
    )

    assert answer.status_code == 422
    assert "Enter a number, such as 12.5." in answer.content.decode()


def test_a_must_have_is_waived_and_taken_back(client, acme, must_have, people):
    client.force_login(people["lead"])
    places = (acme.pk, must_have.pk)
    client.post(url_of("must_have_answer", *places), {"answer": "no", "version": 1})

    client.post(
        url_of("must_have_waive", *places),
        {"waiver-because": "Comes in May", "waiver-version": 2},
    )
    waived = acme.must_have_answers.get()
    client.post(url_of("must_have_unwaive", *places))

    assert waived.waived_because == "Comes in May"
    assert acme.must_have_answers.get().waived_at is None


def test_the_list_takes_the_same_queries_for_any_number_of_candidates(
    client, evaluation, people, must_have, django_assert_max_num_queries
):
    client.force_login(people["lead"])
    url = url_of("candidate_list", evaluation.pk)
    for number in range(20):
        Candidate.objects.create(
            evaluation=evaluation, name=f"C{number}", match_key=f"c{number}"
        )

    # session, user, team and preferences; participant; candidates, must-haves,
    # answers, trials; platforms to add, twice (form and list)
    with django_assert_max_num_queries(16):
        client.get(url)


def test_what_is_ticked_stays_when_something_is_searched_for_or_refused(
    client, evaluation, people
):
    ticked = Platform.objects.create(name="Ticked", key="ticked", match_key="ticked")
    other = Platform.objects.create(name="Other", key="other", match_key="other")
    client.force_login(people["lead"])
    tick = f'value="{ticked.pk}" checked'

    found = client.get(
        url_of("candidate_list", evaluation.pk),
        {"search": "no such name", "platforms": [ticked.pk, "x"]},
    ).content.decode()
    refused = client.post(
        url_of("candidate_add", evaluation.pk),
        {"platforms": [ticked.pk], "name": "x" * 121},
    )

    assert tick in found
    assert f'value="{other.pk}"' not in found
    assert refused.status_code == 422
    assert tick in refused.content.decode()
