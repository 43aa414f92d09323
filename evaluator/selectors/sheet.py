"""One person's score sheet: own cells, own totals, what is missing; nobody else's.

Every number is already written for the reader: a matrix of 15 x 42 is drawn at each
page view, and templates are slow at formatting.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.utils.translation import gettext

from common.formatting import number
from evaluator.models import Criterion, Evaluation, Score
from evaluator.models.candidates import Rung
from evaluator.scoring.aggregate import MissingPolicy
from evaluator.scoring.cells import Entry
from evaluator.scoring.errors import WeightsAllZero
from evaluator.scoring.group import Committee, personal_rankings
from evaluator.scoring.ranking import POINTS, Ranking
from evaluator.scoring.tree import Node
from evaluator.scoring.value_functions import value_function_from
from evaluator.selectors.counted_tree import RequirementTree
from evaluator.selectors.results import ENTRY_OF, RATED

CATEGORY_COLOURS = 6
CellKey = tuple[int, int]
"""(criterion, candidate)"""


@dataclass(frozen=True, slots=True)
class Look:
    """All that tells two cells apart on the page; cells that look alike are drawn once.

    `state` is a state of a score, or "recused".
    """

    state: str = Score.State.EMPTY
    value: int | None = None
    version: int = 0
    rung: str = ""
    has_note: bool = False
    is_editable: bool = True
    # What was typed and could not be saved, and why: "stale" or "refused".
    typed: str = ""
    problem: str = ""

    @property
    def is_missing(self) -> bool:
        return self.state == Score.State.EMPTY

    @property
    def marks(self) -> str:
        """Say what the marks of the cell mean: the rung, and that there is a note."""
        rung = str(Rung(self.rung).label) if self.rung else ""
        note = gettext("with a note") if self.has_note else ""
        return " · ".join(filter(None, (rung, note)))

    @property
    def words(self) -> str:
        """Say all of the cell but its value."""
        if self.state in {Score.State.SCORED, Score.State.EMPTY, "recused"}:
            return self.marks
        state = str(Score.State(self.state).label)
        return f"{state} · {self.marks}" if self.marks else state


RECUSED = Look(state="recused", is_editable=False)
EMPTY = {True: Look(), False: Look(is_editable=False)}


@dataclass(frozen=True, slots=True)
class Column:
    """A candidate, with the own total and rank as the reader writes numbers."""

    pk: int
    name: str
    is_recused: bool
    is_out: bool
    is_editable: bool
    total: str = ""
    rank: str = ""
    is_first: bool = False

    @property
    def takes_entries(self) -> bool:
        return self.is_editable and not self.is_recused

    @property
    def is_asked(self) -> bool:
        """Whether an empty cell of this candidate counts as missing."""
        return not (self.is_recused or self.is_out)


@dataclass(frozen=True, slots=True)
class SheetRow:
    criterion: Criterion
    weight: str
    looks: tuple[Look, ...] = ()
    measured: tuple[tuple[str, str], ...] = ()  # a number, or a state instead

    @property
    def is_measured(self) -> bool:
        return self.criterion.kind == Criterion.Kind.MEASURED


@dataclass(frozen=True, slots=True)
class SheetGroup:
    """The rows of one category; `place` counts the top categories, for their colour."""

    title: str
    weight: str
    category: int | None
    place: int
    rows: tuple[SheetRow, ...]

    @property
    def colour(self) -> int:
        return self.place % CATEGORY_COLOURS


@dataclass(frozen=True, slots=True)
class Way:
    """The way on from one criterion; `place` counts from one."""

    place: int
    before: Criterion | None
    after: Criterion | None
    next_missing: int | None


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What of the sheet is shown; the totals are always those of all."""

    candidate: int | None = None
    category: int | None = None
    only_missing: bool = False

    def __bool__(self) -> bool:
        return bool(self.candidate or self.category or self.only_missing)


EVERYTHING = Narrowing()


@dataclass(frozen=True)
class Sheet:
    """The whole sheet of one person."""

    evaluation: Evaluation
    tree: RequirementTree
    candidates: tuple[Column, ...]
    looks: Mapping[CellKey, Look]
    measured: Mapping[CellKey, float]
    returned_because: str = ""
    hides_prices: bool = False  # measured amounts, without the price right (R21)
    gaps: Mapping[CellKey, str] = field(default_factory=dict)

    @cached_property
    def rated(self) -> list[Criterion]:
        return [leaf for leaf in self.tree.leaves if leaf.kind == Criterion.Kind.RATED]

    @cached_property
    def missing(self) -> list[CellKey]:
        """The cells that wait for the person, in reading order."""
        return [
            (leaf.pk, column.pk)
            for leaf in self.rated
            for column in self.candidates
            if column.is_asked and self.look(leaf.pk, column).is_missing
        ]

    @property
    def may_be_submitted(self) -> bool:
        """Tell whether anything waits: sealed drafts, or what was given back."""
        if self.evaluation.is_revealed:
            return bool(self.returned_because)
        return not self.evaluation.is_open_mode and not self.evaluation.archived_at

    def next_missing(self, after: int | None = None) -> int | None:
        """Return the next criterion with a missing cell; after the last, the first."""
        if not any(column.takes_entries for column in self.candidates):
            return None
        waiting = dict.fromkeys(criterion for criterion, _candidate in self.missing)
        order = [leaf.pk for leaf in self.rated]
        start = order.index(after) + 1 if after in order else 0
        ahead = order[start:] + order[:start]
        return next((pk for pk in ahead if pk in waiting and pk != after), None)

    def way_from(self, criterion: Criterion) -> Way:
        place = self.rated.index(criterion)
        return Way(
            place=place + 1,
            before=self.rated[place - 1] if place else None,
            after=next(iter(self.rated[place + 1 :]), None),
            next_missing=self.next_missing(criterion.pk),
        )

    @property
    def asked(self) -> int:
        return len(self.rated) * sum(column.is_asked for column in self.candidates)

    @property
    def done(self) -> int:
        return self.asked - len(self.missing)

    def look(self, criterion_pk: int, column: Column) -> Look:
        if column.is_recused:
            return RECUSED
        return self.looks.get((criterion_pk, column.pk)) or EMPTY[column.is_editable]

    @cached_property
    def ranking(self) -> Ranking | None:
        """The own ranking: by these scores alone. None while nothing weighs."""
        inside = [column for column in self.candidates if not column.is_out]
        own: dict[int, dict[int, Entry]] = {column.pk: {} for column in inside}
        for (criterion, candidate), look in self.looks.items():
            if candidate in own:
                own[candidate][criterion] = entry_of(look)
        try:
            committee = Committee(
                candidates=[c.pk for c in inside if not c.is_recused],
                weights=self.open_weights,
                ballots={0: own},
                measured=self._measured_values(),
                missing=MissingPolicy(self.evaluation.missing_policy),
            )
            return personal_rankings(committee)[0]
        except WeightsAllZero:
            return None

    @cached_property
    def closed(self) -> frozenset[int]:
        return self.tree.priced if self.hides_prices else frozenset()

    @property
    def open_weights(self) -> dict[int, float]:
        """Weights without closed prices: beside own scores a total would tell them."""
        return self.tree.weights_without(self.closed)

    def columns(self, narrowing: Narrowing = EVERYTHING) -> tuple[Column, ...]:
        return tuple(
            column
            for column in self.candidates
            if narrowing.candidate in {None, column.pk}
        )

    def with_problems(self, problems: Mapping[CellKey, tuple[str, str]]) -> Sheet:
        """Return the sheet with what was typed and not saved: (problem, typed)."""
        columns = {column.pk: column for column in self.candidates}
        looks = {
            (criterion, candidate): replace(
                self.look(criterion, columns[candidate]), problem=problem, typed=typed
            )
            for (criterion, candidate), (problem, typed) in problems.items()
        }
        return replace(self, looks={**self.looks, **looks})

    def totals(self, narrowing: Narrowing = EVERYTHING) -> list[Column]:
        """Return the columns with the own totals and ranks."""
        return [self._with_total(column) for column in self.columns(narrowing)]

    def groups(self, narrowing: Narrowing = EVERYTHING) -> list[SheetGroup]:
        """Return the rows under their categories, those without any row left out."""
        weights = self.weights
        return [
            SheetGroup(
                title=" › ".join(self.tree.criteria[key].name for key in section.path),
                weight=weights.get(section.path[-1], "") if section.path else "",
                category=section.category,
                place=section.place,
                rows=rows,
            )
            for section in sections(self.tree)
            if narrowing.category in {None, section.category}
            if (rows := tuple(self._rows(section.leaves, narrowing)))
        ]

    @cached_property
    def weights(self) -> dict[int, str]:
        """Global weights of all nodes, in hundredths; nothing while all are zero."""
        try:
            found = self.tree.global_weights
        except WeightsAllZero:
            return {}
        return {key: number(share * POINTS, 1) for key, share in found.items()}

    def _rows(
        self, leaves: Sequence[Criterion], narrowing: Narrowing
    ) -> Iterator[SheetRow]:
        columns = self.columns(narrowing)
        for leaf in leaves:
            weight = self.weights.get(leaf.pk, "")
            if leaf.kind == Criterion.Kind.MEASURED:
                if not narrowing.only_missing:
                    yield SheetRow(leaf, weight, measured=self._printed(leaf, columns))
                continue
            looks = tuple(self.look(leaf.pk, column) for column in columns)
            is_waiting = any(
                look.is_missing and column.is_asked
                for look, column in zip(looks, columns, strict=True)
            )
            if is_waiting or not narrowing.only_missing:
                yield SheetRow(leaf, weight, looks=looks)

    def _printed(
        self, leaf: Criterion, columns: Sequence[Column]
    ) -> tuple[tuple[str, str], ...]:
        if leaf.pk in self.closed:
            return (("", "hidden"),) * len(columns)
        keys = [(leaf.pk, column.pk) for column in columns]
        return tuple(
            ("", self.gaps.get(key, "unknown"))
            if (value := self.measured.get(key)) is None
            else (number(value, places_of(value)), "")
            for key in keys
        )

    def _measured_values(self) -> dict[int, dict[int, float | None]]:
        functions = {
            leaf.pk: value_function_from(leaf.value_function)
            for leaf in self.tree.leaves
            if leaf.kind == Criterion.Kind.MEASURED
        }
        return {
            column.pk: {
                pk: None
                if (x := self.measured.get((pk, column.pk))) is None
                else function.value(x)
                for pk, function in functions.items()
            }
            for column in self.candidates
        }

    def _with_total(self, column: Column) -> Column:
        if self.ranking is None or column.is_out or column.is_recused:
            return column
        standing = self.ranking.of(column.pk)
        if standing.total is None or standing.rank is None:
            return column
        return replace(
            column,
            total=number(standing.total, 1),
            rank=number(standing.rank),
            is_first=standing.rank == 1,
        )


@dataclass(frozen=True, slots=True)
class Section:
    """Leaves that stand under each other in one category; `path` leads to it."""

    path: tuple[int, ...]
    leaves: tuple[Criterion, ...]
    place: int

    @property
    def category(self) -> int | None:
        return self.path[0] if self.path else None


def sections(tree: RequirementTree) -> Iterator[Section]:
    """Yield the leaves in reading order, parted where the category changes."""
    for place, node in enumerate(tree.forest):
        if not node.children:
            yield Section((), (tree.criteria[int(node.key)],), place)
        yield from below(node, tree, (int(node.key),), place)


def below(
    node: Node, tree: RequirementTree, path: tuple[int, ...], place: int
) -> Iterator[Section]:
    leaves: list[Criterion] = []
    for child in node.children:
        key = int(child.key)
        if not child.children:
            leaves.append(tree.criteria[key])
            continue
        if leaves:
            yield Section(path, tuple(leaves), place)
            leaves = []
        yield from below(child, tree, (*path, key), place)
    if leaves:
        yield Section(path, tuple(leaves), place)


def entry_of(look: Look) -> Entry:
    if look.value is None:
        return ENTRY_OF[Score.State(look.state)]
    return RATED.value(look.value)


def places_of(value: float) -> int:
    """Return how many decimals the value has, two at most."""
    return next((places for places in (0, 1) if value == round(value, places)), 2)
