from django.db import migrations

from hub.namespaces.reserved import NAMES


def forwards(apps, schema_editor):
    Namespace = apps.get_model("namespaces", "Namespace")
    Namespace.objects.create(
        name="library", kind="organisation", has_unlimited_private_repositories=True
    )
    Namespace.objects.bulk_create(
        Namespace(name=name, kind="reserved") for name in NAMES
    )


class Migration(migrations.Migration):
    dependencies = [("namespaces", "0001_initial")]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
