from __future__ import annotations

from dataclasses import replace

import pytest

from evaluator.models import Candidate, Platform
from evaluator.services.catalogue.platforms import (
    PlatformEdit,
    PlatformExists,
    PlatformGone,
    PlatformIsShipped,
    PlatformIsStale,
    PlatformNameMissing,
    add_platform,
    edit_platform,
    remove_platform,
)
from workspace.models import Activity

pytestmark = pytest.mark.django_db

EDIT = PlatformEdit(name="نجوا", vendor="Najva", kinds=("marketing_automation",))


@pytest.fixture
def own(team, people, now) -> Platform:
    return add_platform(team=team, edit=EDIT, actor=people["member"], now=now)


def test_a_platform_is_added_for_the_team(own, team, people):
    assert (own.team, own.name, own.kinds) == (team, "نجوا", ["marketing_automation"])
    assert Activity.objects.get().verb == "platform.added"


def test_one_name_is_one_platform_of_a_team(own, team, other_team, people, now):
    same = replace(EDIT, name="نجوا\u200c ")

    with pytest.raises(PlatformExists):  # R36
        add_platform(team=team, edit=same, actor=people["member"], now=now)

    add_platform(team=other_team, edit=same, actor=people["outsider"], now=now)
    assert Platform.objects.count() == 2


@pytest.mark.parametrize("name", ["", "  ", "\u200c"])
def test_a_name_of_nothing_is_refused(team, people, now, name):
    with pytest.raises(PlatformNameMissing):
        add_platform(
            team=team, edit=replace(EDIT, name=name), actor=people["member"], now=now
        )


def test_a_change_keeps_the_version_and_tells_what_changed(own, people, now):
    edit = replace(EDIT, vendor="Najva Co", version=1)

    edited = edit_platform(platform=own, edit=edit, actor=people["owner"], now=now)

    assert (edited.vendor, edited.version) == ("Najva Co", 2)
    told = Activity.objects.get(verb="platform.edited")
    assert (told.before, told.after) == ({"vendor": "Najva"}, {"vendor": "Najva Co"})


def test_a_stale_change_is_refused(own, people, now):
    edit = replace(EDIT, vendor="Najva Co", version=1)
    edit_platform(platform=own, edit=edit, actor=people["owner"], now=now)

    with pytest.raises(PlatformIsStale):  # R48
        edit_platform(platform=own, edit=edit, actor=people["member"], now=now)


def test_changing_what_somebody_removed_says_so(own, people, now):
    remove_platform(platform=Platform.objects.get(), actor=people["owner"], now=now)

    with pytest.raises(PlatformGone):
        edit_platform(
            platform=own, edit=replace(EDIT, version=1), actor=people["member"], now=now
        )


def test_a_shipped_platform_is_not_changed_by_a_team(people, now):
    shipped = Platform.objects.create(key="acme", name="Acme", match_key="acme")

    with pytest.raises(PlatformIsShipped):
        edit_platform(
            platform=shipped,
            edit=replace(EDIT, version=1),
            actor=people["owner"],
            now=now,
        )
    with pytest.raises(PlatformIsShipped):
        remove_platform(platform=shipped, actor=people["owner"], now=now)


def test_candidates_outlive_the_platform_they_were_made_from(
    own, evaluation, people, now
):
    candidate = Candidate.objects.create(
        evaluation=evaluation, platform=own, name="Najva", match_key="najva"
    )

    remove_platform(platform=own, actor=people["member"], now=now)

    candidate.refresh_from_db()
    assert (candidate.name, candidate.platform) == ("Najva", None)
