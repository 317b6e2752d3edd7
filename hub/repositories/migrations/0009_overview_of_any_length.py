from django.db import migrations, models


class Migration(migrations.Migration):
    """How long it may be is a setting, and no column's: the tables stay as they are."""

    dependencies = [("repositories", "0008_weekly_pulls_and_orders")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="repository",
                    name="overview",
                    field=models.TextField(blank=True),
                )
            ]
        )
    ]
