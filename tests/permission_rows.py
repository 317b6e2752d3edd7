"""The table of test_permission_matrix.py: who may what, and what every address of the hub needs.

A new address gets a row here, or the test fails.
"""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from hub.oci import digests, media_types

# Each holds the ones before it. A `-`: not even that there is something.
LEVELS = ("-", "pull", "push", "admin", "own")

# `missing` is what may be done under a name where nothing stands yet.
MAY = """
                    public   private  missing
owner               own      own      own
admin               admin    admin    -
writer              push     push     -
reader              pull     pull     -
editor              admin    admin    admin
member              pull     -        -
crew                push     push     -
stranger            pull     -        -
anonymous           pull     -        -
suspended           -        -        -
repo:admin          own      own      own
repo:write          push     push     push
repo:read           pull     pull     pull
repo:public_read    pull     -        -
"""
# What an access token of an organisation may in it: three for all of its repositories, and one for another than these.
MAY_BY_ORGANISATION = """
                    public   private  missing
org:admin           admin    admin    admin
org:write           push     push     push
org:read            pull     pull     pull
org:other           pull     -        -
"""
# An editor and a member are so of the namespace; crew are members of a team that may write. The last four are access tokens of the owner. A page takes none: there they are anonymous.

INDEX = b'{"schemaVersion": 2, "mediaType": "%s", "manifests": []}' % (
    media_types.OCI_INDEX.encode()
)
INDEX_DIGEST = digests.of(INDEX)
LOOSE = b"a blob that no manifest needs"
LOOSE_DIGEST = digests.of(LOOSE)
NOTHING = digests.EMPTY_SHA256


@dataclass(frozen=True)
class Row:
    method: str
    path: str
    needs: str
    done: int  # the status for whoever may
    missing: int = 404  # and where nothing stands under the name
    body: bytes | None = None
    headers: dict = field(default_factory=dict)
    spends: bool = False  # what it takes is gone afterwards
    signs_in: bool = False  # a page that sends nobody in particular to sign in first

    def __str__(self):
        return f"{self.method} {self.path}"


def get(path, needs, done=200, **options):
    return Row("GET", path, needs, done, **options)


def head(path, needs, done=200, **options):
    return Row("HEAD", path, needs, done, **options)


def delete(path, needs="admin", done=202, **options):
    return Row("DELETE", path, needs, done, spends=True, **options)


def send(method, path, done, body=b"", **options):
    return Row(method, path, "push", done, body=body, spends=True, **options)


def form(path, done=302, needs="admin", **fields):
    signs_in = fields.pop("signs_in", False)
    content = urlencode(fields).encode()
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    return Row(
        "POST",
        path,
        needs,
        done,
        body=content,
        headers=headers,
        spends=True,
        signs_in=signs_in,
    )


UPLOADS = "/v2/{name}/blobs/uploads/"
REGISTRY = {
    "manifest": [
        get("/v2/{name}/manifests/1.0", "pull"),
        head("/v2/{name}/manifests/1.0", "pull"),
        get("/v2/{name}/manifests/" + INDEX_DIGEST, "pull"),
        head("/v2/{name}/manifests/" + INDEX_DIGEST, "pull"),
        send("PUT", "/v2/{name}/manifests/1.1", 201, INDEX, missing=201),
        send("PUT", "/v2/{name}/manifests/" + INDEX_DIGEST, 201, INDEX, missing=201),
        delete("/v2/{name}/manifests/1.0"),
        delete("/v2/{name}/manifests/" + INDEX_DIGEST),
    ],
    "uploads": [
        send("POST", UPLOADS, 202, missing=202),
        send("POST", f"{UPLOADS}?digest={NOTHING}", 201, missing=201),
        send("POST", UPLOADS + "?mount={source_blob}", 201, missing=201),
        send("POST", UPLOADS + "?mount={source_blob}&from={source}", 201, missing=201),
    ],
    "upload": [
        get(UPLOADS + "{upload}", "push", 204),
        head(UPLOADS + "{upload}", "push", 204),
        send("PATCH", UPLOADS + "{upload}", 202, b"hello", missing=404),
        send("PUT", UPLOADS + "{upload}?digest=" + NOTHING, 201, missing=404),
        delete(UPLOADS + "{upload}", "push", 204),
    ],
    "blob": [
        get("/v2/{name}/blobs/" + LOOSE_DIGEST, "pull"),
        head("/v2/{name}/blobs/" + LOOSE_DIGEST, "pull"),
        delete("/v2/{name}/blobs/" + LOOSE_DIGEST),
    ],
    "tags_list": [
        get("/v2/{name}/tags/list", "pull"),
        head("/v2/{name}/tags/list", "pull"),
    ],
    "referrers": [get("/v2/{name}/referrers/" + INDEX_DIGEST, "pull", missing=200)],
    # Written with a password or an access token only: tests/registry_api/test_page.py
    "page": [get("/api/repositories/{name}", "pull")],
}
PAGES = {
    "repository": [get("{page}", "pull"), head("{page}", "pull")],
    "tags": [get("{page}tags/", "pull"), get("{page}tags/?filter=1&show=1", "pull")],
    "tag": [get("{page}tags/1.0/", "pull")],
    "tag_delete": [
        get("{page}tags/1.0/delete/", "admin", signs_in=True),
        form("{page}tags/1.0/delete/", signs_in=True),
    ],
    "manifest": [get("{page}manifests/{digest}/", "pull")],
    "tag_history": [get("{page}tags/1.0/history/", "pull")],
    "tag_restore": [
        form(
            "{page}tags/1.0/restore/", needs="push", digest=INDEX_DIGEST, signs_in=True
        ),
    ],
    "compare": [get("{page}compare/?from=1.0&to=1.0", "pull")],
    "untagged": [get("{page}untagged/", "push", signs_in=True)],
    # Without anything chosen both lead back to the list.
    "images_delete": [
        get("{page}tags/-/delete/", "admin", done=302, signs_in=True),
        form("{page}tags/-/delete/", signs_in=True),
    ],
    "statistics": [get("{page}statistics/", "pull")],
    "statistics_csv": [get("{page}statistics/pulls.csv", "pull")],
    "statistics_json": [get("{page}statistics/pulls.json", "pull")],
    "repository_activity": [
        get("{page}activity/", "push"),
        get("{page}activity/?format=csv", "push"),
    ],
    "repository_report": [
        get("{page}report/", "pull", signs_in=True),
        form("{page}report/", 302, "pull", reason="spam", text="a", signs_in=True),
    ],
    "repository_settings": [
        get("{page}settings/", "admin"),
        form("{page}settings/", description="new", overview="new"),
        form("{page}settings/", done=200, overview="*new*", preview="1"),
    ],
    "repository_visibility": [
        form("{page}settings/visibility/", visibility="public"),
        form("{page}settings/visibility/", done=422, visibility="odd"),
    ],
    "repository_move": [
        get("{page}settings/move/", "own"),
        form(
            "{page}settings/move/",
            needs="own",
            namespace="{namespace}",
            name="new",
            confirmation="{name}",
        ),
        form("{page}settings/move/", done=422, needs="own", name="", confirmation="-"),
    ],
    "repository_archive": [
        get("{page}settings/archive/", "admin"),
        form("{page}settings/archive/", confirmation="{name}"),
        form("{page}settings/archive/", done=422, confirmation="odd"),
    ],
    "repository_unarchive": [form("{page}settings/unarchive/")],
    "repository_delete": [
        get("{page}settings/delete/", "admin"),
        form("{page}settings/delete/", confirmation="{name}"),
        form("{page}settings/delete/", done=422, confirmation="odd"),
    ],
    "repository_collaborators": [
        get("{page}settings/collaborators/", "admin"),
        form("{page}settings/collaborators/", username="sten", role="read"),
        form("{page}settings/collaborators/", done=422, username="nobody", role="read"),
    ],
    "collaborator_role": [
        form("{page}settings/collaborators/rita/role/", role="write")
    ],
    "collaborator_remove": [form("{page}settings/collaborators/rita/remove/")],
}
REPOSITORIES = REGISTRY | PAGES | {f"_/{name}": rows for name, rows in PAGES.items()}

# Lists of repositories: what a caller may not pull is not on them, under any question.
LISTS = {
    "catalog": ["/v2/_catalog", "/v2/_catalog?n=1000&last=a"],
    "v1_search": ["/v1/search?q=", "/v1/search?q=ledger", "/v1/search?q=words"],
    "home": ["/"],
    "explore": ["/explore/", "/explore/?sort=name"],
    "search": [
        "/search/",
        "/search/?q=ledger",
        "/search/?q=words",
        "/search/?q=harbour/ledger:1.0",
    ],
    "namespace": ["/harbour/", "/openharbour/"],
    "my_repositories": ["/repositories/", "/repositories/?namespace=harbour"],
    "shared_with_me": ["/repositories/shared/"],
    "repository_create": ["/new/", "/new/?namespace=harbour&name=ledger"],
    "namespace_settings": ["/harbour/-/settings/"],
    "deleted_repositories": ["/harbour/-/settings/deleted/"],
    "repository_restore": ["/harbour/-/settings/deleted/ledger/restore/"],
    "team": ["/openharbour/-/teams/crew/"],
    "namespace_activity": ["/harbour/-/activity/"],
}

# Where nothing depends on a repository, and why.
OPEN = {
    "registry_root": "any token at all",
    "registry_unknown": "no address",
    "token": "grants, see test_a_token_tells_nothing_of_private_and_missing",
    "jwks": "public keys",
    "v1_ping": "a constant",
    "healthz": "a constant",
    "readyz": "the hub's own state",
    "theme": "a cookie",
    "language": "a cookie",
    "robots": "a constant",
    "sitemap": "public ones only: tests/web/test_crawlers.py",
    "sitemap_page": "public ones only: tests/web/test_crawlers.py",
    "repository_as_on_docker_hub": "a redirect",
    "namespace_as_on_docker_hub": "a redirect",
    "search_suggest": "what search finds: tests/web/test_suggestions.py",
    "badge": "public ones only: tests/web/test_badges.py",
    "feed": "public ones only: tests/web/test_feed.py",
    "_/feed": "public ones only: tests/web/test_feed.py",
    "picture": "no repositories: tests/web/namespace_settings",
    "namespace_picture": "no repositories: tests/web/namespace_settings",
    "namespace_picture_remove": "no repositories: tests/web/namespace_settings",
    "star": "who may pull: tests/web/test_stars.py",
    "_/star": "who may pull: tests/web/test_stars.py",
    "watch": "who may pull: tests/web/test_watching.py",
    "_/watch": "who may pull: tests/web/test_watching.py",
    "starred": "the person's own",
    "watching": "the person's own",
    "watch_stop": "a secret key",
    "help": "a constant",
    "help_topic": "a constant",
    "hub_activity": "operators only: tests/web/activity",
    "account_settings": "the person's own",
    "account_signup": "a new account",
    "account_invited": "a secret key",
    "account_login": "a session",
    "account_logout": "a session",
    "mfa_authenticate": "a session",
    "sign_in_recovery_code": "a session",
    "sign_in_passkey": "a session",
    "two_factor": "the person's own",
    "two_factor_app": "the person's own",
    "two_factor_app_remove": "the person's own",
    "two_factor_recovery_codes": "the person's own",
    "passkey_add": "the person's own",
    "profile": "the person's own",
    "account_data": "the person's own",
    "account_export": "the person's own",
    "sessions": "the person's own",
    "sessions_revoke": "the person's own",
    "docker_logins_revoke": "the person's own",
    "passkey_rename": "the person's own, see tests/web/accounts/test_passkeys.py",
    "passkey_remove": "the person's own, see tests/web/accounts/test_passkeys.py",
    "session_revoke": "the person's own, see tests/web/accounts/test_sessions.py",
    "account_email": "the person's own",
    "email_link": "the person's own, see tests/web/accounts/test_emails.py",
    "email_primary": "the person's own, see tests/web/accounts/test_emails.py",
    "email_remove": "the person's own, see tests/web/accounts/test_emails.py",
    "socialaccount_signup": "a new account",
    "provider_sign_in": "a session",
    "provider_callback": "a session",
    "sign_in_methods": "the person's own",
    "provider_link": "the person's own",
    "provider_unlink": "the person's own, see tests/web/accounts/test_sign_in_methods.py",
    "prove": "the person's own",
    "provider_prove": "the person's own",
    "passkey_prove": "the person's own",
    "account_email_verification_sent": "a constant",
    "account_confirm_email": "a secret key",
    "account_change_password": "the person's own",
    "account_reset_password": "mail",
    "account_reset_password_done": "a constant",
    "account_reset_password_from_key": "a secret key",
    "account_reset_password_from_key_done": "a constant",
    "members": "no repositories: tests/web/organisations",
    "member_role": "no repositories: tests/web/organisations",
    "member_remove": "no repositories: tests/web/organisations",
    "invitations": "no repositories: tests/web/organisations",
    "invitation_again": "no repositories: tests/web/organisations",
    "invitation_withdraw": "no repositories: tests/web/organisations",
    "organisation_profile": "no repositories: tests/web/organisations",
    "organisation_hand_over": "no repositories: tests/web/organisations",
    "organisation_tokens": "the owners' alone: tests/web/organisations",
    "organisation_token_revoke": "the owners' alone: tests/web/organisations",
    "teams": "no repositories: tests/web/organisations",
    "team_delete": "no repositories: tests/web/organisations",
    "team_members": "no repositories: tests/web/organisations",
    "team_member_remove": "no repositories: tests/web/organisations",
    "team_role": "the owners' alone: tests/web/organisations",
    "team_revoke": "the owners' alone: tests/web/organisations",
    "invitation": "a secret key",
    "organisations": "the person's own",
    "organisation_delete": "waits for its repositories: tests/web/organisations",
    "organisation_create": "a new namespace",
    "access_tokens": "the person's own",
    "access_token_revoke": "the person's own, see test_what_is_anothers_is_as_if_it_were_not_there",
    "docker_login_revoke": "the person's own, see test_what_is_anothers_is_as_if_it_were_not_there",
    "shared_leave": "the person's own grant: tests/web/test_leaving.py",
    "admin/": "operators only, by Django's own admin: tests of hub/staff",
}


def table(text=MAY):
    """{actor: {visibility: level}}"""
    header, *lines = text.strip().splitlines()
    visibilities = header.split()
    return {
        actor: dict(zip(visibilities, levels, strict=True))
        for actor, *levels in map(str.split, lines)
    }


def holds(level, needed):
    return LEVELS.index(level) >= LEVELS.index(needed)
