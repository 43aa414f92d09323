"""What the wizard asks: only what changes the tasks of a plan."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.fields import DayField, TextField
from common.text import clean_line, match_key
from migration.forms.adoption import WholeField
from migration.planning.growth import NAMED, growth
from migration.selectors.plans.full_plan import Wanted

MOST_NAMES = 50
LONGEST_NAME = 120
MOST_NOTICE = 1000
FULL, SMALL = "full", "small"
SCOPES = [
    (SMALL, _("A small move: about thirty tasks in nine phases")),
    (FULL, _("The full template: about ninety tasks in eleven phases")),
]
YES_NO = [("", _("nobody knows yet")), ("yes", _("yes")), ("no", _("no"))]
SAID = {"yes": True, "no": False}
WORD_OF = {is_yes: word for word, is_yes in SAID.items()}

GROUPS = [
    (_("What is connected"), ["integration", "crm", "site"]),
    (_("Sending"), ["domain", "new_domain", "dedicated_ip", "provider"]),
    (_("People and places"), ["role", "language", "region"]),
    (_("The old contract"), ["contract_ends_on", "notice_days"]),
]


class NamesField(TextField):
    """One name a line; the same name twice counts once."""

    widget = forms.Textarea(attrs={"rows": 3})

    def clean(self, value: str) -> list[str]:
        text = super().clean(value) or ""
        names = {match_key(line): clean_line(line) for line in text.splitlines()}
        found = [name for key, name in names.items() if key]
        if len(found) > MOST_NAMES:
            message = _("Enter at most %(most)s names.")
            raise ValidationError(message, params={"most": MOST_NAMES})
        if any(len(name) > LONGEST_NAME for name in found):
            message = _("A name has at most %(most)s characters.")
            raise ValidationError(message, params={"most": LONGEST_NAME})
        return found


def names_field(label: Any, help_text: Any) -> NamesField:
    return NamesField(label=label, required=False, max_length=8000, help_text=help_text)


def yes_no_field(label: Any, help_text: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=YES_NO, required=False, help_text=help_text
    )


class AnswersForm(forms.Form):
    scope = forms.ChoiceField(
        label=_("How much of a plan?"), choices=SCOPES, widget=forms.RadioSelect
    )
    integration = names_field(
        _("Integrations"),
        _("One a line, such as the CRM or the shop. Each is reconnected."),
    )
    crm = yes_no_field(
        _("Is a CRM connected?"),
        _("Without one, the tasks that connect it are left out."),
    )
    domain = names_field(
        _("Sending domains"), _("One a line. Each gets its own DNS tasks.")
    )
    new_domain = yes_no_field(
        _("Is one of them new, or unused for thirty days?"),
        _("With a known domain on shared IPs, warming up takes half the days."),
    )
    dedicated_ip = yes_no_field(
        _("Will you send from a dedicated IP?"),
        _("It has to be ordered, and warmed up from nothing."),
    )
    provider = names_field(
        _("Mailbox providers"),
        _("One a line, such as Gmail. Each is warmed up by its own figures."),
    )
    site = names_field(
        _("Websites"), _("One a line. Tracking and forms are swapped on each.")
    )
    language = names_field(
        _("Languages"),
        _("One a line, the main one first. Each other one gets a task for its texts."),
    )
    region = names_field(
        _("Regions of your contacts"),
        _("One a line. The proof of consent is checked for each."),
    )
    role = names_field(
        _("Roles that will work in it"), _("One a line. Each is trained and checked.")
    )
    contract_ends_on = DayField(
        label=_("End of the old contract"),
        required=False,
        help_text=_("With the days of notice, a task reminds you to give it in time."),
    )
    notice_days = WholeField(label=_("Days of notice"), required=False)

    def __init__(self, *args: Any, is_full: bool, **kwargs: Any) -> None:
        """Leave the scope out on a plan that has the full template already."""
        super().__init__(*args, **kwargs)
        if is_full:
            del self.fields["scope"]

    @property
    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """Return the questions, a few under each heading."""
        return [(title, [self[name] for name in names]) for title, names in GROUPS]

    def clean_notice_days(self) -> int | None:
        days: int | None = self.cleaned_data["notice_days"]
        if days is not None and days > MOST_NOTICE:
            raise ValidationError(_("Notice takes at most 1,000 days."))
        return days

    def wanted(self) -> Wanted:
        said = self.cleaned_data
        return Wanted(
            names={kind: said[kind] for kind in NAMED},
            said={key: SAID[said[key]] for key in growth().yes_no if said[key]},
            is_full=said.get("scope", FULL) == FULL,
            contract_ends_on=said["contract_ends_on"],
            notice_days=said["notice_days"],
        )


class TakeForm(AnswersForm):
    """The answers once more, hidden, with the plan's version."""

    version = forms.IntegerField(widget=forms.HiddenInput)


def as_answered(wanted: Wanted) -> dict[str, Any]:
    """Return the answers as the form shows them."""
    ends_on = wanted.contract_ends_on
    return {
        "scope": FULL if wanted.is_full else SMALL,
        "contract_ends_on": ends_on.isoformat() if ends_on else "",
        "notice_days": "" if wanted.notice_days is None else wanted.notice_days,
        **{kind: "\n".join(names) for kind, names in wanted.names.items()},
        **{key: WORD_OF[is_yes] for key, is_yes in wanted.said.items()},
    }
