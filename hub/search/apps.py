from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "hub.search"

    def ready(self):
        from hub.events.dispatch import follow
        from hub.search import index

        for kind in index.KINDS:
            follow(kind, index.follow)
