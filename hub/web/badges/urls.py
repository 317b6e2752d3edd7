from django.urls import path

from hub.web.badges import views

urlpatterns = [
    path(
        "badges/<namespace:namespace>/<repository:name>/<slug:kind>.svg",
        views.badge,
        name="badge",
    ),
]
