"""What an empty choice is called."""

from __future__ import annotations

from collections.abc import Iterator

from django import forms

import config.urls  # noqa: F401 (brings every form along)

OURS = ("evaluator.", "migration.", "workspace.")


def forms_of(parent: type[forms.BaseForm]) -> Iterator[type[forms.BaseForm]]:
    for form in parent.__subclasses__():
        yield form
        yield from forms_of(form)


def test_an_empty_choice_of_a_list_is_named():
    fields = {
        (form.__module__, form.__name__, name): field
        for form in forms_of(forms.BaseForm)
        if form.__module__.startswith(OURS)
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field, forms.ModelChoiceField) and not field.widget.is_hidden
    }

    dashes = [place for place, field in fields.items() if field.empty_label == "-" * 9]

    assert len(fields) > 15
    assert dashes == []
