"""The rows of the quick cost table, each a kind of cost line."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from evaluator.costs.lines import Category, Rhythm

PREFIX = "quick."
"""What the keys of its cost lines begin with."""


@dataclass(frozen=True, slots=True)
class QuickKind:
    """A row of the table: what the figure is for, and when it is due."""

    key: str
    category: Category
    rhythm: Rhythm

    @property
    def line_key(self) -> str:
        return PREFIX + self.key


SUBSCRIPTION = QuickKind("subscription", Category.SUBSCRIPTION, Rhythm.YEARLY)
KINDS = (
    SUBSCRIPTION,
    QuickKind("migration", Category.MIGRATION, Rhythm.ONCE),
    QuickKind("installation", Category.IMPLEMENTATION, Rhythm.ONCE),
    QuickKind("training", Category.TRAINING, Rhythm.ONCE),
    QuickKind("add_ons", Category.INTEGRATIONS, Rhythm.YEARLY),
    QuickKind("content", Category.CONTENT, Rhythm.YEARLY),
    QuickKind("people", Category.PEOPLE, Rhythm.YEARLY),
)
KIND_BY_KEY: Mapping[str, QuickKind] = MappingProxyType(
    {kind.key: kind for kind in KINDS}
)
