"""What migration adds to the registries of workspace."""

from __future__ import annotations

from evaluator.navigation import catalogue_group
from migration.activity import ACTIVITY_TEXTS, ACTIVITY_WORDS
from migration.dashboard import draw_cards, find_mentions, find_needs, open_doors
from migration.data_parts import DATA_PARTS
from migration.mails import MAILS
from migration.navigation import plans_group
from migration.partings import tell_partings
from migration.selectors.people.links import PERSON, STATUS
from migration.services.demo import add_demo_plan
from migration.services.digests import send_digests
from migration.services.people.people import forget_chairs, leave_plans
from migration.services.plans.endings import empty_bin
from migration.services.workbooks import WORKBOOK
from workspace.registries import (
    activity_texts,
    activity_words,
    before_leaving,
    dashboard_cards,
    data_parts,
    demo_parts,
    doors,
    duties,
    erasers,
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
before_leaving.append(tell_partings)
dashboard_cards.append(draw_cards)
demo_parts.append(add_demo_plan)
doors.append(open_doors)
duties.append(send_digests)
erasers.append(forget_chairs)
mail_templates.update(MAILS)
member_left.append(leave_plans)
needs_you += [find_needs, find_mentions]
purgers.append(empty_bin)
# After choosing, before the reference works.
rail.insert(rail.index(catalogue_group), plans_group)
data_parts += DATA_PARTS
share_pages[PERSON] = "migration:shared_tasks"
share_pages[STATUS] = "migration:shared_status"
register_job(WORKBOOK)
