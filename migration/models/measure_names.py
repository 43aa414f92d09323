"""What each measure of the gates is called, wherever it is drawn."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from migration.planning.gates import Measure

MEASURE_NAMES: dict[Measure, Promise] = {
    Measure.TASKS_OPEN: _("Open tasks before the gate"),
    Measure.TASKS_LATE: _("Late tasks"),
    Measure.CHAIRS_EMPTY: _("Empty chairs with open tasks"),
    Measure.RISKS_UNOWNED: _("Open risks that nobody watches"),
    Measure.GOALS_UNSET: _("Goals without a figure or a target"),
    Measure.ASSETS_UNDECIDED: _("Assets not decided"),
    Measure.ASSETS_UNSIGNED: _("Assets whose owner has not signed"),
    Measure.CRITICAL_UNWRITTEN: _("Critical assets not documented"),
    Measure.CRITICAL_UNTESTED: _("Critical assets not tested"),
    Measure.LOSSES_UNSIGNED: _("Losses that nobody signed"),
    Measure.LISTS_UNCOUNTED: _("Contact lists not counted"),
    Measure.CONTACTS_LOST: _("Unexplained contacts"),
    Measure.SUPPRESSED_MISSING: _("Suppressed people missing in the target"),
    Measure.DEFECTS_HARD: _("Open hard defects"),
    Measure.TRAININGS_OPEN: _("Trainings not held or not passed by all"),
    Measure.OVERLAP_DAYS: _("Days from go-live to the end of the old contract"),
    Measure.OLD_LOGINS: _("Logins to the old platform"),
    Measure.ARCHIVE_UNPROVEN: _("Archives not proven"),
}
