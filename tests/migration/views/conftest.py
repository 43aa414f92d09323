"""Somebody without account, and the personal link that opens the plan's questions."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from migration.models import Stakeholder
from migration.services.people.stakeholders import make_personal_link
from workspace.services.share_links import NewLink


@pytest.fixture
def person(plan) -> Stakeholder:
    return Stakeholder.objects.create(plan=plan, name="Dana", role="web")


@pytest.fixture
def open_link(person, people) -> Callable[..., Client]:
    """Return the browser of whom the link is for: Dana, unless somebody is named."""

    def open_link(who: Stakeholder = person, *, is_one_use: bool = False) -> Client:
        _link, token = make_personal_link(
            stakeholder=who,
            new=NewLink(label=who.name, is_one_use=is_one_use),
            actor=people["lead"],
            now=timezone.now(),
        )
        reader = Client()
        reader.get(reverse("workspace:share_enter", args=[token]))
        return reader

    return open_link
