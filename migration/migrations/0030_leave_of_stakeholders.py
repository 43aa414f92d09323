import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


def forget_leave(apps, schema_editor):
    """Back: days off knew leave of accounts only."""
    apps.get_model("migration", "DayOff").objects.filter(
        stakeholder__isnull=False
    ).delete()


class Migration(migrations.Migration):

    dependencies = [
        ("migration", "0029_loss_version"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="dayoff", name="day_off_leave_is_of_a_person"
        ),
        migrations.AddField(
            model_name="dayoff",
            name="stakeholder",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="days_free",
                to="migration.stakeholder",
            ),
        ),
        migrations.AddConstraint(
            model_name="dayoff",
            constraint=models.CheckConstraint(
                condition=Q(kind="leave", member__isnull=False, stakeholder=None)
                | Q(kind="leave", member=None, stakeholder__isnull=False)
                | Q(kind__in=["holiday", "freeze"], member=None, stakeholder=None),
                name="day_off_leave_is_of_a_person",
            ),
        ),
        migrations.RunPython(migrations.RunPython.noop, forget_leave),
    ]
