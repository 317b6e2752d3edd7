from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0007_withheld_actions"),
    ]

    operations = [
        migrations.AlterField(
            model_name="accesstoken",
            name="repositories",
            field=models.JSONField(
                blank=True,
                default=list,
                help_text="What it is for, by name or like alice/web-*. Elsewhere it may only pull what is public. Empty: all that its owner may.",
            ),
        ),
        migrations.AlterField(
            model_name="accesstoken",
            name="withheld",
            field=models.JSONField(
                blank=True,
                default=list,
                help_text="What it may not do, though its scope would let it.",
            ),
        ),
        migrations.AlterField(
            model_name="user",
            name="is_staff",
            field=models.BooleanField(
                default=False,
                help_text="An operator: may open these pages, owns the official images.",
            ),
        ),
    ]
