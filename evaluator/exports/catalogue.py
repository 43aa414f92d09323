"""Tables of the catalogue: platforms, facts, the comparison, the glossary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _

from common.tables.exports import Cell, Table
from evaluator.models import Fact, Platform
from evaluator.selectors.catalogue.comparison import Comparison
from evaluator.selectors.catalogue.fact_words import fact_label, fact_text
from evaluator.selectors.catalogue.platform_page import PlatformPage
from evaluator.selectors.evaluations import EvaluationRow
from evaluator.selectors.glossary import GlossaryEntry


def platforms(found: Sequence[Platform]) -> Table:
    head = [
        _("Platform"),
        _("Vendor"),
        _("Own"),
        _("Kinds"),
        _("Deployment"),
        _("Channels"),
    ]
    rows: list[list[Cell]] = [
        [
            each.name,
            each.vendor,
            each.team_id is not None,
            ", ".join(each.kinds),
            ", ".join(each.deployments),
            ", ".join(each.channels),
        ]
        for each in found
    ]
    return Table(_("Platforms"), head, rows)


def facts(platform: Platform, page: PlatformPage) -> Table:
    """Every fact with its source, date and trust mark; unknown ones stay empty."""
    head = [
        _("Platform"),
        _("Fact"),
        _("Value"),
        _("Unit"),
        _("Currency"),
        _("As of"),
        _("Source"),
        _("Address"),
        _("Trust"),
        _("Note"),
    ]
    rows = [fact_row(platform, each) for each in facts_of(page)]
    return Table(platform.name, head, rows)


def facts_of(page: PlatformPage) -> Iterator[Fact]:
    for group in page.groups:
        answered = (shown for question in group.answered for shown in question.facts)
        for shown in (*answered, *group.prices, *group.tariffs):
            yield shown.fact
            if shown.replaced:
                yield shown.replaced


def fact_row(platform: Platform, fact: Fact) -> list[Cell]:
    is_number = isinstance(fact.value, int | float) and not isinstance(fact.value, bool)
    return [
        platform.name,
        fact_label(fact.key),
        fact.value if is_number else fact_text(fact),
        fact.unit,
        fact.currency,
        fact.as_of,
        fact.source,
        fact.source_url,
        fact.get_trust_display(),
        fact.note,
    ]


def comparison(compared: Comparison) -> Table:
    head = [_("Fact"), *(platform.name for platform in compared.platforms)]
    rows: list[list[Cell]] = [
        [row.label, *("; ".join(map(fact_text, cell)) for cell in row.cells)]
        for group in compared.groups
        for row in group.rows
    ]
    return Table(_("Platforms side by side"), head, rows)


def terms(found: Iterable[GlossaryEntry]) -> Table:
    rows: list[list[Cell]] = [
        [entry.term, entry.english, entry.explanation] for entry in found
    ]
    return Table(_("Glossary"), [_("Word"), _("In English"), _("Explanation")], rows)


def evaluations(found: Iterable[EvaluationRow]) -> Table:
    head = [_("Evaluation"), _("State"), _("Your role"), _("Due"), _("Last change")]
    rows: list[list[Cell]] = [
        [
            row.evaluation.title,
            row.evaluation.get_state_display(),
            row.role_word,
            row.evaluation.due_on,
            row.changed_at,
        ]
        for row in found
    ]
    return Table(_("Evaluations"), head, rows)
