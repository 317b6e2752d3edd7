from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class FreshnessConfig(AppConfig):
    name = "hub.freshness"

    def ready(self):
        from hub.freshness import epoch

        # An app without models is never told; all migrations are done by the time that any is.
        content = apps.get_app_config("content")
        post_migrate.connect(epoch.install, sender=content)
