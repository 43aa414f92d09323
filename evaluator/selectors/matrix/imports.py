"""One spreadsheet on its way in: sheet, layout, what was read, and the plan of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from evaluator.matrix.grid import Grid, PlainSheet, grid_of, plain_sheet_from
from evaluator.matrix.layout import Layout, layout_from
from evaluator.matrix.matrix import Matrix, MatrixCell
from evaluator.matrix.reading import read_matrix
from evaluator.models import Evaluation, MatrixImport, Participant, Platform
from evaluator.selectors.catalogue.platforms import platforms_by_name
from evaluator.selectors.matrix.plan import ImportPlan, Terms, plan_import, terms_for
from evaluator.selectors.matrix.vendors import Vendor, match_vendors, twins_among
from workspace.models import Team, User


@dataclass
class Draft:
    """What the pages and the API show of an import; everything is worked out once."""

    row: MatrixImport
    participant: Participant | None  # None: into a new evaluation

    @cached_property
    def sheets(self) -> list[PlainSheet]:
        return [plain_sheet_from(stored) for stored in self.row.sheets]

    @property
    def sheet(self) -> PlainSheet:
        return self.sheets[self.row.sheet]

    @cached_property
    def layout(self) -> Layout:
        return layout_from(self.row.layout)

    @cached_property
    def grid(self) -> Grid:
        return grid_of(self.sheet, is_turned=self.layout.is_turned)

    @cached_property
    def matrix(self) -> Matrix:
        return read_matrix(self.sheet, self.layout)

    @cached_property
    def platforms(self) -> list[Platform]:
        return platforms_by_name(self.row.team)

    @cached_property
    def vendors(self) -> list[Vendor]:
        return match_vendors(
            self.matrix.vendors,
            platforms=self.platforms,
            evaluation=self.row.evaluation,
            choices=self.row.choices,
        )

    @property
    def asked(self) -> list[Vendor]:
        """Vendors of which a person says, or may say, which platform they are."""
        return [each for each in self.vendors if each.may_be_said]

    @property
    def twins(self) -> list[tuple[str, str]]:
        return twins_among(self.vendors)

    @property
    def terms(self) -> Terms:
        return terms_for(
            self.participant,
            is_committee=self.row.is_committee,
            takes_weights=self.row.takes_weights,
            takes_scores=self.row.takes_scores,
        )

    @cached_property
    def plan(self) -> ImportPlan:
        return plan_import(
            self.matrix, self.vendors, participant=self.participant, terms=self.terms
        )

    @property
    def rounded(self) -> Sequence[MatrixCell]:
        """Scores that fall between two whole ones."""
        return [each for each in self.matrix.cells if each.is_rounded]

    @property
    def is_idle(self) -> bool:
        """Tell whether everything that may be taken is there already."""
        return self.participant is not None and self.plan.is_empty

    @property
    def is_ready(self) -> bool:
        """Tell whether it can be taken: no problem and no question is left."""
        is_settled = all(each.is_settled for each in self.vendors)
        return not self.matrix.problems and is_settled and not self.twins


def evaluation_of_same_file(
    digest: str, *, user: User, team: Team
) -> Evaluation | None:
    """Return the evaluation that this person made of the same file (R37)."""
    taken = (
        MatrixImport.objects.visible_to(user)
        .filter(team=team, digest=digest)
        .exclude(taken_at=None)
        .order_by("-taken_at", "-pk")
    )
    led = Evaluation.objects.visible_to(user).filter(
        participants__user=user, participants__role=Participant.Role.LEAD
    )
    return (
        led.present()
        .filter(archived_at=None, pk__in=taken.values("evaluation"))
        .order_by("-pk")
        .first()
    )
