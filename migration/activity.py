"""Sentences of the activity list, after the name of who did it."""

from django.utils.translation import gettext_lazy as _

from migration.models import PlanMember

ACTIVITY_TEXTS = {
    "plan.created": _("made the plan"),
    "plan.settings_changed": _("changed the settings"),
    "plan.switches_changed": _("changed what the plan uses"),
    "risk.seeded": _("put the usual risks on the list"),
    "risk.added": _("added a risk"),
    "risk.changed": _("changed a risk"),
    "risk.removed": _("removed a risk"),
    "plan.template_taken": _("took over changes of the full template"),
    "plan.archived": _("archived the plan"),
    "plan.unarchived": _("took the plan out of the archive"),
    "plan.deleted": _("put the plan into the bin"),
    "plan.restored": _("took the plan out of the bin"),
    "plan_member.added": _("added %(after_person)s as %(after_plan_role)s"),
    "plan_member.role_changed": _("made %(after_person)s %(after_plan_role)s"),
    "plan_member.removed": _("removed %(before_person)s"),
    "task.done": _("ticked “%(after_task)s”"),
    "task.reopened": _("took the tick from “%(after_task)s”"),
    "task.done_by_link": _(
        "ticked “%(after_task)s” over the personal link of %(after_person)s"
    ),
    "task.reopened_by_link": _(
        "took the tick from “%(after_task)s” over the personal link of %(after_person)s"
    ),
    "task.added": _("added “%(after_task)s”"),
    "task.changed": _("changed “%(after_task)s”"),
    "task.moved": _("moved “%(after_task)s”"),
    "task.removed": _("removed “%(after_task)s”"),
    "task.scheduled": _("changed the days of “%(after_task)s”"),
    "task.linked": _("changed what “%(after_task)s” waits for"),
    "task.unlinked": _("changed what “%(after_task)s” waits for"),
    "plan.day_off_added": _("added days off"),
    "plan.day_off_removed": _("removed days off"),
    "plan.dates_changed": _("changed the dates of the plan"),
    "plan.dates_taken": _("took the computed days over as due days"),
    "plan.baseline_made": _("kept the dates as a baseline"),
    "plan.baseline_removed": _("removed a baseline"),
    "task.restored": _("brought “%(after_task)s” back"),
    "stakeholder.added": _("gave a chair to %(after_stakeholder)s"),
    "stakeholder.changed": _("changed what is known of %(after_stakeholder)s"),
    "stakeholder.removed": _("took %(after_stakeholder)s off the stakeholders"),
    "stakeholder.restored": _("brought %(after_stakeholder)s back"),
    "stakeholder.spoken_to": _("spoke with %(after_stakeholder)s"),
    "stakeholder.talk_removed": _("removed a talk with %(after_stakeholder)s"),
    "question.asked": _("asked %(after_stakeholder)s a question"),
    "question.signatures_asked": _(
        "asked %(after_stakeholder)s to sign what becomes of %(after_count)s assets"
    ),
    "question.withdrawn": _("took back a question to %(after_stakeholder)s"),
    "question.answered": _(
        "answered a question over the personal link of %(after_stakeholder)s"
    ),
    "question.signed": _("signed over the personal link of %(after_stakeholder)s"),
    "question.refused": _(
        "refused to sign over the personal link of %(after_stakeholder)s"
    ),
    "adoption.objectives_taken": _("took the objectives over as measures"),
    "adoption.measure_added": _("added the measure “%(after_measure)s”"),
    "adoption.measure_changed": _("changed the measure “%(after_measure)s”"),
    "adoption.measure_removed": _("removed the measure “%(after_measure)s”"),
    "adoption.measure_restored": _("brought the measure “%(after_measure)s” back"),
    "adoption.value_entered": _("entered a value of “%(after_measure)s”"),
    "adoption.value_removed": _("removed a value of “%(after_measure)s”"),
    "adoption.counted": _("counted who uses the new platform"),
    "adoption.training_added": _("added the training “%(after_training)s”"),
    "adoption.training_changed": _("changed the training “%(after_training)s”"),
    "adoption.training_removed": _("removed the training “%(after_training)s”"),
    "adoption.review_held": _("wrote down a review"),
    "adoption.archive_proven": _("proved the archive of the old platform"),
    "adoption.switched_off": _("noted that the old platform is off"),
    "adoption.switched_back": _("noted that the old platform is on again"),
    "asset.added": _("added the asset “%(after_asset)s”"),
    "asset.changed": _("changed the asset “%(after_asset)s”"),
    "asset.decided": _("decided what becomes of “%(after_asset)s”"),
    "asset.signed": _("signed what becomes of “%(after_asset)s”"),
    "asset.many_changed": _("changed several assets at once"),
    "asset.effort_handed_over": _("handed the hours over to the costs"),
    "asset.imported": _("took a table of assets in"),
    "asset.removed": _("removed the asset “%(after_asset)s”"),
    "asset.restored": _("brought the asset “%(after_asset)s” back"),
    "loss.noted": _("wrote down what will not move"),
    "loss.signed": _("noted who signed what will not move"),
    "loss.removed": _("took an entry off what will not move"),
    "list.added": _("added the contact list “%(after_list)s”"),
    "list.changed": _("changed the contact list “%(after_list)s”"),
    "list.counted": _("entered counts of “%(after_list)s”"),
    "field.added": _("mapped the field “%(after_field)s”"),
    "field.changed": _("changed the map of the field “%(after_field)s”"),
    "field.removed": _("removed the map of the field “%(after_field)s”"),
    "list.removed": _("removed the contact list “%(after_list)s”"),
    "list.restored": _("brought the contact list “%(after_list)s” back"),
}

ACTIVITY_WORDS = {"plan_role": dict(PlanMember.Role.choices)}
