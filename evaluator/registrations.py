"""What evaluator adds to the registries of workspace."""

from __future__ import annotations

from evaluator.activity import ACTIVITY_TEXTS, ACTIVITY_WORDS
from evaluator.dashboard import draw_cards, find_needs, open_doors
from evaluator.data_parts import DATA_PARTS, KEPT_OUT
from evaluator.mails import MAILS
from evaluator.navigation import catalogue_group, evaluations_group
from evaluator.services.endings import empty_bin, forget_drafts
from evaluator.services.matrix.imports import forget_imports
from evaluator.services.people import give_grant, leave_evaluations
from evaluator.services.reminders import remind_before_due
from evaluator.services.sheet_mails import SCORE_SHEETS
from evaluator.services.workbooks import WORKBOOK
from workspace.registries import (
    activity_texts,
    activity_words,
    dashboard_cards,
    data_parts,
    doors,
    duties,
    erasers,
    invitation_grants,
    kept_out,
    mail_templates,
    member_left,
    needs_you,
    purgers,
    rail,
    register_job,
    share_pages,
)

activity_texts.update(ACTIVITY_TEXTS)
activity_words.update(ACTIVITY_WORDS)
dashboard_cards.append(draw_cards)
doors.append(open_doors)
duties.append(remind_before_due)
erasers.append(forget_drafts)
invitation_grants["evaluation"] = give_grant
mail_templates.update(MAILS)
member_left.append(leave_evaluations)
needs_you.append(find_needs)
purgers += [empty_bin, forget_imports]
rail += [evaluations_group, catalogue_group]
share_pages["evaluation"] = "evaluator:shared_results"
register_job(WORKBOOK)
register_job(SCORE_SHEETS)
data_parts += DATA_PARTS
kept_out.update(KEPT_OUT)
