"""Forms of the diagnosis: the signs, their figures, kind check and readiness."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.fields import DayField, LineField, NumberField
from evaluator.catalogue.currencies import CURRENCIES
from evaluator.content.diagnosis import Sign
from evaluator.forms.candidates import ReasonMixin
from evaluator.models import Evaluation, KindAnswer, ReadinessAnswer
from evaluator.selectors.company_readiness import KindRow, ReadinessRow
from evaluator.selectors.diagnosis import CHOICES, FigureRow, StatementRow
from evaluator.services.company_readiness import ReadinessEdit
from evaluator.services.diagnosis import FigureEdit
from evaluator.services.sign_adoption import Wish

LARGEST_FIGURE = 10**12
MOST_HOURS = 10**5
# "Not known yet" last: it is what stands there before anybody answers.
KIND_CHOICES = [*KindAnswer.Answer.choices[1:], KindAnswer.Answer.choices[0]]


class SetForm(forms.Form):
    """Fields for the rows of a set, under the one version of the set."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class AnswersForm(SetForm):
    """What one person says to the statements of one sign."""

    def __init__(
        self, *args: Any, rows: tuple[StatementRow, ...], **kwargs: Any
    ) -> None:
        kwargs.setdefault("initial", {"version": sum(row.version for row in rows)})
        kwargs.setdefault("auto_id", f"id_{rows[0].key}_%s")
        super().__init__(*args, **kwargs)
        self.rows = rows
        for row in rows:
            self.fields[row.key] = forms.ChoiceField(
                label=row.text,
                choices=CHOICES,
                required=False,
                initial=row.value,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": _("Choose one of the answers.")},
            )

    @property
    def lines(self) -> list[forms.BoundField]:
        return [self[row.key] for row in self.rows]

    def values(self) -> dict[str, str]:
        """Return what is answered; a radio cannot be emptied again."""
        cleaned = self.cleaned_data
        return {row.key: cleaned[row.key] for row in self.rows if cleaned[row.key]}


class FigureForm(forms.Form):
    """One number, where it was read, and of which day it is."""

    value = NumberField(required=False)
    currency = LineField(
        label=_("Currency"),
        max_length=3,
        help_text=_("Its code of three letters, such as EUR."),
        widget=forms.TextInput(attrs={"dir": "ltr", "autocapitalize": "characters"}),
    )
    source = LineField(
        label=_("Source"),
        required=False,
        max_length=300,
        help_text=_("Where it was read, such as: log-in report, invoices of 2026."),
    )
    as_of = DayField(label=_("As of"), required=False)
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, figure: FigureRow, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit = figure.unit
        self.fields["value"].label = figure.label
        self.fields["value"].help_text = {
            "percent": _("In hundredths: 40 means 40 of 100 people."),
            "hours": _("In hours."),
            "money": _("Before tax. Empty means: not known."),
        }[figure.unit]
        if figure.unit != "money":
            del self.fields["currency"]

    def clean_value(self) -> Any:
        value = self.cleaned_data["value"]
        if value is None:
            return None
        if value < 0:
            raise ValidationError(_("This figure cannot be below zero."))
        largest = {"percent": 100, "hours": MOST_HOURS, "money": LARGEST_FIGURE}
        if value > largest[self.unit]:
            raise ValidationError(
                _("This figure is too large: at most %(largest)s."),
                params={"largest": largest[self.unit]},
            )
        return value

    def clean_currency(self) -> str:
        code = str(self.cleaned_data["currency"]).upper()
        if code not in CURRENCIES:
            raise ValidationError(
                _("This is no code of a currency. Write it like EUR or USD.")
            )
        return code

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("value") is not None:
            if not cleaned.get("source"):
                self.add_error("source", _("Say where the figure comes from."))
            if not cleaned.get("as_of") and "as_of" not in self.errors:
                self.add_error("as_of", _("Say of which day the figure is."))
        return cleaned

    def edit(self, *, version: int | None = None) -> FigureEdit:
        edit = FigureEdit(**self.cleaned_data)
        return edit if version is None else replace(edit, version=version)


class AdoptForm(ReasonMixin):
    """What a sign is to become. The usual is ticked already."""

    criteria = forms.MultipleChoiceField(
        label=_("Criteria"), required=False, widget=forms.CheckboxSelectMultiple
    )
    must_have = forms.BooleanField(label=_("As a must-have"), required=False)
    objective = forms.BooleanField(label=_("As an objective"), required=False)

    field_order = ("criteria", "must_have", "objective", "reason")

    def __init__(
        self,
        *args: Any,
        evaluation: Evaluation,
        sign: Sign,
        names: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("initial", {"criteria": sign.criteria, "objective": True})
        super().__init__(*args, evaluation=evaluation, **kwargs)
        field = self.fields["criteria"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = names

    def wish(self) -> Wish:
        names = ("criteria", "must_have", "objective")
        return Wish(**{name: self.cleaned_data[name] for name in names})


class KindForm(SetForm):
    """A dozen questions: yes, no, or not known yet."""

    def __init__(self, *args: Any, rows: tuple[KindRow, ...], **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"version": sum(row.version for row in rows)})
        super().__init__(*args, **kwargs)
        self.rows = rows
        for row in rows:
            self.fields[row.question.key] = forms.ChoiceField(
                label=row.text,
                choices=KIND_CHOICES,
                required=False,
                initial=row.answer,
                widget=forms.RadioSelect,
                help_text=row.reason,
            )

    @property
    def lines(self) -> list[forms.BoundField]:
        return [self[row.question.key] for row in self.rows]

    def answers(self) -> dict[str, str]:
        keys = (row.question.key for row in self.rows)
        return {key: self.cleaned_data[key] for key in keys}


@dataclass(frozen=True, slots=True)
class ReadinessLine:
    row: ReadinessRow
    answer: forms.BoundField
    owner: forms.BoundField
    note: forms.BoundField


class ReadinessForm(SetForm):
    """For each point: yes, partly or no, who sees to it, and a note."""

    def __init__(
        self,
        *args: Any,
        evaluation: Evaluation,
        rows: tuple[ReadinessRow, ...],
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("initial", stored_readiness(rows))
        super().__init__(*args, **kwargs)
        self.rows = rows
        people = evaluation.participants.present().select_related("user")
        self.people = {str(each.pk): each for each in people.order_by("pk")}
        for row in rows:
            self.add_line(row)

    def add_line(self, row: ReadinessRow) -> None:
        key = row.point.key
        names = [(pk, str(each.user)) for pk, each in self.people.items()]
        self.fields[f"answer-{key}"] = forms.ChoiceField(
            label=row.name, choices=ReadinessAnswer.Answer.choices, required=False
        )
        self.fields[f"owner-{key}"] = forms.ChoiceField(
            label=_("Owner"),
            choices=[("", _("nobody yet")), *names],
            required=False,
            error_messages={
                "invalid_choice": _(
                    "Choose somebody who takes part in this evaluation."
                )
            },
        )
        self.fields[f"note-{key}"] = LineField(
            label=_("Remark"), max_length=300, required=False
        )

    @property
    def lines(self) -> Iterator[ReadinessLine]:
        for row in self.rows:
            key = row.point.key
            parts = (self[f"{name}-{key}"] for name in ("answer", "owner", "note"))
            yield ReadinessLine(row, *parts)

    def edits(self) -> dict[str, ReadinessEdit]:
        cleaned = self.cleaned_data
        return {
            key: ReadinessEdit(
                answer=cleaned[f"answer-{key}"],
                owner=self.people.get(cleaned[f"owner-{key}"]),
                note=cleaned[f"note-{key}"],
            )
            for key in (row.point.key for row in self.rows)
        }


def stored_readiness(rows: tuple[ReadinessRow, ...]) -> dict[str, Any]:
    """Return what the fields hold, and the version of the whole."""
    values: dict[str, Any] = {"version": sum(row.version for row in rows)}
    for row in rows:
        key, stored = row.point.key, row.row
        values[f"answer-{key}"] = row.answer
        values[f"owner-{key}"] = str(stored.owner_id or "") if stored else ""
        values[f"note-{key}"] = stored.note if stored else ""
    return values


def stored_kinds(rows: tuple[KindRow, ...]) -> dict[str, Any]:
    answers = {row.question.key: row.answer for row in rows}
    return answers | {"version": sum(row.version for row in rows)}
