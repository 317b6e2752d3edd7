from django.apps import AppConfig


class RepositoriesConfig(AppConfig):
    name = "hub.repositories"

    def ready(self):
        from hub.namespaces import lookalikes
        from hub.repositories import official

        lookalikes.protect(official.image_names)
