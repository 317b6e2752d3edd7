"""What lists are put in order by, each with an index; and names without their namespace, to find what is called just so."""

from django.conf import settings
from django.db import migrations, models

# SQLite walks the other index of that column, and may not be told where to put the empty ones.
POSTGRESQL = """
CREATE INDEX repository_pushed_last ON repositories_repository (pushed_at DESC NULLS LAST, full_name)
"""
POSTGRESQL_BACK = "DROP INDEX repository_pushed_last"


def forwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL)


def backwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL_BACK)


class Migration(migrations.Migration):
    dependencies = [
        ("namespaces", "0004_verified_publishers"),
        ("repositories", "0007_deleted_and_starred_indexes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="repository",
            name="weekly_pulls",
            field=models.PositiveBigIntegerField(
                default=0,
                help_text="Of the last seven days. See hub.statistics.weekly.",
            ),
        ),
        migrations.AddIndex(
            model_name="repository",
            index=models.Index(
                models.OrderBy(models.F("pull_count"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="repository_pulled",
            ),
        ),
        migrations.AddIndex(
            model_name="repository",
            index=models.Index(
                models.OrderBy(models.F("weekly_pulls"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                condition=models.Q(("weekly_pulls__gt", 0)),
                name="repository_pulled_lately",
            ),
        ),
        migrations.AddIndex(
            model_name="repository",
            index=models.Index(
                models.OrderBy(models.F("pushed_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                models.F("namespace"),
                condition=models.Q(
                    ("archived_at", None),
                    ("pushed_at__isnull", False),
                    ("deleted_at", None),
                    ("is_private", False),
                ),
                name="repository_offered",
            ),
        ),
        migrations.AddIndex(
            model_name="repositoryname",
            index=models.Index(
                condition=models.Q(("is_current", True)),
                fields=["name"],
                name="repository_name_alone",
            ),
        ),
        migrations.RunPython(forwards, backwards),
    ]
