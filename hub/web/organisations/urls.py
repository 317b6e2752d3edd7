"""What organisations add to the pages of a namespace, and one's own ones at /orgs/."""

from django.urls import include, path

from hub.web.organisations import creation, invited, inviting, members, mine

pages = [
    path("members/", members.members, name="members"),
    path("members/<owner:username>/role/", members.change_role, name="member_role"),
    path("members/<owner:username>/remove/", members.remove, name="member_remove"),
    path("invitations/", inviting.invitations, name="invitations"),
    path("invitations/<int:pk>/again/", inviting.send_again, name="invitation_again"),
    path(
        "invitations/<int:pk>/withdraw/",
        inviting.withdraw,
        name="invitation_withdraw",
    ),
]
urlpatterns = [
    path("orgs/new/", creation.create, name="organisation_create"),
    path("orgs/", mine.organisations, name="organisations"),
    # The access log leaves out what comes after /key/.
    path("orgs/invitations/key/<str:key>/", invited.invitation, name="invitation"),
    path("<namespace:name>/-/", include(pages)),
]
