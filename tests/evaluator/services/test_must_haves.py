from datetime import date, timedelta

import pytest

from evaluator.models import Candidate, Criterion, Fact, MustHaveAnswer, Platform
from evaluator.selectors.must_haves import must_have_table
from evaluator.services.candidates import add_candidate
from evaluator.services.must_haves import (
    AnswerIsStale,
    ForeignMustHave,
    MustHaveEdit,
    NothingToWaive,
    Waiver,
    WaiverIsPast,
    answer_must_have,
    end_waiver,
    waive_must_have,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


@pytest.fixture
def sms(evaluation) -> Criterion:
    return Criterion.objects.create(
        evaluation=evaluation, kind="must_have", need_key="sms", own_name="Sends SMS"
    )


@pytest.fixture
def acme(evaluation) -> Candidate:
    return evaluation.candidates.get(name="Acme")


def answered(candidate, criterion, people, now, *, answer="no", version=1):
    return answer_must_have(
        candidate=candidate,
        criterion=criterion,
        edit=MustHaveEdit(answer=answer, version=version),
        actor=people["lead"],
        now=now,
    )


def strip_of(evaluation, candidate, today=TODAY):
    return must_have_table(evaluation, candidates=[candidate], today=today).strips[0]


def test_a_failed_must_have_takes_the_candidate_out(evaluation, acme, sms, people, now):
    answered(acme, sms, people, now)

    assert strip_of(evaluation, acme).is_out


def test_an_unanswered_must_have_leaves_the_candidate_in(evaluation, acme, sms):
    strip = strip_of(evaluation, acme)

    assert (strip.is_out, len(strip.unknown)) == (False, 1)


def test_a_waiver_counts_until_the_end_of_its_last_day(
    evaluation, acme, sms, people, now
):
    answer = answered(acme, sms, people, now)

    waive_must_have(
        answer=answer,
        waiver=Waiver(because="Promised for May", until=TODAY, version=answer.version),
        today=TODAY,
        actor=people["lead"],
        now=now,
    )

    assert not strip_of(evaluation, acme).is_out
    assert strip_of(evaluation, acme, TODAY + timedelta(days=1)).is_out


def test_an_ended_waiver_takes_the_candidate_out_again(
    evaluation, acme, sms, people, now
):
    answer = answered(acme, sms, people, now)
    waiver = Waiver(because="Promised", until=None, version=answer.version)
    lead = {"actor": people["lead"], "now": now}
    waived = waive_must_have(answer=answer, waiver=waiver, today=TODAY, **lead)

    end_waiver(answer=waived, version=waived.version, **lead)

    assert strip_of(evaluation, acme).is_out


def test_what_is_met_cannot_be_waived(acme, sms, people, now):
    answer = answered(acme, sms, people, now, answer="yes")

    with pytest.raises(NothingToWaive):
        waive_must_have(
            answer=answer,
            waiver=Waiver(because="x", until=None, version=answer.version),
            today=TODAY,
            actor=people["lead"],
            now=now,
        )


def test_a_waiver_that_has_ended_already_is_refused(acme, sms, people, now):
    answer = answered(acme, sms, people, now)
    yesterday = TODAY - timedelta(days=1)

    with pytest.raises(WaiverIsPast):
        waive_must_have(
            answer=answer,
            waiver=Waiver(because="x", until=yesterday, version=answer.version),
            today=TODAY,
            actor=people["lead"],
            now=now,
        )


def test_the_second_of_two_answers_on_one_page_is_refused(acme, sms, people, now):
    answered(acme, sms, people, now, answer="yes")  # R48

    with pytest.raises(AnswerIsStale) as refused:
        answered(acme, sms, people, now, answer="no")

    assert refused.value.current.answer == "yes"


def test_a_must_have_of_another_evaluation_is_refused(acme, sms, people, now):
    foreign = Criterion.objects.get(pk=sms.pk)  # R12
    foreign.evaluation_id = acme.evaluation_id + 1

    with pytest.raises(ForeignMustHave):
        answered(acme, foreign, people, now)


@pytest.mark.parametrize(
    ("claimed", "answer"), [("yes", "yes"), ("no", "no"), ("partly", "unknown")]
)
def test_what_the_catalogue_claims_fills_the_answer(
    evaluation, sms, people, now, claimed, answer
):
    platform = Platform.objects.create(key="delta", name="Delta", match_key="delta")
    fact = Fact.objects.create(
        platform=platform,
        key="channels.sms",
        value="as an add-on",
        trust="vendor",
        details={"answer": claimed},
    )

    added = add_candidate(
        evaluation=evaluation,
        name="Delta",
        platform=platform,
        actor=people["lead"],
        now=now,
    )

    row = MustHaveAnswer.objects.get(candidate=added, criterion=sms)
    assert (row.answer, row.fact, row.answered_by) == (answer, fact, None)
    assert strip_of(evaluation, added).cells[0].is_claimed
