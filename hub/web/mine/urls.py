from django.urls import path

from hub.web.mine import views

urlpatterns = [path("repositories/", views.my_repositories, name="my_repositories")]
