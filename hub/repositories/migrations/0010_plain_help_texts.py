from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("repositories", "0009_overview_of_any_length"),
    ]

    operations = [
        migrations.AlterField(
            model_name="repository",
            name="pull_count",
            field=models.PositiveBigIntegerField(
                default=0, help_text="How often it was pulled in all."
            ),
        ),
        migrations.AlterField(
            model_name="repository",
            name="weekly_pulls",
            field=models.PositiveBigIntegerField(
                default=0, help_text="How often it was pulled in the last seven days."
            ),
        ),
    ]
