"""Switch on what plans already use, now that the switches hide what is off."""

from django.db import migrations
from django.db.models import Q


def switch_on(apps, schema_editor):
    plans = apps.get_model("migration", "Plan").objects
    plans.filter(baselines__isnull=False).update(uses_baselines=True)
    doubted = Q(tasks__days_low__isnull=False) | Q(tasks__days_high__isnull=False)
    plans.filter(doubted).update(uses_simulation=True)


class Migration(migrations.Migration):
    dependencies = [("migration", "0009_digest_day")]

    operations = [migrations.RunPython(switch_on, migrations.RunPython.noop)]
