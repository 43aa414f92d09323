"""What the side rail and the person's menu are made of."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class NavigationLink:
    label: str | Promise
    url: str
    icon: str = ""
    is_current: bool = False
    note: str | Promise = ""


@dataclass(frozen=True, slots=True)
class NavigationGroup:
    title: str | Promise
    links: Sequence[NavigationLink]
    is_folded: bool = False  # until one of its pages is open

    @property
    def is_open(self) -> bool:
        return any(link.is_current for link in self.links)
