"""Committees to compute: one with every oddity there is, and random ones."""

from __future__ import annotations

import random
from typing import Any

from tests.evaluator.workbooks.made_up import Branch, Leaf, MadeUp, Said

CANDIDATES = ("Acme", "Bolt", "Cedar", "Delta", "Elm", "Fir")


def odd(**settings: Any) -> MadeUp:
    """Nested and empty weights, ties, states of all kinds, people who are recused."""
    tree = [
        Branch("Budget", 40, [Leaf("Price", 3), Leaf("Growth", 1)]),
        Branch(
            "Ease",
            35.5,
            [
                Leaf("Curve", 2),
                Branch("Building", 1, [Leaf("Builder", 1), Leaf("Help", 0)]),
            ],
        ),
        Branch("Support", 0, [Leaf("Answers", 5), Leaf("Training", 5)]),
        Branch(
            "Limits",
            20,
            [
                Leaf("Cost", 2, {"kind": "linear", "worst": 50_000, "best": 5_000}),
                Leaf(
                    "Contacts",
                    1,
                    {"kind": "piecewise", "points": [[0, 0], [1e4, 0.6], [1e5, 1]]},
                ),
                Leaf("Hours", 1, {"kind": "target", "range": [0, 24], "ideal": [0, 4]}),
                Leaf(
                    "Seats",
                    1,
                    {
                        "kind": "linear",
                        "worst": 0,
                        "best": 10,
                        "out_of_range": "extrapolate",
                    },
                ),
            ],
        ),
        Leaf("Fame", 10),
    ]
    full = {"Price": 4, "Growth": 3, "Curve": 5, "Builder": 2, "Help": 1, "Fame": 4}
    full |= {"Answers": 3, "Training": 5}
    states: dict[str, Said] = {"Price": "a", "Growth": "x", "Curve": "-", "Fame": None}
    said = {
        "Sara": {
            "Acme": dict(full),
            "Bolt": dict(full),  # ties with Acme
            "Cedar": full | {"Price": 5},
            "Delta": full | states,
            "Elm": {},
        },
        "Tom": {
            "Acme": full | {"Price": 1, "Curve": "a"},
            "Bolt": full | {"Price": 1, "Curve": "a"},
            "Cedar": {"Price": "r"},
            "Delta": dict(states),
            "Elm": {},
        },
        "Lina": {
            "Acme": full | {"Fame": "x"},
            "Bolt": full | {"Fame": "x"},
            "Cedar": full | {"Fame": 0},
            "Delta": full | states | {"Help": 5},
        },
        "Nora": {name: {**full, "Growth": 0} for name in ("Acme", "Bolt", "Fir")},
        "Ali": {name: full | {"Builder": 5} for name in ("Acme", "Bolt", "Cedar")},
    }
    measured = {
        "Acme": {"Cost": 30_000, "Contacts": 2_500, "Hours": 12, "Seats": 14},
        "Bolt": {"Cost": 30_000, "Contacts": 2_500, "Hours": 12, "Seats": 14},
        "Cedar": {"Cost": 3_000.5, "Contacts": 200_000, "Hours": 4, "Seats": -1},
        "Delta": {"Cost": 90_000, "Contacts": 55_000},
    }
    must_haves = {
        "Sends SMS": {"Acme": "yes", "Bolt": "yes", "Cedar": "no", "Delta": "waived"},
        "Data in the EU": dict.fromkeys(CANDIDATES, "yes"),
    }
    return MadeUp(tree, CANDIDATES, said, measured, must_haves, settings)


def any_committee(seed: int, **settings: Any) -> MadeUp:
    dice = random.Random(seed)  # noqa: S311 (no secret)
    tree = [
        Branch(
            f"Category {c}",
            dice.choice([0, 1, 2.5, 10]),
            [
                Leaf(f"Criterion {c}.{n}", dice.choice([0, 1, 1, 2, 7.25]))
                for n in range(dice.randint(1, 4))
            ]
            + [Leaf(f"Last {c}", 1)],
        )
        for c in range(4)
    ]
    tree.append(Branch("Sure", 3, [Leaf("Surely", 1)]))
    leaves = [leaf.name for branch in tree for leaf in branch.children]
    choices: list[Said] = [0, 1, 2, 3, 4, 5, 5, "a", "x", None]
    said = {
        f"Person {n}": {
            name: {leaf: dice.choice(choices) for leaf in leaves} for name in CANDIDATES
        }
        for n in range(dice.randint(1, 6))
    }
    must_haves = {
        "Must": {
            name: dice.choice(["yes", "yes", "yes", "no", "unknown"])
            for name in CANDIDATES
        }
    }
    return MadeUp(tree, CANDIDATES, said, must_haves=must_haves, settings=settings)
