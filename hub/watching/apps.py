from django.apps import AppConfig


class WatchingConfig(AppConfig):
    name = "hub.watching"

    def ready(self):
        from hub.events.dispatch import follow
        from hub.watching import news

        for kind in news.KINDS:
            follow(kind, news.follow)
