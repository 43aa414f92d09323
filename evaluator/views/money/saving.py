"""Save what a form of money brings, or say in the form what cannot be reckoned with."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django import forms

from common.saving import saved
from evaluator.costs.faults import InputInvalid
from evaluator.selectors.money.costs import problem_sentence


def money_saved(
    form: forms.Form,
    save: Callable[[], object],
    stored: Callable[[Any], dict[str, Any]] | None = None,
) -> HTTPStatus:
    """Return how it went, as `saved` does."""
    try:
        return saved(form, save, stored)
    except InputInvalid as error:
        for problem in error.problems:
            form.add_error(None, problem_sentence(problem))
        return HTTPStatus.UNPROCESSABLE_ENTITY
