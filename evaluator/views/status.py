"""The one status of a page that shows a form."""

from __future__ import annotations

from http import HTTPStatus

from django.forms import BaseForm


def status_of(*forms: BaseForm | None) -> int:
    """Return 422 when any of the forms was sent and refused, else 200."""
    is_refused = any(form is not None and form.is_bound for form in forms)
    return HTTPStatus.UNPROCESSABLE_ENTITY if is_refused else HTTPStatus.OK
