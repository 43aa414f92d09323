"""The parts in one deliverable, changed where they stand in the matrix."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from migration.forms.people.raci import PREFIX
from migration.models import RaciPart, Stakeholder
from migration.planning.raci import Part
from migration.selectors.people.raci import DeliverableRow

NO_PART = ("", "–")


class RaciRowForm(forms.Form):
    """Its controls stand in cells, so each names the form that it belongs to.

    What is not sent stays as it is.
    """

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, row: DeliverableRow, focus: int | None = None, **kwargs: Any
    ) -> None:
        pk = row.deliverable.pk
        kwargs.setdefault("auto_id", f"raci-{pk}-%s")
        kwargs["initial"] = row_values(row)
        super().__init__(*args, **kwargs)
        self.row = row
        for person in row.people:
            self.fields[f"{PREFIX}{person.pk}"] = part_field(row, person)
        if f"{PREFIX}{focus}" in self.fields:
            attrs = self.fields[f"{PREFIX}{focus}"].widget.attrs
            attrs["data-focus-after-swap"] = True

    @property
    def cells(self) -> Sequence[tuple[Stakeholder, forms.BoundField]]:
        return [(each, self[f"{PREFIX}{each.pk}"]) for each in self.row.people]

    def changes(self) -> dict[int, Part | None]:
        """Return whose part was sent, and which; None for no part."""
        return {
            person.pk: Part(said) if (said := self.cleaned_data[name]) else None
            for person in self.row.people
            if (name := f"{PREFIX}{person.pk}") in self.data
        }

    def before(self, changes: dict[int, Part | None]) -> list[tuple[str, str]]:
        """Return the parts as they were, by which the changes are taken back."""
        return [
            (f"{PREFIX}{pk}", str(self.initial[f"{PREFIX}{pk}"]))
            for pk, part in changes.items()
            if (part or "") != self.initial[f"{PREFIX}{pk}"]
        ]


def part_field(row: DeliverableRow, person: Stakeholder) -> forms.ChoiceField:
    """Offer the parts; each begins with its letter, so that a key chooses it."""
    choices = [(value, f"{value} – {label}") for value, label in RaciPart.Part.choices]
    field = forms.ChoiceField(
        label=person.name,
        choices=[NO_PART, *choices],
        required=False,
        error_messages={
            "invalid_choice": _("Choose R, A, AR, C or I, or nothing for no part.")
        },
    )
    name = f"{person.name}: {row.deliverable.name}"
    field.widget.attrs |= {"form": f"raci-form-{row.deliverable.pk}"}
    field.widget.attrs |= {"aria-label": name}
    return field


def row_values(row: DeliverableRow) -> dict[str, Any]:
    parts = {
        f"{PREFIX}{person.pk}": part.part if part else "" for person, part in row.cells
    }
    return {"version": row.deliverable.version, **parts}
