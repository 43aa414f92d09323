"""What is wrong with the content files, all of it at once."""

from collections import Counter
from collections.abc import Iterable


class ContentError(ValueError):
    """The files cannot be used; every problem is listed."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


def named_twice(keys: Iterable[str], place: str) -> list[str]:
    return [
        f"{place}: the key '{key}' is used more than once."
        for key, times in Counter(keys).items()
        if key and times > 1
    ]


def raise_if_any(problems: Iterable[str]) -> None:
    if found := tuple(problems):
        raise ContentError(found)
