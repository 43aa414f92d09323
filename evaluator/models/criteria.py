from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from evaluator.catalogue.currencies import names_money
from evaluator.models.evaluations import Evaluation
from evaluator.models.template_text import shipped_scale, shipped_text
from evaluator.querysets import CriterionQuerySet

# Criteria of the template that ask for a figure of the costs.
SUITS_COSTS = frozenset({"yearly_budget"})


class Criterion(models.Model):
    """A node of the requirement tree. Leaves are scored, measured or answered.

    Texts that came from the template stay empty and are shown in the reader's
    language until somebody types an own text.
    """

    class Kind(models.TextChoices):
        CATEGORY = "category", _("category")
        RATED = "rated", _("rated")
        MEASURED = "measured", _("measured")
        MUST_HAVE = "must_have", _("must-have")

    class MoneyFigure(models.TextChoices):
        """Which figure of the costs a measured criterion takes its values from."""

        TOTAL = "total", _("total cost of ownership over the horizon")
        YEARLY = "yearly", _("cost a year on average")
        MONTHLY = "monthly", _("cost a month on average")
        FIRST_YEAR = "first_year", _("cost of the first year")
        PRESENT = "present", _("present value over the horizon")
        PER_CONTACT = "per_contact", _("cost per contact a month")
        WITHIN_BUDGET = "within_budget", _("chance to stay within the budget")

    evaluation = models.ForeignKey(
        Evaluation, on_delete=models.CASCADE, related_name="criteria"
    )
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="children"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    position = models.PositiveIntegerField(default=0)
    template_key = models.CharField(max_length=80, blank=True)
    own_name = models.CharField(_("name"), max_length=120, blank=True)
    own_description = models.TextField(_("description"), blank=True)
    own_scale = models.JSONField(default=list, blank=True)  # six sentences, 0 to 5
    wanted_by = models.CharField(_("who wants it"), max_length=120, blank=True)
    why = models.TextField(_("why"), blank=True)
    # Local within the parent; any scale. Must-haves carry none.
    weight = models.DecimalField(
        _("weight"), max_digits=12, decimal_places=4, default=Decimal(1)
    )
    # Measured only: unit, {"kind": "linear", ...}, and where its values come from: a
    # fact of the catalogue, or a figure of the costs, or neither.
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    value_function = models.JSONField(default=dict, blank=True)
    fact_key = models.CharField(max_length=80, blank=True)
    money_figure = models.CharField(
        max_length=16, choices=MoneyFigure, default="", blank=True
    )
    # Must-have only: the need it came from, which pre-fills answers from facts.
    need_key = models.CharField(max_length=80, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = CriterionQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "criteria"
        constraints = [
            models.CheckConstraint(
                condition=Q(weight__gte=0), name="criterion_weight_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=models.F("id")),
                name="criterion_not_its_own_parent",
            ),
            models.CheckConstraint(
                condition=~Q(own_name="") | ~Q(template_key="") | ~Q(need_key=""),
                name="criterion_has_a_name",
            ),
            models.CheckConstraint(
                condition=Q(money_figure="") | Q(kind="measured", fact_key=""),
                name="criterion_figure_of_a_measure",
            ),
        ]
        indexes = [models.Index(fields=["evaluation", "parent", "position"])]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.own_name or shipped_text(self, "name")

    @property
    def description(self) -> str:
        return self.own_description or shipped_text(self, "description")

    @property
    def scale(self) -> list[str]:
        """The six sentences for 0 to 5, or an empty list."""
        return self.own_scale or shipped_scale(self)

    @property
    def suits_costs(self) -> bool:
        """Tell whether it asks for what the costs tell: it is offered, never done."""
        is_amount = self.kind == self.Kind.MEASURED and names_money(self.unit)
        return is_amount or self.template_key in SUITS_COSTS

    @property
    def tells_money(self) -> bool:
        """Tell whether its values are prices, or follow from them (R21)."""
        return bool(self.money_figure) or names_money(self.unit)
