from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("namespaces", "0006_profiles_and_teams_of_invitations"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="namespace",
            index=models.Index(
                condition=models.Q(("is_active", False)),
                fields=["id"],
                name="namespace_inactive",
            ),
        ),
    ]
