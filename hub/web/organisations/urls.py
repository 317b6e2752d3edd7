"""What organisations add to the pages of a namespace, and one's own ones at /orgs/."""

from django.urls import include, path

from hub.web.organisations import creation, members

pages = [
    path("members/", members.members, name="members"),
    path("members/<owner:username>/role/", members.change_role, name="member_role"),
    path("members/<owner:username>/remove/", members.remove, name="member_remove"),
]
urlpatterns = [
    path("orgs/new/", creation.create, name="organisation_create"),
    path("<namespace:name>/-/", include(pages)),
]
