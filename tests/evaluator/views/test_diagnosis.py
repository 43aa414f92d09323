import pytest
from django.urls import reverse

from evaluator.content.diagnosis import sign_by_key
from evaluator.models import DiagnosisFigure, Objective
from evaluator.services.diagnosis import save_answers

pytestmark = pytest.mark.django_db

ADOPTION = [each.key for each in sign_by_key("adoption").statements]
SEE = [
    ("lead", 200),
    ("evaluator", 200),
    ("observer", 200),
    ("member", 404),
    ("outsider", 404),
]
ANSWER = [
    ("lead", 302),
    ("evaluator", 302),
    ("observer", 403),
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


def url_of(name: str, *args: object) -> str:
    return reverse(f"evaluator:{name}", args=args)


def answers(value: str = "4", version: int = 0) -> dict[str, object]:
    return {**dict.fromkeys(ADOPTION, value), "version": version}


@pytest.fixture
def answered(evaluation, part_of, now):
    """Somebody has answered the first sign: strongly."""

    def answer(name: str = "second", value: str = "5") -> None:
        save_answers(
            participant=part_of(evaluation, name),
            sign=sign_by_key("adoption"),
            values=dict.fromkeys(ADOPTION, value),
            version=0,
            now=now,
        )

    return answer


@pytest.mark.parametrize(("person", "status"), SEE)
def test_who_sees_the_diagnosis(client, evaluation, people, person, status):
    client.force_login(people[person])

    for url in (
        url_of("diagnosis", evaluation.pk),
        url_of("diagnosis_sign", evaluation.pk, "adoption"),
        url_of("kind_check", evaluation.pk),
        url_of("readiness", evaluation.pk),
    ):
        assert client.get(url).status_code == status


@pytest.mark.parametrize(("person", "status"), ANSWER)
def test_who_answers_a_sign(client, evaluation, people, person, status):  # R9
    client.force_login(people[person])
    url = url_of("diagnosis_save", evaluation.pk, "adoption")

    assert client.post(url, answers()).status_code == status


@pytest.mark.parametrize(("person", "status"), ANSWER)
def test_who_enters_a_figure(client, evaluation, people, person, status):
    client.force_login(people[person])
    url = url_of("diagnosis_figure", evaluation.pk, "used_share")
    figure = {"value": "۸۰", "source": "Log-ins", "as_of": "2026-11-01", "version": 0}

    assert client.post(url, figure).status_code == status
    assert DiagnosisFigure.objects.exists() == (status == 302)


@pytest.mark.parametrize(("person", "status"), EDIT)
def test_who_answers_for_the_company(client, evaluation, people, person, status):
    client.force_login(people[person])
    urls = [url_of(name, evaluation.pk) for name in ("kind_check", "readiness")]
    adopt = url_of("diagnosis_adopt", evaluation.pk, "adoption")

    assert [client.post(url, {"version": 0}).status_code for url in urls] == [
        status
    ] * 2
    assert client.post(adopt, {"objective": "on"}).status_code == status


def test_others_are_shown_only_after_the_own_answers(
    client, evaluation, people, answered
):
    answered()
    client.force_login(people["evaluator"])
    url = url_of("diagnosis_sign", evaluation.pk, "adoption")

    before = client.get(url)
    client.post(url_of("diagnosis_save", evaluation.pk, "adoption"), answers())
    after = client.get(url)

    assert b"Second" not in before.content
    assert b"Second" in after.content


def test_somebody_who_may_not_answer_reads_at_once(
    client, evaluation, people, answered
):
    answered()
    client.force_login(people["observer"])

    answer = client.get(url_of("diagnosis_sign", evaluation.pk, "adoption"))

    assert b"Second" in answer.content


def test_a_script_gets_the_sign_and_the_verdict(client, evaluation, people):
    client.force_login(people["evaluator"])
    url = url_of("diagnosis_save", evaluation.pk, "adoption")

    answer = client.post(url, answers(), headers={"HX-Request": "true"})

    assert answer.status_code == 200
    assert b'id="sign-adoption"' in answer.content
    assert b'hx-target="#verdict"' in answer.content
    assert b"<html" not in answer.content


def test_an_answer_of_an_old_window_shows_both_values(
    client, evaluation, people, answered
):  # R48
    answered("evaluator", "5")
    client.force_login(people["evaluator"])
    url = url_of("diagnosis_save", evaluation.pk, "adoption")

    stale = client.post(url, answers("1", version=0))
    again = client.post(url, answers("1", version=len(ADOPTION)))

    assert stale.status_code == 412
    assert stale.context["saved"][1].conflicts
    assert again.status_code == 302


@pytest.mark.parametrize(
    ("sent", "status"),
    [({ADOPTION[0]: "7", "version": 0}, 422), ({ADOPTION[0]: "4"}, 428)],
)
def test_what_is_no_answer_is_refused(client, evaluation, people, sent, status):
    client.force_login(people["evaluator"])
    url = url_of("diagnosis_save", evaluation.pk, "adoption")

    assert client.post(url, sent).status_code == status


def test_a_sign_or_figure_that_is_none_is_not_found(client, evaluation, people):
    client.force_login(people["lead"])

    for name in ("diagnosis_sign", "diagnosis_figure"):
        assert client.get(url_of(name, evaluation.pk, "gone")).status_code == 404


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("value", "-1"),
        ("value", "101"),
        ("value", "many"),
        ("source", ""),
        ("as_of", "soon"),
    ],
)
def test_a_wrong_figure_is_refused_at_its_field(
    client, evaluation, people, field, value
):
    client.force_login(people["lead"])
    url = url_of("diagnosis_figure", evaluation.pk, "used_share")
    sent = {"value": "80", "source": "Log-ins", "as_of": "2026-11-01", "version": 0}

    answer = client.post(url, sent | {field: value})

    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not DiagnosisFigure.objects.exists()


def test_a_currency_that_is_none_is_refused(client, evaluation, people):
    client.force_login(people["lead"])
    url = url_of("diagnosis_figure", evaluation.pk, "addon_cost")
    sent = {"value": "80", "source": "Bills", "as_of": "2026-11-01", "version": 0}

    assert client.post(url, sent | {"currency": "EURO"}).status_code == 422
    assert client.post(url, sent | {"currency": "eur"}).status_code == 302


def test_a_sign_becomes_criteria_and_an_objective(client, evaluation, people):
    client.force_login(people["lead"])
    url = url_of("diagnosis_adopt", evaluation.pk, "support")
    sent = {"criteria": ["answer_time"], "must_have": "on", "objective": "on"}

    client.post(url, sent)

    objective = Objective.objects.get()
    made = set(objective.criteria.values_list("kind", flat=True))
    assert (objective.sign, objective.kind) == ("support", "efficiency")
    assert made == {"rated", "must_have"}
    assert evaluation.criteria.get(template_key="answer_time").why


def test_a_sign_does_not_become_nothing(client, evaluation, people):
    client.force_login(people["lead"])

    answer = client.post(url_of("diagnosis_adopt", evaluation.pk, "support"), {})

    assert answer.status_code == 422
    assert "Tick what" in str(answer.context["form"].errors)


def test_a_frozen_tree_takes_criteria_of_a_sign_only_with_a_reason(
    client, scoring, people
):  # R17
    client.force_login(people["lead"])
    url = url_of("diagnosis_adopt", scoring.pk, "support")
    sent = {"criteria": ["answer_time"], "reason": ""}

    refused = client.post(url, sent)
    taken = client.post(url, sent | {"reason": "Seen too late"})

    assert (refused.status_code, taken.status_code) == (422, 302)


def test_the_kind_check_marks_candidates_of_another_kind(
    client, evaluation, people, team
):
    platform = team.platforms.create(key="x", name="X", match_key="x", kinds=["crm"])
    evaluation.candidates.filter(name="Acme").update(platform=platform)
    client.force_login(people["lead"])

    client.post(url_of("kind_check", evaluation.pk), {"triggers": "yes", "version": 0})

    board = client.get(url_of("candidate_list", evaluation.pk)).context["board"]
    marked = {row.candidate.name: row.other_kind for row in board.short + board.long}
    assert marked["Acme"] == "CRM"
    assert not any(kinds for name, kinds in marked.items() if name != "Acme")


def test_readiness_of_an_old_page_shows_both_values(client, evaluation, people):  # R48
    client.force_login(people["lead"])
    url = url_of("readiness", evaluation.pk)
    client.post(url, {"answer-strategy": "yes", "version": 0})

    stale = client.post(url, {"answer-strategy": "no", "version": 0})

    assert stale.status_code == 412
    assert b"Saved by somebody else" in stale.content


def test_an_owner_from_elsewhere_is_refused(client, evaluation, people):  # R12
    client.force_login(people["lead"])
    url = url_of("readiness", evaluation.pk)

    answer = client.post(url, {"owner-strategy": "999", "version": 0})

    assert answer.status_code == 422
    assert not evaluation.readiness_answers.exists()


def test_the_diagnosis_asks_the_database_as_often_for_many_as_for_one(
    client, evaluation, people, answered, django_assert_max_num_queries
):
    for name in ("lead", "evaluator", "second"):
        answered(name)
    client.force_login(people["lead"])

    # Session, user, team, part, messages; answers, figures; progress, catalogue rail.
    with django_assert_max_num_queries(12):
        client.get(url_of("diagnosis", evaluation.pk))
