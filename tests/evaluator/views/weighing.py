from __future__ import annotations

from evaluator.models import Evaluation


def weights(evaluation: Evaluation, **changes: str) -> dict[str, object]:
    """Return what the table of weights sends: all fields, some of them changed."""
    sent: dict[str, object] = {}
    for each in evaluation.criteria.exclude(kind="must_have"):
        name = f"weight_{each.pk}"
        sent[f"initial-{name}"] = f"{each.weight.normalize():f}"
        sent[name] = changes.get(each.own_name, sent[f"initial-{name}"])
        sent[f"version_{each.pk}"] = each.version
    return sent
