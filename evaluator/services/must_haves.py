"""Must-haves: answered per candidate before scoring; a failed one may be waived."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from common.errors import DomainError, StaleVersion
from common.text import clean_text
from common.transactions import locked_change
from evaluator.catalogue.needs import NEEDS, best_answer
from evaluator.catalogue.vocabulary import Answer
from evaluator.models import Candidate, Criterion, Evaluation, Fact, MustHaveAnswer
from evaluator.services.structure import bump_versions, lock_evaluation
from workspace.models import Team, User
from workspace.services.records import change_of, record


class AnswerIsStale(StaleVersion):
    message = _("Somebody else answered this since you opened the page.")


class NothingToWaive(DomainError):
    message = _("Only a must-have that is answered with no can be waived.")


class WaiverReasonMissing(DomainError):
    message = _("Say why this must-have is waived.")


class WaiverIsPast(DomainError):
    message = _("The waiver must end today or later.")


class ForeignMustHave(DomainError):
    message = _("This must-have belongs to another evaluation.")


@dataclass(frozen=True, slots=True)
class MustHaveEdit:
    """What a person says about a must-have, and the version they saw (1: none yet)."""

    answer: str
    version: int
    rung: str = ""
    evidence: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Waiver:
    because: str
    until: date | None
    version: int


@locked_change
def answer_must_have(
    *,
    candidate: Candidate,
    criterion: Criterion,
    edit: MustHaveEdit,
    actor: User,
    now: datetime,
) -> MustHaveAnswer:
    """Store the answer; an answer of yes ends a waiver."""
    row = row_for(candidate=candidate, criterion=criterion)
    before = row.answer
    ends_waiver = edit.answer != MustHaveAnswer.Answer.NO
    fields: dict[str, object] = {
        "answer": edit.answer,
        "rung": edit.rung,
        "evidence": clean_text(edit.evidence),
        "link": edit.link,
        "fact": None,
        "answered_by": actor,
        "answered_at": now,
    }
    if ends_waiver:
        fields |= NO_WAIVER
    row = write(row, version=edit.version, fields=fields)
    tell("must_have.answered", row, actor=actor, now=now, before=before)
    return row


@dataclass(frozen=True, slots=True)
class CellAnswer:
    """One of many answers that come in together."""

    candidate: Candidate
    criterion: Criterion
    answer: str
    evidence: str = ""


@locked_change
def answer_many(
    *, evaluation: Evaluation, answers: Sequence[CellAnswer], actor: User, now: datetime
) -> None:
    """Store many answers at once, under the evaluation's lock.

    Each that replaces another answer is told by itself; what is new, its caller tells.
    """
    lock_evaluation(evaluation)
    rows = MustHaveAnswer.objects.filter(candidate__evaluation=evaluation)
    stored = {
        (each.candidate_id, each.criterion_id): each
        for each in rows.select_related("candidate__evaluation__team", "criterion")
    }
    new, changed = [], []
    for each in answers:
        check_foreign(each.candidate, each.criterion, evaluation)
        row = stored.get((each.candidate.pk, each.criterion.pk))
        if row is None:
            row = MustHaveAnswer(candidate=each.candidate, criterion=each.criterion)
            new.append(row)
        else:
            row.version += 1
            changed.append((row, row.answer))
        set_answer(row, each, actor=actor, now=now)
    MustHaveAnswer.objects.bulk_create(new)
    MustHaveAnswer.objects.bulk_update(
        [row for row, _before in changed], [*ANSWERED, *NO_WAIVER, "version"]
    )
    bump_versions(evaluation)
    for row, before in changed:
        tell("must_have.answered", row, actor=actor, now=now, before=before)


def set_answer(
    row: MustHaveAnswer, said: CellAnswer, *, actor: User, now: datetime
) -> None:
    row.answer, row.evidence = said.answer, clean_text(said.evidence)
    row.rung, row.link, row.fact = "", "", None
    row.answered_by, row.answered_at = actor, now
    if said.answer != MustHaveAnswer.Answer.NO:
        for name, value in NO_WAIVER.items():
            setattr(row, name, value)


@locked_change
def waive_must_have(
    *, answer: MustHaveAnswer, waiver: Waiver, today: date, actor: User, now: datetime
) -> MustHaveAnswer:
    """Let the candidate stay although it fails: who, why, until when."""
    because = clean_text(waiver.because)
    if answer.answer != MustHaveAnswer.Answer.NO:
        raise NothingToWaive
    if not because:
        raise WaiverReasonMissing
    if waiver.until and waiver.until < today:
        raise WaiverIsPast
    row = write(
        answer,
        version=waiver.version,
        fields={
            "waived_by": actor,
            "waived_at": now,
            "waived_because": because,
            "waived_until": waiver.until,
        },
    )
    tell("must_have.waived", row, actor=actor, now=now, reason=because)
    return row


@locked_change
def end_waiver(
    *, answer: MustHaveAnswer, version: int, actor: User, now: datetime
) -> MustHaveAnswer:
    row = write(answer, version=version, fields=NO_WAIVER)
    tell("must_have.waiver_ended", row, actor=actor, now=now)
    return row


ANSWERED = (
    "answer",
    "evidence",
    "rung",
    "link",
    "fact",
    "answered_by",
    "answered_at",
)
NO_WAIVER: dict[str, object] = {
    "waived_by": None,
    "waived_at": None,
    "waived_because": "",
    "waived_until": None,
}


def fill_from_facts(*, candidates: Iterable[Candidate], now: datetime) -> None:
    """Answer what the catalogue claims, where no person has answered yet.

    A claim of "partly" stays unknown, with the fact beside it: a person decides.
    """
    rows = [candidate for candidate in candidates if candidate.platform_id]
    if not rows:
        return
    evaluation = rows[0].evaluation
    needs = evaluation.criteria.present().must_haves().exclude(need_key="")
    claims = claims_for(rows, team=evaluation.team)
    MustHaveAnswer.objects.bulk_create(
        [
            MustHaveAnswer(
                candidate=candidate,
                criterion=criterion,
                answer=answer if answer in {"yes", "no"} else "unknown",
                rung="claimed",
                fact=fact,
                answered_at=now,
            )
            for candidate in rows
            for criterion in needs
            if (claim := claims.get((candidate.platform_id, criterion.need_key)))
            for answer, fact in [claim]
        ],
        ignore_conflicts=True,
    )


def claims_for(
    candidates: list[Candidate], *, team: Team
) -> dict[tuple[int | None, str], tuple[str, Fact]]:
    """Return (platform, need) -> (claimed answer, the fact it rests on)."""
    need_of = {key: need for need, key in NEEDS.items()}
    facts: dict[tuple[int | None, str], list[Fact]] = {}
    rows = (
        Fact.objects.for_team(team)
        .filter(
            platform__in=[candidate.platform_id for candidate in candidates],
            key__in=need_of,
        )
        .order_by("position", "pk")
    )
    for fact in rows:
        facts.setdefault((fact.platform_id, need_of[fact.key]), []).append(fact)
    claims = {}
    for place, found in facts.items():
        own = [fact for fact in found if fact.team_id] or found
        best = best_answer(answer_of(fact) for fact in own)
        if best is not Answer.UNKNOWN:
            claims[place] = (
                str(best),
                next(fact for fact in own if answer_of(fact) is best),
            )
    return claims


def answer_of(fact: Fact) -> Answer | None:
    word = fact.details.get("answer")
    return Answer(word) if word else None


def row_for(*, candidate: Candidate, criterion: Criterion) -> MustHaveAnswer:
    """Return the answer's row, made when there is none (R12: same evaluation only)."""
    check_foreign(candidate, criterion, candidate.evaluation)
    row, _made = MustHaveAnswer.objects.get_or_create(
        candidate=candidate, criterion=criterion
    )
    return row


def check_foreign(
    candidate: Candidate, criterion: Criterion, evaluation: Evaluation
) -> None:
    inside = {candidate.evaluation_id, criterion.evaluation_id} == {evaluation.pk}
    if not inside or criterion.kind != Criterion.Kind.MUST_HAVE:
        raise ForeignMustHave


def write(
    row: MustHaveAnswer, *, version: int, fields: dict[str, object]
) -> MustHaveAnswer:
    """Write if the row still has this version: check and write in one statement."""
    written = MustHaveAnswer.objects.filter(pk=row.pk, version=version).update(
        version=version + 1, **fields
    )
    row = MustHaveAnswer.objects.select_related(
        "candidate__evaluation__team", "criterion"
    ).get(pk=row.pk)
    if not written:
        raise AnswerIsStale(current=row)
    bump_versions(lock_evaluation(row.candidate.evaluation))
    return row


def tell(
    verb: str,
    row: MustHaveAnswer,
    *,
    actor: User,
    now: datetime,
    before: str = "",
    reason: str = "",
) -> None:
    what = {"candidate": row.candidate.name, "must_have": row.criterion.name}
    evaluation = row.candidate.evaluation
    record(
        verb,
        team=evaluation.team,
        actor=actor,
        change=change_of(
            evaluation,
            before={**what, "answer": before} if before else None,
            after={**what, "answer": row.answer},
            reason=reason,
        ),
        now=now,
    )
