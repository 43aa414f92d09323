from django.db import migrations, models

# How such a risk began when it was made.
SENTENCES = (
    "The new platform does not meet the must-have “",
    "The new platform is weak at “",
    "المنصة الجديدة لا تستوفي الشرط الإلزامي «",
    "المنصة الجديدة ضعيفة في «",
    "پلتفرم جدید الزامی «",
    "پلتفرم تازه در «",
)


def mark_risks(apps, schema_editor):
    """Mark those of a plan that carries out a decision.

    Those from before criteria were kept with them are known by their sentence, as are
    those whose criterion was deleted since.
    """
    risks = apps.get_model("migration", "Risk").objects
    taken = risks.filter(plan__evaluation__isnull=False, seed_key="")
    found = [
        pk
        for pk, text in taken.values_list("pk", "own_text").iterator()
        if text.startswith(SENTENCES)
    ]
    for start in range(0, len(found), 500):
        risks.filter(pk__in=found[start : start + 500]).update(is_of_decision=True)
    risks.filter(criterion__isnull=False).update(is_of_decision=True)


def clear_templates(apps, schema_editor):
    """Take them out of the templates that were kept with them."""
    for kept in apps.get_model("migration", "TeamTemplate").objects.iterator():
        risks = kept.content.get("risks", [])
        own = [
            each
            for each in risks
            if each["seed_key"] or not each["own_text"].startswith(SENTENCES)
        ]
        if len(own) < len(risks):
            kept.content = {**kept.content, "risks": own}
            kept.save(update_fields=["content"])


class Migration(migrations.Migration):

    dependencies = [
        ("migration", "0027_attested_by_link"),
    ]

    operations = [
        migrations.AddField(
            model_name="risk",
            name="is_of_decision",
            field=models.BooleanField(default=False),
        ),
        migrations.RunPython(mark_risks, migrations.RunPython.noop),
        migrations.RunPython(clear_templates, migrations.RunPython.noop),
    ]
