"""The names of the parts of built-in tariffs, in the reader's language."""

from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

# Names that a person typed stay as they are.
PART_NAMES: MappingProxyType[str, str | Promise] = MappingProxyType(
    {
        "Active contacts": pgettext_lazy("part of a bill", "Active contacts"),
        "Active people": pgettext_lazy("part of a bill", "Active people"),
        "Active profiles": pgettext_lazy("part of a bill", "Active profiles"),
        "Administration": pgettext_lazy("part of a bill", "Administration"),
        "Advanced dynamic content": pgettext_lazy(
            "part of a bill", "Advanced dynamic content"
        ),
        "Base fee": pgettext_lazy("part of a bill", "Base fee"),
        "Contacts": pgettext_lazy("part of a bill", "Contacts"),
        "Dedicated IP": pgettext_lazy("part of a bill", "Dedicated IP"),
        "Dedicated IPs": pgettext_lazy("part of a bill", "Dedicated IPs"),
        "Emails": pgettext_lazy("part of a bill", "Emails"),
        "Implementation": pgettext_lazy("part of a bill", "Implementation"),
        "Interacted people": pgettext_lazy("part of a bill", "Interacted people"),
        "Licence": pgettext_lazy("part of a bill", "Licence"),
        "Mail relay": pgettext_lazy("part of a bill", "Mail relay"),
        "Marketing analytics": pgettext_lazy("part of a bill", "Marketing analytics"),
        "Message credits": pgettext_lazy("part of a bill", "Message credits"),
        "Messages": pgettext_lazy("part of a bill", "Messages"),
        "Monthly active users": pgettext_lazy("part of a bill", "Monthly active users"),
        "Monthly tracked users": pgettext_lazy(
            "part of a bill", "Monthly tracked users"
        ),
        "Onboarding": pgettext_lazy("part of a bill", "Onboarding"),
        "Platform": pgettext_lazy("part of a bill", "Platform"),
        "Price": pgettext_lazy("part of a bill", "Price"),
        "Profiles": pgettext_lazy("part of a bill", "Profiles"),
        "SMS": pgettext_lazy("part of a bill", "SMS"),
        "SMS and WhatsApp credits": pgettext_lazy(
            "part of a bill", "SMS and WhatsApp credits"
        ),
        "SMS credits": pgettext_lazy("part of a bill", "SMS credits"),
        "SMS, United States": pgettext_lazy("part of a bill", "SMS, United States"),
        "Sales emails and alerts": pgettext_lazy(
            "part of a bill", "Sales emails and alerts"
        ),
        "Server": pgettext_lazy("part of a bill", "Server"),
        "Subscribers": pgettext_lazy("part of a bill", "Subscribers"),
        "Text messages": pgettext_lazy("part of a bill", "Text messages"),
        "Users": pgettext_lazy("part of a bill", "Users"),
        "WhatsApp": pgettext_lazy("part of a bill", "WhatsApp"),
    }
)


def part_name(name: str) -> str:
    return str(PART_NAMES.get(name, name))
