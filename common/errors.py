"""The one base of what the product refuses."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise


class DomainError(Exception):
    """A refused rule. The message says what is wrong and how to mend it.

    Named placeholders of the message are filled from the keyword arguments.
    """

    message: str | Promise = ""

    def __init__(self, **values: Any) -> None:
        super().__init__()
        self.values = values

    def __str__(self) -> str:
        return str(self.message) % self.values if self.values else str(self.message)


class StateConflict(DomainError):
    """Somebody, or oneself in another window, was first: a page answers 409 (R50)."""


class StaleVersion(DomainError):
    """Somebody else saved this row since the page was drawn (R48)."""

    def __init__(self, *, current: Any, **values: Any) -> None:
        super().__init__(**values)
        self.current = current


class TooMuch(DomainError):
    """Too often in too short a time: answered with 429 and when to try again."""

    def __init__(self, *, retry_after: int) -> None:
        super().__init__()
        self.retry_after = retry_after
