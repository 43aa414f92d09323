"""The ledger of a contact list: nobody may be lost on the way.

People of the source = loaded + merged + excluded by reason + rejected. What is left is
unexplained, and has to be none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

# Status of a person, in the source and in the target.
STATUSES = (
    "active",
    "unsubscribed",
    "complained",
    "hard_bounced",
    "soft_bounced",
    "never_consented",
    "role_excluded",
    "invalid_excluded",
)
# Who must not be written to, wherever they are.
SUPPRESSED = ("unsubscribed", "complained", "hard_bounced", "never_consented")
# What became of the people of the source.
LOADED, MERGED, REJECTED = "loaded", "merged", "rejected"
EXCLUDED = (
    "excluded_unsubscribed",
    "excluded_complained",
    "excluded_hard_bounced",
    "excluded_soft_bounced",
    "excluded_never_consented",
    "excluded_role",
    "excluded_invalid",
    "excluded_by_owner",
)
MOVES = (LOADED, MERGED, *EXCLUDED, REJECTED)

Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Ledger:
    """All figures are people. `unexplained` below zero means counted twice."""

    total: int
    loaded: int
    merged: int
    excluded: int
    rejected: int
    source_suppressed: int
    target_suppressed: int
    in_target: int

    @property
    def unexplained(self) -> int:
        found = self.loaded + self.merged + self.excluded + self.rejected
        return self.total - found

    @property
    def is_explained(self) -> bool:
        return self.unexplained == 0

    @property
    def missing_suppressed(self) -> int:
        """How many suppressed people of the source the target does not suppress."""
        return max(0, self.source_suppressed - self.target_suppressed)

    @property
    def suppresses_enough(self) -> bool:
        return self.missing_suppressed == 0


def ledger_of(source: Counts, target: Counts, moved: Counts) -> Ledger:
    """Sum up the newest counts. What was not counted is zero."""
    return Ledger(
        total=sum(source.get(status, 0) for status in STATUSES),
        loaded=moved.get(LOADED, 0),
        merged=moved.get(MERGED, 0),
        excluded=sum(moved.get(reason, 0) for reason in EXCLUDED),
        rejected=moved.get(REJECTED, 0),
        source_suppressed=sum(source.get(status, 0) for status in SUPPRESSED),
        target_suppressed=sum(target.get(status, 0) for status in SUPPRESSED),
        in_target=sum(target.get(status, 0) for status in STATUSES),
    )
