from django.urls import path

from hub.web.tokens import views

urlpatterns = [
    path("", views.overview, name="access_tokens"),
    path("<int:pk>/revoke/", views.revoke_access_token, name="access_token_revoke"),
    path(
        "docker-logins/<int:pk>/revoke/",
        views.revoke_docker_login,
        name="docker_login_revoke",
    ),
]
