"""Save what a form brings, or put what stands in the way into the form."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django import forms

from common.conflicts import show_conflict
from common.errors import DomainError, StaleVersion


def saved(
    form: forms.Form,
    save: Callable[[], object],
    stored: Callable[[Any], dict[str, Any]] | None = None,
) -> HTTPStatus:
    """Return how it went: 302, 412 for a stale version, 422.

    stored: reads what is kept now, to stand beside what was typed over it.
    """
    if not form.is_valid():
        return HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        save()
    except StaleVersion as error:
        if stored is None:
            form.add_error(None, str(error))
        else:
            show_conflict(form, stored(error.current), error)
        return HTTPStatus.PRECONDITION_FAILED
    except DomainError as error:
        form.add_error(None, str(error))
        return HTTPStatus.UNPROCESSABLE_ENTITY
    return HTTPStatus.FOUND
