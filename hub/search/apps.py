from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "hub.search"

    def ready(self):
        from hub.events.dispatch import follow
        from hub.search import index, traits

        for kind in index.KINDS:
            follow(kind, index.follow)
        for kind in traits.KINDS:
            follow(kind, traits.follow)
        for kind in traits.KINDS_OF_NAMESPACES:
            follow(kind, traits.follow_namespace)
