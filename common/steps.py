"""One step of the bar on top of an evaluation."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Step:
    """Without a url the step is locked, and the note says why."""

    name: str | Promise
    url: str = ""
    note: str | Promise = ""
    is_done: bool = False
    is_current: bool = False
    is_optional: bool = False

    @property
    def css_class(self) -> str:
        states = {
            "is-done": self.is_done,
            "is-optional": self.is_optional,
            "is-locked": not self.url,
        }
        return " ".join(name for name, holds in states.items() if holds)
