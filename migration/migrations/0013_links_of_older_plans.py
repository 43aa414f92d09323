"""Plans that are older than links wait for what the template says, as they did."""

from django.db import migrations

from migration.planning.template import plan_template


def link(apps, schema_editor):
    plans = apps.get_model("migration", "Plan").objects.filter(
        tasks__links_before__isnull=True, is_full=False
    )
    Task = apps.get_model("migration", "Task")
    TaskLink = apps.get_model("migration", "TaskLink")
    linked = TaskLink.objects.values("after__plan")
    for plan in plans.exclude(pk__in=linked).distinct():
        tasks = {
            task.template_key: task.pk
            for task in Task.objects.filter(plan=plan, about="").exclude(
                template_key=""
            )
        }
        TaskLink.objects.bulk_create(
            TaskLink(
                before_id=tasks[before],
                after_id=tasks[entry.key],
                kind="FS",
                lag=entry.waits,
                is_generated=True,
            )
            for entry in plan_template().tasks
            for before in entry.after
            if {before, entry.key} <= set(tasks)
        )


class Migration(migrations.Migration):
    dependencies = [("migration", "0012_defects")]

    # Nothing tells these links from those of the template made since, so they stay.
    operations = [migrations.RunPython(link, migrations.RunPython.noop)]
