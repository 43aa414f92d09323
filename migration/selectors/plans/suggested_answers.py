"""What a plan knows already of what the wizard asks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from common.text import clean_line, match_key
from evaluator.costs.measures import Measure
from evaluator.selectors.money.inputs import usage_profile
from migration.models import ContactList, FieldMapping, Plan
from migration.models.template_text import role_names
from migration.selectors.plans.full_plan import STOCK, Wanted, stored_wanted

# Type of assets -> what the wizard asks for.
ASKED_AS = {
    "integration": "integration",
    "sending_domain": "domain",
    "tracking_site": "site",
    "user_role": "role",
}
REGIONS = re.compile(r"\s*[,;/،؛]\s*")
CRM_CRITERION = "crm_sync"
MOST = 50


def suggested_wanted(plan: Plan) -> Wanted:
    """Return the stored answers; before there are any, what the plan knows.

    At most nine queries before, none after.
    """
    stored = stored_wanted(plan)
    if plan.answers.get(STOCK):
        return stored
    names = {kind: list(stored.names.get(kind, ())) for kind in stored.names}
    for kind, found in found_names(plan).items():
        names[kind] = unique([*names.get(kind, ()), *found])
    said = dict(stored.said)
    for key, is_known in (("crm", knows_crm), ("dedicated_ip", counts_own_ips)):
        if key not in said and is_known(plan):
            said[key] = True
    return replace(stored, names=names, said=said)


def found_names(plan: Plan) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    assets = plan.assets.present().filter(kind__in=ASKED_AS)
    for kind, name in assets.order_by("pk").values_list("kind", "name"):
        found.setdefault(ASKED_AS[kind], []).append(name)
    lists = plan.contact_lists.present().exclude(region="").order_by("pk")
    found["region"] = [
        part
        for text in lists.values_list("region", flat=True)
        for part in REGIONS.split(text)
    ]
    names = role_names()
    taught = (
        plan.trainings.filter(removed_at=None)
        .order_by("pk")
        .values_list("role", flat=True)
    )
    found.setdefault("role", []).extend(names.get(role, role) for role in taught)
    return found


def unique(names: Iterable[str]) -> list[str]:
    known: dict[str, str] = {}
    for name in names:
        known.setdefault(match_key(name), clean_line(name)[:120])
    return [name for key, name in known.items() if key][:MOST]


def knows_crm(plan: Plan) -> bool:
    """Whether something of the plan, or of its evaluation, rests on a CRM in use."""
    lists = plan.contact_lists.present().filter(route=ContactList.Route.CRM_SYNC)
    fields = plan.field_mappings.present().filter(truth=FieldMapping.Truth.CRM)
    if lists.exists() or fields.exists():
        return True
    if plan.evaluation is None:
        return False
    criteria = plan.evaluation.criteria.present()
    return criteria.filter(template_key=CRM_CRITERION).exists()


def counts_own_ips(plan: Plan) -> bool:
    """Whether the usage profile of the evaluation counts dedicated IPs."""
    if plan.evaluation is None:
        return False
    counted = usage_profile(plan.evaluation).figures.get(Measure.DEDICATED_IPS)
    return counted is not None and counted.likely > 0
