"""Addresses of the pages. Those of a namespace come last: their first segment is a name, and every other is reserved."""

from django.urls import include, path

from hub.web import converters, health, language, theme  # noqa: F401, the converters register themselves

urlpatterns = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("theme/", theme.switch, name="theme"),
    path("account/language/", language.switch, name="language"),
    path("", include("hub.web.home.urls")),
    path("", include("hub.web.search.urls")),
    path("", include("hub.web.mine.urls")),
    path("", include("hub.web.badges.urls")),
    path("", include("hub.web.help.urls")),
    path("", include("hub.web.activity.urls")),
    path("", include("hub.web.reports.urls")),
    path("account/", include("hub.web.accounts.urls")),
    path("account/tokens/", include("hub.web.tokens.urls")),
    path("", include("hub.web.repository_settings.urls")),
    path("", include("hub.web.namespace_settings.urls")),
    path("", include("hub.web.organisations.urls")),
    path("", include("hub.web.repositories.urls")),
    path("", include("hub.web.namespaces.urls")),
]
