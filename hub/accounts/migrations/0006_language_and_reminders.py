from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_sessions_and_profiles")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="language",
            field=models.CharField(
                blank=True,
                default="",
                help_text="In which the hub writes to them. Empty: its own.",
                max_length=10,
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="accesstoken",
            name="reminded_days_before",
            field=models.PositiveSmallIntegerField(
                blank=True, editable=False, null=True
            ),
        ),
    ]
