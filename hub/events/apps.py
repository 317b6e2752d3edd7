from django.apps import AppConfig
from django.db.models.signals import post_migrate


class EventsConfig(AppConfig):
    name = "hub.events"

    def ready(self):
        from hub.events import append_only

        post_migrate.connect(append_only.install, sender=self)
