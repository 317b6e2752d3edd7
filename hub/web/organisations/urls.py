"""What organisations add to the pages of a namespace, and one's own ones at /orgs/."""

from django.urls import include, path

from hub.web.organisations import (
    creation,
    deletion,
    handing_over,
    invited,
    inviting,
    members,
    mine,
    profile,
    team_members,
    team_repositories,
    teams,
    tokens,
)

team_pages = [
    path("", team_repositories.team, name="team"),
    path("delete/", teams.delete, name="team_delete"),
    path("members/", team_members.members, name="team_members"),
    path(
        "members/<owner:username>/remove/",
        team_members.remove,
        name="team_member_remove",
    ),
    path(
        "repositories/<repository:repository>/role/",
        team_repositories.change_role,
        name="team_role",
    ),
    path(
        "repositories/<repository:repository>/revoke/",
        team_repositories.revoke,
        name="team_revoke",
    ),
]

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
    path("profile/", profile.edit, name="organisation_profile"),
    path("hand-over/", handing_over.hand_over, name="organisation_hand_over"),
    path("delete/", deletion.delete, name="organisation_delete"),
    path("tokens/", tokens.tokens, name="organisation_tokens"),
    path("tokens/<int:pk>/revoke/", tokens.revoke, name="organisation_token_revoke"),
    path("teams/", teams.teams, name="teams"),
    path("teams/<namespace:team>/", include(team_pages)),
]
urlpatterns = [
    path("orgs/new/", creation.create, name="organisation_create"),
    path("orgs/", mine.organisations, name="organisations"),
    # The access log leaves out what comes after /key/.
    path("orgs/invitations/key/<str:key>/", invited.invitation, name="invitation"),
    path("<namespace:name>/-/", include(pages)),
]
