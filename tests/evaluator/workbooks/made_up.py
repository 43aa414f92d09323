"""Results made of rows that no database has seen: quick, and as odd as wished."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from itertools import count
from typing import Any

from evaluator.models import (
    Ballot,
    Candidate,
    Criterion,
    Evaluation,
    MeasuredValue,
    MustHaveAnswer,
    Participant,
    Score,
)
from evaluator.scoring.tree import Row, grow
from evaluator.selectors.counted_tree import RequirementTree
from evaluator.selectors.must_haves import (
    MustHaveCell,
    MustHaveRow,
    MustHaveTable,
    Strip,
    Verdict,
)
from evaluator.selectors.results import Results
from evaluator.workbooks.comparison import WorkbookOptions
from workspace.models import Team, User

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
STATES = {
    "a": Score.State.ABSTAINED,
    "x": Score.State.NOT_SHOWN,
    "-": Score.State.EMPTY,
}

Said = int | str | None
"""A score, `a` abstained, `x` not shown, `-` emptied, `r` recused; None: no row."""


@dataclass(frozen=True)
class Leaf:
    name: str
    weight: float = 1
    function: Mapping[str, Any] | None = None  # measured, if given
    unit: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Branch:
    name: str
    weight: float
    children: Sequence[Leaf | Branch]


@dataclass
class MadeUp:
    """An evaluation: its tree, and what everybody says, by names."""

    tree: Sequence[Leaf | Branch]
    candidates: Sequence[str]
    said: Mapping[str, Mapping[str, Mapping[str, Said]]]  # who, candidate, criterion
    measured: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    must_haves: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.keys = count(1)

    def results(self) -> Results:
        evaluation = Evaluation(
            pk=1,
            team=Team(pk=1, name="Marketing"),
            **{"title": "Platform for 2027", "state": "revealed", "revealed_at": NOW}
            | dict(self.settings),
        )
        tree, leaves = self._tree(evaluation)
        candidates = {
            name: Candidate(pk=next(self.keys), evaluation=evaluation, name=name)
            for name in self.candidates
        }
        evaluators = {
            name: Participant(
                pk=next(self.keys),
                evaluation=evaluation,
                user=User(pk=next(self.keys), name=name),
            )
            for name in self.said
        }
        return Results(
            evaluation=evaluation,
            tree=tree,
            candidates={each.pk: each for each in candidates.values()},
            must_haves=self._must_haves(evaluation, candidates),
            evaluators={each.pk: each for each in evaluators.values()},
            scores=self._scores(evaluators, candidates, leaves),
            measured={
                (candidates[candidate].pk, leaves[criterion].pk): MeasuredValue(
                    candidate=candidates[candidate],
                    criterion=leaves[criterion],
                    value=Decimal(str(value)),
                )
                for candidate, row in self.measured.items()
                for criterion, value in row.items()
            },
            recused=frozenset(
                (evaluators[who].pk, candidates[candidate].pk)
                for who, rows in self.said.items()
                for candidate, row in rows.items()
                if "r" in row.values()
            ),
        )

    def _tree(
        self, evaluation: Evaluation
    ) -> tuple[RequirementTree, dict[str, Criterion]]:
        criteria: list[Criterion] = []
        for part in self.tree:
            self._plant(evaluation, part, None, criteria)
        forest = grow(
            Row(c.pk, c.parent_id, float(c.weight), c.kind == Criterion.Kind.CATEGORY)
            for c in criteria
        )
        by_key = {each.pk: each for each in criteria}
        return RequirementTree(by_key, forest), {
            each.own_name: each for each in criteria
        }

    def _plant(
        self,
        evaluation: Evaluation,
        part: Leaf | Branch,
        parent: Criterion | None,
        into: list[Criterion],
    ) -> None:
        kind, extra = Criterion.Kind.CATEGORY, {}
        if isinstance(part, Leaf):
            kind = Criterion.Kind.MEASURED if part.function else Criterion.Kind.RATED
            extra = {
                "value_function": dict(part.function or {}),
                "unit": part.unit,
                **part.extra,
            }
        node = Criterion(
            pk=next(self.keys),
            evaluation=evaluation,
            parent=parent,
            kind=kind,
            own_name=part.name,
            weight=Decimal(str(part.weight)),
            **extra,
        )
        into.append(node)
        for child in getattr(part, "children", ()):
            self._plant(evaluation, child, node, into)

    def _scores(
        self,
        evaluators: Mapping[str, Participant],
        candidates: Mapping[str, Candidate],
        leaves: Mapping[str, Criterion],
    ) -> dict[tuple[int, int, int], Score]:
        found = {}
        for who, rows in self.said.items():
            for candidate, row in rows.items():
                ballot = Ballot(
                    pk=next(self.keys),
                    participant=evaluators[who],
                    candidate=candidates[candidate],
                )
                for criterion, said in row.items():
                    if said is None or said == "r":
                        continue
                    is_number = isinstance(said, int)
                    key = (
                        evaluators[who].pk,
                        candidates[candidate].pk,
                        leaves[criterion].pk,
                    )
                    found[key] = Score(
                        pk=next(self.keys),
                        ballot=ballot,
                        criterion=leaves[criterion],
                        state=Score.State.SCORED if is_number else STATES[str(said)],
                        value=said if is_number else None,
                    )
        return found

    def _must_haves(
        self, evaluation: Evaluation, candidates: Mapping[str, Candidate]
    ) -> MustHaveTable:
        criteria = {
            name: Criterion(
                pk=next(self.keys),
                evaluation=evaluation,
                kind=Criterion.Kind.MUST_HAVE,
                own_name=name,
            )
            for name in self.must_haves
        }

        def cell(name: str, candidate: Candidate) -> MustHaveCell:
            verdict = Verdict(self.must_haves[name].get(candidate.name, "unknown"))
            is_no = verdict in {Verdict.NO, Verdict.WAIVED}
            answer = MustHaveAnswer(
                candidate=candidate,
                criterion=criteria[name],
                answer="no" if is_no else str(verdict),
            )
            return MustHaveCell(candidate, criteria[name], answer, verdict)

        return MustHaveTable(
            rows=tuple(
                MustHaveRow(each, tuple(cell(name, c) for c in candidates.values()))
                for name, each in criteria.items()
            ),
            strips=tuple(
                Strip(c, tuple(cell(name, c) for name in criteria))
                for c in candidates.values()
            ),
        )


def options(**more: Any) -> WorkbookOptions:
    return WorkbookOptions(**{"language": "en", "now": NOW} | more)
