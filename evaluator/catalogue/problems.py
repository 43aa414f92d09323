"""What is wrong with catalogue files, all of it at once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

Say = Callable[[str, str], None]


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: where it is, what is wrong and how to mend it."""

    file: str
    fact: int | None  # counted from 1, as in the file; None: head of the file
    key: str
    what: str
    mend: str

    def __str__(self) -> str:
        place = self.file
        if self.fact is not None:
            place += f", fact {self.fact}" + (f" ({self.key})" if self.key else "")
        return f"{place}: {self.what} {self.mend}"


class CatalogueError(ValueError):
    """The files cannot be used; every problem is listed."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class Findings:
    """Collects the problems of one file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def at(self, fact: int | None = None, key: str = "") -> Say:
        """Return the function that notes a problem at this place."""

        def say(what: str, mend: str) -> None:
            self.problems.append(Problem(self.file, fact, key, what, mend))

        return say

    def raise_if_any(self) -> None:
        if self.problems:
            raise CatalogueError(self.problems)
