from __future__ import annotations

import io

import pytest

from evaluator.catalogue.own_layer import LayerError, read_layer
from evaluator.catalogue.own_yaml import read_own_yaml, write_own_yaml
from evaluator.models import Fact, Platform
from evaluator.selectors.catalogue.own_layer import layer_of, shipped_layer
from evaluator.services.catalogue.own_layer import (
    LayerIsStale,
    find_difference,
    take_layer,
)
from evaluator.services.catalogue.shipped import load_catalogue
from evaluator.workbooks.own_catalogue import write_own_catalogue
from evaluator.workbooks.own_catalogue_reader import read_own_catalogue
from workspace.models import Activity

pytestmark = pytest.mark.django_db

LAYER = """
platforms:
- name: Sendwell
  vendor: Sendwell GmbH
  kinds: [crm]
  facts:
  - key: support.hours
    value: Monday to Friday
    as_of: 2026-05-01
    source: {text: "Mail, to Lina"}
- key: acme
  facts:
  - key: pricing.price
    slot: Pro
    plan: Pro
    value: 650.5
    unit: per month
    currency: EUR
    as_of: undated
    source: {url: "https://example.com/quote"}
    language: fa
"""


@pytest.fixture
def acme(db) -> Platform:
    return Platform.objects.create(key="acme", name="Acme", match_key="acme")


def read(text: str):
    return read_layer(read_own_yaml(text.encode()))


@pytest.fixture
def take(team, people, now):
    def put_in(text: str):
        layer = read(text)
        seen = find_difference(team, layer).seen
        return take_layer(
            team=team, layer=layer, seen=seen, actor=people["member"], now=now
        )

    return put_in


def test_a_file_says_first_what_it_would_change(acme, team):
    difference = find_difference(team, read(LAYER))

    assert (difference.new, difference.changed, difference.kept) == (2, 0, 0)
    assert [each.is_new for each in difference.changes] == [True, False]
    assert not Fact.objects.exists()


def test_a_file_is_taken_for_the_team_alone(acme, team, take):
    take(LAYER)

    fact = Fact.objects.get(key="pricing.price")
    assert (fact.team, fact.platform, fact.value) == (team, acme, 650.5)
    assert (fact.trust, fact.language, fact.as_of) == ("own", "fa", "")
    assert Platform.objects.get(name="Sendwell").team == team


def test_the_same_file_twice_changes_nothing(acme, take):  # R37
    take(LAYER)
    again = take(LAYER)

    assert not again.is_any
    assert again.unchanged == 2
    assert Activity.objects.filter(verb="layer.imported").count() == 2


@pytest.mark.parametrize("kind", ["yaml", "xlsx"])
def test_out_in_and_out_again_is_the_same_file(acme, team, take, kind):  # R38
    take(LAYER)
    write = write_own_catalogue if kind == "xlsx" else write_bytes
    first = write(layer_of(team))

    layer = read_own_catalogue(io.BytesIO(first), name="own")

    assert not find_difference(team, layer).is_any
    assert write(layer_of(team)) == first


def write_bytes(platforms) -> bytes:
    return write_own_yaml(platforms).encode()


@pytest.mark.parametrize("kind", ["yaml", "xlsx"])
def test_what_ships_goes_through_a_file_unchanged(team, now, kind):  # R38
    load_catalogue(now=now)
    for fact in Fact.objects.filter(team=None):
        fact.pk, fact.team, fact.trust, fact.version = None, team, "own", 1
        fact.save(force_insert=True)
    write = write_own_catalogue if kind == "xlsx" else write_bytes

    layer = read_own_catalogue(io.BytesIO(write(layer_of(team))), name="own")

    difference = find_difference(team, layer)
    assert difference.unchanged == Fact.objects.filter(team=team).count() > 1000
    assert [change.facts for change in difference.changes] == []
    assert len(shipped_layer()) == 29


def test_a_change_tells_before_and_after(acme, team, take):
    take(LAYER)

    difference = find_difference(team, read(LAYER.replace("650.5", "700")))

    [change] = difference.changes
    [fact] = change.facts
    assert (fact.before.value, fact.after.value, fact.columns) == (
        650.5, 700, ("value",),
    )  # fmt: skip


def test_what_the_file_does_not_hold_is_kept(acme, team, take):
    take(LAYER)

    difference = take("platforms:\n- name: Other\n")

    assert difference.kept == 2
    assert Fact.objects.filter(team=team).count() == 2


def test_a_change_meanwhile_is_shown_first(acme, team, people, take, now):
    layer = read(LAYER)
    seen = find_difference(team, layer).seen
    take(LAYER.replace("650.5", "1"))

    with pytest.raises(LayerIsStale):
        take_layer(team=team, layer=layer, seen=seen, actor=people["member"], now=now)

    assert Fact.objects.get(key="pricing.price").value == 1


def test_unknown_platforms_are_named_with_their_lines(acme, team):
    text = "platforms:\n- key: nowhere\n- name: ACME\n- name: One\n- name: one\n"

    with pytest.raises(LayerError) as caught:
        find_difference(team, read(text))

    assert [fault.place.line for fault in caught.value.faults] == [2, 3, 5]
    assert "Write its key: acme." in caught.value.faults[1].what
