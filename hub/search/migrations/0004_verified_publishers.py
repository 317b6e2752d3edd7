"""Repositories of verified publishers are narrowed by that, and on PostgreSQL what few have is found by an index."""

from django.db import Error, migrations, transaction
from django.db.models import Value
from django.db.models.functions import Concat, Replace

TRIGRAMS = (
    "CREATE INDEX search_traits_parts ON search_traits USING gin (text gin_trgm_ops)"
)
TRIGRAMS_BACK = "DROP INDEX IF EXISTS search_traits_parts"
# Behind all others, as their order is.
VERIFIED = " trust:verified "


def forwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        index(schema_editor)
    traits = apps.get_model("search", "Traits")
    theirs = traits.objects.filter(repository__namespace__is_verified=True)
    theirs = theirs.exclude(repository__namespace__name="library")
    theirs.update(text=Concat("text", Value(VERIFIED)))


def index(schema_editor):
    """Without the extension (see 0002) they are found too, only slower."""
    try:
        with transaction.atomic(using=schema_editor.connection.alias):
            schema_editor.execute(TRIGRAMS)
    except Error:
        pass


def backwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(TRIGRAMS_BACK)
    traits = apps.get_model("search", "Traits")
    theirs = traits.objects.filter(text__contains=VERIFIED)
    theirs.update(text=Replace("text", Value(VERIFIED), Value("")))


class Migration(migrations.Migration):
    dependencies = [
        ("namespaces", "0004_verified_publishers"),
        ("repositories", "0008_weekly_pulls_and_orders"),
        ("search", "0003_spellings_and_traits"),
    ]

    operations = [migrations.RunPython(forwards, backwards)]
