from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "hub.search"
