from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    name = "hub.jobs"

    def ready(self):
        # Schedules register themselves on import: every app keeps its jobs in its own `jobs.py`.
        autodiscover_modules("jobs")
