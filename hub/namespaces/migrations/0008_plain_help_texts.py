from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("namespaces", "0007_inactive_namespaces"),
    ]

    operations = [
        migrations.AlterField(
            model_name="namespace",
            name="picture",
            field=models.CharField(
                blank=True,
                help_text="Empty: the flag drawn from the name.",
                max_length=32,
            ),
        ),
    ]
