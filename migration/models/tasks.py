from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from migration.models.plans import Plan, PlanMember
from migration.models.template_text import shipped_text, title_in_words
from migration.querysets import TaskQuerySet
from workspace.models import StoredFile


class Task(models.Model):
    """A line of the checklist.

    Texts that came from the template stay empty and are shown in the reader's
    language until somebody types an own text.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="tasks")
    template_key = models.CharField(max_length=40, blank=True)
    # What a task of the template is repeated for ("asset-12"), and its name then.
    about = models.CharField(max_length=80, blank=True)
    about_name = models.CharField(max_length=200, blank=True)
    own_title = models.CharField(_("title"), max_length=200, blank=True)
    own_done_when = models.CharField(_("done when"), max_length=400, blank=True)
    # Keys of the template's phases and roles.
    phase = models.CharField(max_length=20)
    owner_role = models.CharField(_("role"), max_length=20, blank=True)
    position = models.PositiveIntegerField(default=0)
    assigned_to = models.ForeignKey(
        PlanMember,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="tasks",
        verbose_name=_("person"),
    )
    # Working days, and the range where chances are asked for; 0 is a milestone.
    days = models.PositiveSmallIntegerField(_("working days"), default=1)
    days_low = models.PositiveSmallIntegerField(_("at best"), null=True, blank=True)
    days_high = models.PositiveSmallIntegerField(_("at worst"), null=True, blank=True)
    # Waits for time to pass: as long for a person with few hours a day.
    keeps_days = models.BooleanField(_("takes its days whoever does it"), default=False)
    hours = models.DecimalField(
        _("hours of work"), max_digits=8, decimal_places=2, null=True, blank=True
    )
    # What holds the dates.
    not_before = models.DateField(_("not before"), null=True, blank=True)
    fixed_on = models.DateField(_("starts exactly on"), null=True, blank=True)
    deadline = models.DateField(_("deadline"), null=True, blank=True)
    # The dates as planned: written by the schedule.
    starts_on = models.DateField(_("start"), null=True, blank=True)
    due_on = models.DateField(_("due day"), null=True, blank=True)
    # Names of the fields that people changed since the template made the task.
    changed_by_hand = models.JSONField(default=list, blank=True)
    needs_proof = models.BooleanField(_("done only with proof"), default=False)
    # Words or an address; of a file its name, where nothing else is said.
    proof = models.CharField(_("proof"), max_length=600, blank=True)
    proof_file = models.ForeignKey(
        StoredFile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    note = models.TextField(_("note"), blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = TaskQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(template_key="") | ~Q(own_title=""), name="task_named"
            ),
            models.CheckConstraint(
                condition=Q(done_by=None) | Q(done_at__isnull=False),
                name="task_done_when_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(needs_proof=False) | ~Q(proof=""),
                name="task_done_with_proof",
            ),
            models.UniqueConstraint(
                fields=["plan", "template_key", "about"],
                condition=~Q(template_key=""),
                name="task_of_template_once",
            ),
            models.CheckConstraint(
                condition=(Q(days_low=None) | Q(days_low__lte=F("days")))
                & (Q(days_high=None) | Q(days_high__gte=F("days"))),
                name="task_days_rise",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return title_in_words(
            self.own_title, self.template_key, self.about, self.about_name
        )

    @property
    def done_when(self) -> str:
        return self.own_done_when or shipped_text(self.template_key, "done_when")

    @property
    def proof_link(self) -> str:
        """The address that proves it, if the proof is one."""
        is_address = self.proof.lower().startswith(("https://", "http://"))
        return self.proof if is_address and " " not in self.proof else ""

    @property
    def is_done(self) -> bool:
        return self.done_at is not None
