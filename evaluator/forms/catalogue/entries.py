"""Forms of the catalogue: search, a team's own platforms and its own facts."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from common.fields import DayField, LineField, LinkField, TextField
from common.numbers import NumberError, NumberUnclear, parse_number
from common.text import match_key
from evaluator.catalogue.currencies import CURRENCIES
from evaluator.catalogue.dates import earliest_day
from evaluator.catalogue.fact_keys import FACT_KEYS, FactKey
from evaluator.catalogue.fact_labels import FACT_LABELS, GROUP_LABELS
from evaluator.catalogue.labels import ANSWER_LABELS, TAG_LABELS
from evaluator.catalogue.vocabulary import FIGURES, Facet, Form
from evaluator.models import Fact
from evaluator.selectors.catalogue.platforms import PlatformSearch
from evaluator.services.catalogue.own_facts import OwnFactEdit
from evaluator.services.catalogue.platforms import PlatformEdit
from evaluator.services.catalogue.shipped import plain

NO_CHOICE = [("", _("any"))]
# A tariff has a form of its own that nobody types; its prices are facts too.
NOT_ENTERED = frozenset({"pricing.tariff"})
HIGHEST_FIGURE = 10**14
LONGEST_NAME = 120
WORD_MARKS = re.compile("[,;\n\N{ARABIC COMMA}\N{ARABIC SEMICOLON}]")


def tag_choices(facet: Facet) -> list[tuple[str, Any]]:
    return list(TAG_LABELS[facet].items())


class PlatformSearchForm(forms.Form):
    """What the list is narrowed by. Several ticks of one filter must all hold."""

    search = LineField(label=_("Name"), required=False, max_length=120)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=NO_CHOICE + tag_choices(Facet.KIND), required=False
    )
    deployment = forms.ChoiceField(
        label=_("Deployment"),
        choices=NO_CHOICE + tag_choices(Facet.DEPLOYMENT),
        required=False,
    )
    audience = forms.ChoiceField(
        label=_("Company size"),
        choices=NO_CHOICE + tag_choices(Facet.AUDIENCE),
        required=False,
    )
    channels = forms.MultipleChoiceField(
        label=_("Channels"),
        choices=tag_choices(Facet.CHANNEL),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    integrations = forms.MultipleChoiceField(
        label=_("Integrations"),
        choices=tag_choices(Facet.INTEGRATION),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def asked(self) -> PlatformSearch:
        """Return what is asked, once the form was checked."""
        given = self.cleaned_data
        return PlatformSearch(
            words=given.get("search", ""),
            tags={
                Facet.KIND: words_of(given.get("kind")),
                Facet.DEPLOYMENT: words_of(given.get("deployment")),
                Facet.AUDIENCE: words_of(given.get("audience")),
                Facet.CHANNEL: given.get("channels", []),
                Facet.INTEGRATION: given.get("integrations", []),
            },
        )

    @property
    def is_narrowed(self) -> bool:
        return any(self.cleaned_data.values())


def words_of(choice: str | None) -> tuple[str, ...]:
    return (choice,) if choice else ()


class TagsField(forms.MultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def __init__(self, facet: Facet, **kwargs: Any) -> None:
        super().__init__(choices=tag_choices(facet), required=False, **kwargs)


class PlatformForm(forms.Form):
    name = LineField(label=_("Name"), max_length=LONGEST_NAME)
    vendor = LineField(label=_("Vendor"), max_length=200, required=False)
    homepage = LinkField(label=_("Website"), required=False)
    kinds = TagsField(Facet.KIND, label=_("Kind"))
    deployments = TagsField(Facet.DEPLOYMENT, label=_("Deployment"))
    audiences = TagsField(Facet.AUDIENCE, label=_("Company size"))
    channels = TagsField(Facet.CHANNEL, label=_("Channels"))
    integrations = TagsField(Facet.INTEGRATION, label=_("Integrations"))
    note = TextField(label=_("Note"), required=False, max_length=4000)
    is_other = forms.BooleanField(required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        # The key may be longer than the name: one sign may stand for several.
        if not 0 < len(match_key(name)) <= LONGEST_NAME:
            raise ValidationError(_("Enter a name of at most 120 characters."))
        return name

    def edit(self) -> PlatformEdit:
        lists = ("kinds", "deployments", "audiences", "channels", "integrations")
        given: dict[str, Any] = {
            name: tuple(value) if name in lists else value
            for name, value in self.cleaned_data.items()
            if name != "is_other"
        }
        return PlatformEdit(**given)


def fact_choices() -> list[tuple[str, list[tuple[str, Any]]]]:
    """Return what a team may enter, by group, in the reader's language."""
    groups: dict[str, list[tuple[str, Any]]] = {}
    for key, fact_key in FACT_KEYS.items():
        if key not in NOT_ENTERED:
            group = str(GROUP_LABELS[fact_key.group])
            groups.setdefault(group, []).append((key, FACT_LABELS[key]))
    return list(groups.items())


class FactKeyForm(forms.Form):
    """Asks which fact a team wants to enter."""

    key = forms.ChoiceField(label=_("Which fact?"), choices=fact_choices)


class OwnFactForm(forms.Form):
    """A fact as a team knows it. Which fields it has depends on the fact."""

    # Neither is optional by itself: one of two is asked for, or a unit for figures.
    conditional = ("unit", "currency", "as_of", "is_undated", "source", "source_url")

    answer = forms.ChoiceField(
        label=_("Answer"),
        choices=list(ANSWER_LABELS.items()),
        widget=forms.RadioSelect,
    )
    value = LineField(label=_("Value"), max_length=2000)
    currency = forms.ChoiceField(
        label=_("Currency"),
        choices=[("", "—"), *((code, code) for code in sorted(CURRENCIES))],
        required=False,
    )
    unit = LineField(
        label=_("Unit"),
        max_length=120,
        required=False,
        help_text=_("Such as “per month” or “contacts”. Every figure needs one."),
    )
    plan = LineField(
        label=_("For which plan or offer"),
        max_length=120,
        required=False,
        help_text=_("Tells several facts of this kind apart."),
    )
    as_of = DayField(label=_("As of"), required=False)
    is_undated = forms.BooleanField(label=_("The source has no date"), required=False)
    source = TextField(
        label=_("Source"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Such as “Quote by mail from the vendor, to Lina”."),
    )
    source_url = LinkField(
        label=_("Or a link to the source"),
        required=False,
    )
    note = TextField(label=_("Note"), required=False, max_length=4000)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, fact_key: FactKey, today: date, is_placed: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fact_key = fact_key
        self.today = today
        self._drop_fields(is_placed=is_placed)

    def _drop_fields(self, *, is_placed: bool) -> None:
        forms_of_key = set(self.fact_key.forms)
        dropped = set()
        if Form.CLAIM in forms_of_key:
            self.fields["value"].required = False
            self.fields["value"].label = _("In words")
            dropped |= {"plan"}
        else:
            dropped |= {"answer"}
        if not FIGURES & forms_of_key:
            dropped |= {"unit"}
        if Form.MONEY not in forms_of_key:
            dropped |= {"currency"}
        if is_placed:
            dropped |= {"plan"}
        for name in dropped:
            del self.fields[name]

    def clean_value(self) -> Any:
        text: str = self.cleaned_data["value"]
        allowed = self.fact_key.forms
        if not text:
            return text
        if FIGURES.intersection(allowed):
            return self._figure_or_text(text)
        if Form.WORDS in allowed:
            return self._words(text)
        if Form.DATE in allowed:
            return DayField().clean(text).isoformat()
        if Form.CURRENCY in allowed and text.upper() not in CURRENCIES:
            raise ValidationError(_("Enter a currency by its three letters."))
        return text.upper() if Form.CURRENCY in allowed else text

    def _figure_or_text(self, text: str) -> Any:
        try:
            figure = parse_number(text)
        except NumberError as error:
            # 1,5 is a number that can be read in two ways, not a word.
            is_word = not isinstance(error, NumberUnclear)
            if is_word and Form.TEXT in self.fact_key.forms:
                return text
            raise ValidationError(str(error)) from error
        if abs(figure) >= HIGHEST_FIGURE:
            raise ValidationError(_("Enter a number below 100 trillion."))
        return plain(figure)

    def _words(self, text: str) -> str:
        if words := words_in(text):
            return ", ".join(words)
        raise ValidationError(self.fields["value"].error_messages["required"])

    def clean_as_of(self) -> date | None:
        as_of: date | None = self.cleaned_data["as_of"]
        if as_of and as_of > self.today:
            raise ValidationError(_("This day has not come yet."))
        return as_of

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if is_figure(given.get("value")):
            self._ask_for_unit(given)
        if self._lacks(given, "as_of", "is_undated"):
            self.add_error("as_of", _("Enter the day, or tick that there is none."))
        if self._lacks(given, "source", "source_url"):
            self.add_error("source", _("Say where this comes from, or link to it."))
        return given

    def _lacks(self, given: dict[str, Any], *names: str) -> bool:
        """Tell whether none of these was given; what was given wrongly is told so."""
        return not any(given.get(name) or name in self.errors for name in names)

    def _ask_for_unit(self, given: dict[str, Any]) -> None:
        if not given.get("unit"):
            self.add_error("unit", _("Every figure needs its unit."))
        if Form.NUMBER not in self.fact_key.forms and not given.get("currency"):
            self.add_error("currency", _("An amount needs its currency."))

    def edit(self) -> OwnFactEdit:
        given = self.cleaned_data
        form = self._form_of(given["value"])
        answer = given.get("answer", "")
        # A claim may be an answer without words.
        value = given["value"] or answer
        return OwnFactEdit(
            value=words_in(value) if form is Form.WORDS else value,
            form=form,
            answer=answer,
            as_of=given["as_of"],
            unit=given.get("unit", "") if form in FIGURES else "",
            currency=given.get("currency", "") if form is Form.MONEY else "",
            source=given["source"],
            source_url=given["source_url"],
            note=given["note"],
            language=(get_language() or "en")[:2],
            version=given["version"],
        )

    def _form_of(self, value: Any) -> Form:
        if is_figure(value):
            return Form.MONEY if self.cleaned_data.get("currency") else Form.NUMBER
        allowed = [form for form in self.fact_key.forms if form not in FIGURES]
        return allowed[0]


def stored_fact(fact: Fact) -> dict[str, object]:
    """Return the fact as its form shows it."""
    value = fact.value
    answer = fact.details.get("answer", "")
    return {
        "value": ", ".join(value) if isinstance(value, list) else value,
        "answer": answer,
        "unit": fact.unit,
        "currency": fact.currency,
        "as_of": earliest_day(fact.as_of),
        "is_undated": not fact.as_of,
        "source": fact.source,
        "source_url": fact.source_url,
        "note": fact.note,
        "version": fact.version,
    }


def words_in(text: str) -> list[str]:
    words = [word.strip() for word in WORD_MARKS.split(text)]
    return [word for word in words if word]


def is_figure(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
