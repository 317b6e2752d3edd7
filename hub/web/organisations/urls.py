"""What organisations add to the pages of a namespace, and one's own ones at /orgs/."""

from django.urls import path

from hub.web.organisations import creation

urlpatterns = [
    path("orgs/new/", creation.create, name="organisation_create"),
]
