"""The candidates of an evaluation, as the pages show them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from evaluator.models import (
    Candidate,
    Criterion,
    Evaluation,
    Fact,
    MeasuredValue,
    Participant,
    Platform,
    Trial,
)
from evaluator.permissions import Action, allowed_actions
from evaluator.selectors.company_readiness import of_another_kind
from evaluator.selectors.must_haves import Strip, must_have_table
from workspace.models import Team


@dataclass(frozen=True, slots=True)
class CandidateRow:
    candidate: Candidate
    strip: Strip
    trials: tuple[Trial, ...]
    other_kind: str = ""  # its kinds, where they are none of those asked for

    @property
    def is_unseen(self) -> bool:
        """Nobody has seen it: no demo was held and no trial has started."""
        return not any(trial.held_on or trial.starts_on for trial in self.trials)


@dataclass(frozen=True, slots=True)
class CandidateBoard:
    """Candidates by stage, each list by name."""

    short: tuple[CandidateRow, ...]
    long: tuple[CandidateRow, ...]
    eliminated: tuple[CandidateRow, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.short or self.long or self.eliminated)

    def row_of(self, candidate_pk: int) -> CandidateRow:
        rows = self.short + self.long + self.eliminated
        return next(row for row in rows if row.candidate.pk == candidate_pk)


def candidate_board(evaluation: Evaluation, *, today: date) -> CandidateBoard:
    """Read all candidates with must-haves and trials. Five queries."""
    candidates = list(evaluation.candidates.select_related("platform").by_name())
    table = must_have_table(evaluation, candidates=candidates, today=today)
    trials = defaultdict(list)
    for trial in Trial.objects.filter(candidate__in=candidates).order_by("pk"):
        trials[trial.candidate_id].append(trial)
    other = of_another_kind(evaluation, candidates)
    rows = [
        CandidateRow(
            strip.candidate,
            strip,
            tuple(trials[strip.candidate.pk]),
            other.get(strip.candidate.pk, ""),
        )
        for strip in table.strips
    ]

    def at(stage: str) -> tuple[CandidateRow, ...]:
        return tuple(row for row in rows if row.candidate.stage == stage)

    return CandidateBoard(
        short=at(Candidate.Stage.SHORT),
        long=at(Candidate.Stage.LONG),
        eliminated=at(Candidate.Stage.ELIMINATED),
    )


def platforms_to_add(
    evaluation: Evaluation, *, search: str = "", picked: Collection[int] = ()
) -> list[Platform]:
    """Catalogue platforms that are not candidates yet, by name.

    Those that are picked stay, whatever is searched for.
    """
    present = evaluation.candidates.filter(platform__isnull=False)
    platforms = Platform.objects.for_team(evaluation.team).exclude(
        pk__in=present.values("platform_id")
    )
    if search:
        found = Q(match_key__contains=search) | Q(pk__in=picked)
        platforms = platforms.filter(found)
    return list(platforms.order_by("match_key", "pk"))


@dataclass(frozen=True, slots=True)
class MeasuredCell:
    candidate: Candidate
    value: MeasuredValue | None
    facts: tuple[Fact, ...]  # what the catalogue offers for this cell


@dataclass(frozen=True, slots=True)
class MeasuredRow:
    criterion: Criterion
    cells: tuple[MeasuredCell, ...]

    @property
    def is_price(self) -> bool:
        """Tell whether its numbers are money."""
        values = [each.value for each in self.cells if each.value]
        facts = [value.fact for value in values]
        facts += [fact for each in self.cells for fact in each.facts]
        return (
            self.criterion.tells_money
            or any(value.figure for value in values)
            or any(fact and fact.currency for fact in facts)
        )


def open_rows(participant: Participant) -> tuple[MeasuredRow, ...]:
    """Return the measured rows that the person sees: prices need the right (R21)."""
    rows = measured_rows(participant.evaluation)
    if Action.SEE_PRICES in allowed_actions(participant):
        return rows
    return tuple(row for row in rows if not row.is_price)


def measured_rows(evaluation: Evaluation) -> tuple[MeasuredRow, ...]:
    """Cross measured criteria with short-listed candidates. Five queries."""
    candidates = list(evaluation.candidates.short_listed().by_name())
    criteria = list(
        evaluation.criteria.present()
        .filter(kind=Criterion.Kind.MEASURED)
        .select_related("parent")
        .in_order()
    )
    values = {
        (value.candidate_id, value.criterion_id): value
        for value in MeasuredValue.objects.filter(
            candidate__in=candidates, criterion__in=criteria
        ).select_related("fact", "entered_by")
    }
    facts = facts_for(candidates, criteria, team=evaluation.team)
    return tuple(
        MeasuredRow(
            criterion,
            tuple(
                MeasuredCell(
                    candidate,
                    values.get((candidate.pk, criterion.pk)),
                    tuple(facts[candidate.platform_id, criterion.fact_key]),
                )
                for candidate in candidates
            ),
        )
        for criterion in criteria
    )


def facts_for(
    candidates: list[Candidate], criteria: list[Criterion], *, team: Team
) -> defaultdict[tuple[int | None, str], list[Fact]]:
    """Return the figures of the catalogue by platform and fact key."""
    keys = {criterion.fact_key for criterion in criteria if criterion.fact_key}
    found: defaultdict[tuple[int | None, str], list[Fact]] = defaultdict(list)
    rows = Fact.objects.for_team(team).filter(
        platform__in=[each.platform_id for each in candidates if each.platform_id],
        key__in=keys,
    )
    for fact in rows.order_by("position", "pk"):
        if isinstance(fact.value, int | float) and not isinstance(fact.value, bool):
            found[fact.platform_id, fact.key].append(fact)
    return found
