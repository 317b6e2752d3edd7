from django.urls import path

from hub.web.help import views

urlpatterns = [
    path("help/", views.index, name="help"),
    path("help/<slug:topic>/", views.topic, name="help_topic"),
]
