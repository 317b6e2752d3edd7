from django.db import migrations, models


def from_column(apps, schema_editor):
    tokens = apps.get_model("accounts", "AccessToken").objects
    tokens.filter(may_move_tags=False).update(withheld=["move"])


def to_column(apps, schema_editor):
    tokens = apps.get_model("accounts", "AccessToken").objects
    tokens.exclude(withheld=[]).update(may_move_tags=False)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_language_and_reminders"),
    ]

    operations = [
        migrations.AddField(
            model_name="accesstoken",
            name="withheld",
            field=models.JSONField(
                blank=True,
                default=list,
                help_text="What it is without (Withheld), whatever its scope holds.",
            ),
        ),
        migrations.RunPython(from_column, to_column),
        migrations.RemoveField(model_name="accesstoken", name="may_move_tags"),
    ]
