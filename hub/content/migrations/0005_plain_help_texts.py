from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0004_manifest_layer_chain_and_predicate_types"),
    ]

    operations = [
        migrations.AlterField(
            model_name="manifest",
            name="layer_chain",
            field=models.CharField(
                blank=True,
                help_text="Of an image whose layers are all stored here.",
                max_length=64,
            ),
        ),
        migrations.AlterField(
            model_name="manifest",
            name="predicate_types",
            field=models.JSONField(
                blank=True, default=list, help_text="What it states about another."
            ),
        ),
    ]
