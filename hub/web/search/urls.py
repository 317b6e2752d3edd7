from django.urls import path
from django.views.generic import RedirectView

from hub.web.search import crawlers, explore, suggestions, views

urlpatterns = [
    path("explore/", explore.explore, name="explore"),
    path("search/", views.search, name="search"),
    path("search/suggest", suggestions.suggest, name="search_suggest"),
    # As on Docker Hub.
    path(
        "r/<namespace:namespace>/<repository:name>/",
        RedirectView.as_view(pattern_name="repository"),
        name="repository_as_on_docker_hub",
    ),
    path(
        "u/<namespace:name>/",
        RedirectView.as_view(pattern_name="namespace"),
        name="namespace_as_on_docker_hub",
    ),
    path("robots.txt", crawlers.robots, name="robots"),
    path("sitemap.xml", crawlers.sitemap, name="sitemap"),
    path("sitemap/<int:number>.xml", crawlers.sitemap_page, name="sitemap_page"),
]
