from django.urls import path

from hub.web.home import views

urlpatterns = [path("", views.home, name="home")]
