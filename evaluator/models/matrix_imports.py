from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from evaluator.models.evaluations import Evaluation
from evaluator.querysets import MatrixImportQuerySet
from workspace.models import Team


class MatrixImport(models.Model):
    """A spreadsheet on its way into an evaluation: seen by who brought it, no-one else.

    What was read of the file is kept until it is taken, or for a day.
    """

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    # Where it goes; none: into an evaluation of its own, named here once it is made.
    evaluation = models.ForeignKey(
        Evaluation,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="matrix_imports",
    )
    file_name = models.CharField(_("file"), max_length=200)
    digest = models.CharField(max_length=64)  # SHA-256 of the file
    sheets = models.JSONField(default=list, blank=True)
    sheet = models.PositiveSmallIntegerField(default=0)
    layout = models.JSONField(default=dict, blank=True)
    # Match key of a vendor -> id of a platform, or null: none of the catalogue.
    choices = models.JSONField(default=dict, blank=True)
    is_remembered = models.BooleanField(default=False)
    title = models.CharField(_("title"), max_length=120, blank=True)
    is_committee = models.BooleanField(default=False)
    takes_weights = models.BooleanField(default=True)
    takes_scores = models.BooleanField(default=True)
    # Drawn with the form, so that sending it twice makes one (R49).
    form_key = models.UUIDField(editable=False)
    created_at = models.DateTimeField(editable=False)
    taken_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = MatrixImportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "form_key"], name="matrix_import_form_once"
            ),
            models.CheckConstraint(
                condition=Q(taken_at=None) | Q(evaluation__isnull=False),
                name="matrix_import_taken_somewhere",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class SheetMapping(models.Model):
    """How a team reads sheets of one make, known again by their heads."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+")
    fingerprint = models.CharField(max_length=64)
    layout = models.JSONField()
    lines = models.JSONField(default=dict, blank=True)  # label of a row -> its role
    choices = models.JSONField(default=dict, blank=True)
    used_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["team", "fingerprint"], name="sheet_mapping_once"
            ),
        ]

    def __str__(self) -> str:
        return self.fingerprint[:12]
