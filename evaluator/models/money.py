"""What a computation of money rests on, as people entered it."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluator.costs.discounting import Convention
from evaluator.costs.lines import Category, Rhythm
from evaluator.costs.measures import Measure
from evaluator.costs.ranges import Range
from evaluator.models.candidates import Candidate
from evaluator.models.evaluations import Evaluation
from evaluator.querysets import CostLineQuerySet


class MoneySettings(models.Model):
    """How the costs of an evaluation are told; without a row the defaults hold."""

    class BudgetRule(models.TextChoices):
        SCORED = "scored", _("the budget criteria are scored")
        KEPT_OUT = "kept_out", _("cost stays out of the score")

    evaluation = models.OneToOneField(
        Evaluation, on_delete=models.CASCADE, related_name="money_settings"
    )
    currency = models.CharField(_("currency"), max_length=3, default="USD")
    months = models.PositiveSmallIntegerField(_("months"), default=36)
    # A year; 0.1 is 10 %.
    discount_rate_low = models.DecimalField(
        default=Decimal(0), max_digits=8, decimal_places=6
    )
    discount_rate = models.DecimalField(
        _("discount rate"), default=Decimal(0), max_digits=8, decimal_places=6
    )
    discount_rate_high = models.DecimalField(
        default=Decimal(0), max_digits=8, decimal_places=6
    )
    inflation_low = models.DecimalField(
        default=Decimal(0), max_digits=8, decimal_places=6
    )
    inflation = models.DecimalField(
        _("inflation"), default=Decimal(0), max_digits=8, decimal_places=6
    )
    inflation_high = models.DecimalField(
        default=Decimal(0), max_digits=8, decimal_places=6
    )
    convention = models.CharField(
        max_length=5,
        choices=[(each.value, each.value) for each in Convention],
        default=Convention.END.value,
    )
    yearly_budget = models.DecimalField(
        _("budget a year"), null=True, blank=True, max_digits=20, decimal_places=6
    )
    budget_rule = models.CharField(
        max_length=8, choices=BudgetRule, default=BudgetRule.SCORED
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(months__gte=12, months__lte=84), name="money_months"
            ),
            models.CheckConstraint(
                condition=Q(
                    discount_rate__gte=F("discount_rate_low"),
                    discount_rate_high__gte=F("discount_rate"),
                    inflation__gte=F("inflation_low"),
                    inflation_high__gte=F("inflation"),
                ),
                name="money_rates_rise",
            ),
        ]

    def __str__(self) -> str:
        return self.currency

    @property
    def discount_range(self) -> Range:
        return Range(
            self.discount_rate_low, self.discount_rate, self.discount_rate_high
        )

    @property
    def inflation_range(self) -> Range:
        return Range(self.inflation_low, self.inflation, self.inflation_high)


class ExchangeRate(models.Model):
    """What one unit of a currency is worth in the currency of the evaluation."""

    evaluation = models.ForeignKey(
        Evaluation, on_delete=models.CASCADE, related_name="exchange_rates"
    )
    currency = models.CharField(_("currency"), max_length=3)
    low = models.DecimalField(_("low"), max_digits=20, decimal_places=6)
    likely = models.DecimalField(_("likely"), max_digits=20, decimal_places=6)
    high = models.DecimalField(_("high"), max_digits=20, decimal_places=6)
    as_of = models.DateField(_("as of"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "currency"], name="exchange_rate_once"
            ),
            models.CheckConstraint(
                condition=Q(low__gt=0, likely__gte=F("low"), high__gte=F("likely")),
                name="exchange_rate_rises",
            ),
        ]

    def __str__(self) -> str:
        return self.currency

    @property
    def range(self) -> Range:
        return Range(self.low, self.likely, self.high)


class Usage(models.Model):
    """The usage profile of an evaluation, the same for all candidates."""

    evaluation = models.OneToOneField(
        Evaluation, on_delete=models.CASCADE, related_name="usage"
    )
    # evaluator.costs.json_form of a UsageProfile.
    content = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("usage profile")

    def __str__(self) -> str:
        return str(self.evaluation)


class Pricing(models.Model):
    """By which tariff a candidate is billed."""

    class Origin(models.TextChoices):
        BUILT_IN = "built_in", _("built-in tariff")
        OWN = "own", _("own tariff or quote")
        NONE = "none", _("no vendor's bill")

    candidate = models.OneToOneField(
        Candidate, on_delete=models.CASCADE, related_name="pricing"
    )
    origin = models.CharField(max_length=8, choices=Origin, default=Origin.BUILT_IN)
    # The version of `tariff_versions` that is billed by.
    number = models.PositiveIntegerField(null=True, blank=True)
    pinned_plan = models.CharField(_("plan"), max_length=80, blank=True)
    required_features = models.JSONField(default=list, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(origin="own") | Q(number__isnull=False),
                name="pricing_own_has_a_version",
            ),
        ]

    def __str__(self) -> str:
        return str(self.candidate)


class TariffVersion(models.Model):
    """A tariff or quote that people typed; a change makes a new version."""

    candidate = models.ForeignKey(
        Candidate, on_delete=models.CASCADE, related_name="tariff_versions"
    )
    number = models.PositiveIntegerField()
    # evaluator.costs.json_form of a Tariff.
    content = models.JSONField()
    note = models.CharField(_("note"), max_length=300, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "number"], name="tariff_version_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.candidate} {self.number}"


class CostLine(models.Model):
    """A cost that is not on the vendor's bill. Without candidates it is for all."""

    evaluation = models.ForeignKey(
        Evaluation, on_delete=models.CASCADE, related_name="cost_lines"
    )
    candidates = models.ManyToManyField(
        Candidate, blank=True, related_name="cost_lines"
    )
    # Of the library or of the quick table; empty for a line of one's own.
    key = models.CharField(max_length=80, blank=True)
    name = models.CharField(_("name"), max_length=160)
    category = models.CharField(
        _("category"),
        max_length=20,
        choices=[(each.value, each.value) for each in Category],
    )
    currency = models.CharField(_("currency"), max_length=3)
    low = models.DecimalField(
        _("low"), default=Decimal(0), max_digits=20, decimal_places=6
    )
    likely = models.DecimalField(
        _("likely"), default=Decimal(0), max_digits=20, decimal_places=6
    )
    high = models.DecimalField(
        _("high"), default=Decimal(0), max_digits=20, decimal_places=6
    )
    rhythm = models.CharField(
        max_length=8,
        choices=[(each.value, each.value) for each in Rhythm],
        default=Rhythm.MONTHLY.value,
    )
    measure = models.CharField(
        max_length=24,
        choices=[(each.value, each.value) for each in Measure],
        blank=True,
    )
    # Counted from 1, both included; without an end it goes on to the horizon.
    from_month = models.PositiveSmallIntegerField(_("from month"), default=1)
    to_month = models.PositiveSmallIntegerField(_("to month"), null=True, blank=True)
    # Staff instead of an amount: a share of full time (0.5), and a loaded year.
    role = models.CharField(_("role"), max_length=120, blank=True)
    share_low = models.DecimalField(
        null=True, blank=True, max_digits=8, decimal_places=6
    )
    share = models.DecimalField(
        _("share of full time"), null=True, blank=True, max_digits=8, decimal_places=6
    )
    share_high = models.DecimalField(
        null=True, blank=True, max_digits=8, decimal_places=6
    )
    is_indexed = models.BooleanField(_("rises with inflation"), default=True)
    note = models.TextField(_("note"), blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    position = models.PositiveIntegerField(default=0)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    # Drawn with the form, so that sending it twice makes one line (R49).
    form_key = models.UUIDField(null=True, blank=True, editable=False)
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = CostLineQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(low__gte=0, likely__gte=F("low"), high__gte=F("likely")),
                name="cost_line_rises",
            ),
            models.CheckConstraint(
                condition=Q(share=None, share_low=None, share_high=None)
                | Q(
                    share_low__gte=0,
                    share__gte=F("share_low"),
                    share_high__gte=F("share"),
                ),
                name="cost_line_share_rises",
            ),
            models.CheckConstraint(
                condition=Q(from_month__gte=1)
                & (Q(to_month=None) | Q(to_month__gte=F("from_month"))),
                name="cost_line_months",
            ),
            models.CheckConstraint(
                condition=Q(rhythm="per_unit", measure__gt="")
                | (~Q(rhythm="per_unit") & Q(measure="")),
                name="cost_line_counts_what",
            ),
            models.UniqueConstraint(
                fields=["created_by", "form_key"], name="cost_line_form_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def amount(self) -> Range:
        """The amount; of staff the loaded cost of a full-time year."""
        return Range(self.low, self.likely, self.high)

    @property
    def share_range(self) -> Range | None:
        """The share of full time; None where the line is an amount."""
        if self.share_low is None or self.share is None or self.share_high is None:
            return None
        return Range(self.share_low, self.share, self.share_high)
