from django.urls import path

from hub.web.search import suggestions, views

urlpatterns = [
    path("explore/", views.explore, name="explore"),
    path("search/", views.search, name="search"),
    path("search/suggest", suggestions.suggest, name="search_suggest"),
]
