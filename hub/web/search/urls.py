from django.urls import path

from hub.web.search import views

urlpatterns = [
    path("explore/", views.explore, name="explore"),
    path("search/", views.search, name="search"),
]
