from django.urls import path

from hub.web.namespaces import views

urlpatterns = [path("<namespace:name>/", views.namespace, name="namespace")]
