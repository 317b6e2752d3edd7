from django.urls import path

from hub.web.namespaces import picture, views

urlpatterns = [
    path(
        "<namespace:name>/-/pictures/<slug:picture>.webp",
        picture.picture,
        name="picture",
    ),
    path("<namespace:name>/", views.namespace, name="namespace"),
]
