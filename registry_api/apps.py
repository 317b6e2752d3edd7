from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class RegistryApiConfig(AppConfig):
    name = "registry_api"

    def ready(self):
        from registry_api import epoch

        # An app without models is never told; all migrations are done by the time that any is.
        content = apps.get_app_config("content")
        post_migrate.connect(epoch.install, sender=content)
