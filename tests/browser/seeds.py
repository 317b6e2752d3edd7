"""Worlds to look at: one where everything is there that a page can show, long names included, and one where nothing is."""

from dataclasses import dataclass
from datetime import timedelta

from allauth.account.forms import EmailAwarePasswordResetTokenGenerator
from allauth.account.models import EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from hub.access import actors
from hub.accounts import (
    access_tokens,
    credentials,
    docker_logins,
    emails,
    organisation_tokens,
    passkeys,
    profiles,
)
from hub.accounts.models import AccessToken, Scope, User
from hub.accounts.two_factor import passkeys_of
from hub.content import restoring, tags
from hub.events.dispatch import dispatch
from hub.events.models import Event
from hub.namespaces import invitations, organisation_profiles, organisations, pictures
from hub.namespaces import services as namespaces
from hub.namespaces.models import INVITATION_LIFE, Invitation, Namespace
from hub.operators import banner, reports
from hub.operators import invitations as sign_up_invitations
from hub.operators.models import Banner, Report
from hub.operators.models import Invitation as SignUpInvitation
from hub.repositories import categories, stars
from hub.repositories import services as repositories
from hub.repositories.models import Category, Repository, Role
from hub.search import traits
from hub.statistics import sums, weekly
from hub.statistics.models import today
from hub.watching import services as watching
from hub.watching.models import Watch
from hub.web.organisations import keys
from tests.artifacts import OTHERS
from tests.authenticator import turn_on
from tests.harbour import build as build_harbour
from tests.harbour import join
from tests.images import image, index, push
from tests.passkey import Device
from tests.pictures import photo
from tests.world import build, by, person, repository

# Of these the operators see one by one, besides a namespace.
ROWS = (
    *(User, AccessToken, Repository, Event, DBTaskResult),
    *(Report, SignUpInvitation, Banner),
)
# As long as the grammar allows, with nowhere to break.
LONG_PERSON = "harbour" * 5 + "wall"
LONG_REPOSITORY = "timetable" * 14
LONG_TAG = "release" * 18
OVERVIEW = """
# Ferry timetable

Shows **when** the next ferry leaves, see [the manual](https://ferry.example/manual) or `ferry --help`.

## Run it

```sh
docker run --rm --publish 127.0.0.1:8080:8080 --env TIMETABLE_SOURCE=https://ferry.example/timetable.json --name ferry app
```

| Variable | Default | What it does |
| -------- | ------- | ------------ |
| `PORT` | 8080 | Where it listens |
| `TIMETABLE_SOURCE` | none | The address of the timetable, which may be as long as addresses are these days |

![the pier](https://ferry.example/pier.png)

> A note, with a list:
> 1. first
> 2. second

- [x] done
- [ ] to do

### An address

https://ferry.example/a/very/long/address/that/goes/on/and/on/without/any/place/to/break/it/in/two/at/all.html
"""


@dataclass(frozen=True)
class Seeds:
    people: dict
    rows: dict
    digest: str = ""  # of alice/app:1.1
    reset_path: str = ""
    confirmation_path: str = ""
    invitation_path: str = ""
    stop_path: str = ""
    passkey_path: str = ""
    sign_up_path: str = ""
    email_path: str = ""


def everything() -> Seeds:
    world = build()
    operator = person("olga", is_staff=True, is_superuser=True)
    person("nora")
    # Signing in ends a link, so this one does not.
    forgetful = person("fred")
    seed_app(world)
    seed_others(world, operator)
    seed_credentials(world)
    invitation = seed_harbour(world)
    seed_second_factors(person("tess"))
    profiles.edit(
        user=world.bob, display_name="Bob " + "b" * 56, about="w" * 160,
        link="https://ferry.example/" + "a" * 170, place="Pier 4", by=by(world.bob),
    )  # fmt: skip
    emails.add(user=world.bob, email="bob@another.example", by=by(world.bob))
    repositories.archive(repository=repository("alice/old"), by=by(world.alice))
    seed_deleted(world)
    sign_up_path = seed_operators(world, operator)
    # What is searched and narrowed by is written by the worker, from what it is told, and what is popular too.
    while dispatch():
        pass
    traits.refresh_namespace("alice")
    weekly.refresh()
    return Seeds(
        {user.username: user for user in User.objects.all()},
        operated_rows(world),
        world.app.tags.get(name="1.1").manifest.digest,
        reset_path(forgetful),
        confirmation_path(world.bob),
        reverse("invitation", args=[keys.key_of(invitation)]),
        stop_path(),
        passkey_path(User.objects.get(username="tess")),
        sign_up_path,
        email_path(world.bob),
    )


def seed_deleted(world):
    """One that finds no slot when it wants to come back, and one beside it."""
    namespace, author = world.alice.namespace, by(world.alice)
    namespaces.lift_allowance(namespace=namespace, by=author)
    for gone in (repository("alice/gone", is_private=True), repository("alice/lost")):
        repositories.delete(repository=gone, by=author)
    namespaces.set_allowance(namespace=namespace, private_repositories=None, by=author)


def seed_operators(world, operator):
    """A report and a banner; answers the link of an invitation."""
    reports.report(
        repository=world.app, reason="spam", text="Look", by=by(world.charlie)
    )
    namespaces.set_verified(
        namespace=world.alice.namespace, is_verified=True, by=by(operator)
    )
    banner.put_up(
        text="Down for an hour on Sunday at 06:00 UTC.",
        level=Banner.Level.WARN,
        until=None,
        by=by(operator),
    )
    _invitation, secret = sign_up_invitations.invite(
        note="For Nora", days=7, by=by(operator)
    )
    return reverse("account_invited", args=[secret])


def operated_rows(world):
    rows = {model._meta.model_name: model.objects.first().pk for model in ROWS}
    # The first of all is a reserved word, which operators are not shown.
    return rows | {"namespace": world.alice.namespace.pk}


def nothing() -> Seeds:
    return Seeds({"nora": person("nora")}, {})


def seed_app(world):
    app, alice = world.app, by(world.alice)
    repositories.edit(
        repository=app, by=alice, description=app.description, overview=OVERVIEW
    )
    platforms = ["linux/amd64", "linux/arm64", "linux/arm/v7", "windows/amd64"]
    several = index(
        *(image("1.1", platform=one) for one in platforms),
        attestations=["https://spdx.dev/Document", "https://slsa.dev/provenance/v1"],
        annotations={"org.opencontainers.image.base.name": "docker.io/" + "d" * 150},
    )
    for tag in ("1.1.0", "1.1", "1", "latest", LONG_TAG):
        push(app, several, by=alice, tag=tag)
    command = ["/bin/sh", "-c", "exec ferry " + "--option=value " * 40]
    labels = {"org.example.documentation": "https://ferry.example/" + "a" * 150}
    config = {"Cmd": command, "Labels": labels, "Env": ["A_LONG_NAME=" + "b" * 200]}
    # Built on library/nginx, which comes after it.
    layers = [b"layer of nginx", b"layer of 1.0"]
    built = image("1.0", layers=layers, config={"config": config})
    push(app, built, by=by(world.bob), tag="1.0")
    push(app, OTHERS["helm chart"][0], by=alice, tag="chart")
    seed_history(app, several, alice)
    for number in range(30):
        push(app, image(f"0.{number}"), by=alice, tag=f"0.{number}.0")
    seed_pulls(app)


def seed_pulls(repository):
    counted = {}
    tags = ("latest", "1.1.0", "1.0", LONG_TAG, "", "0.1.0", "0.2.0", "chart")
    for ago in range(60):
        day = today() - timedelta(days=ago)
        for number, tag in enumerate(tags):
            platform = ("linux/amd64", "linux/arm64/v8", "")[(ago + number) % 3]
            client = ("docker", "containerd", "podman", "other")[number % 4]
            one = (repository.pk, day, tag, platform, client)
            counted[one] = (ago * 7919 % 97 + 5) * 3 // (number + 1)
    sums.add(counted)


def seed_history(app, current, alice):
    """`latest` went on and came back; `old` is deleted."""
    push(app, image("1.0"), by=alice, tag="latest")
    restoring.restore(repository=app, name="latest", digest=current.digest, by=alice)
    push(app, image("old"), by=alice, tag="old")
    tags.delete(repository=app, name="old", by=alice)


def seed_others(world, operator):
    categories.categorize(
        repository=world.app, by=by(world.alice), categories=list(Category)[:3]
    )
    Repository.objects.filter(pk=world.app.pk).update(star_count=12)
    repositories.grant(
        repository=world.notes, user=world.charlie, role=Role.READ, by=by(world.alice)
    )
    repository("alice/empty", description="w" * 100)
    official = repositories.create(
        namespace=Namespace.objects.get(name="library"),
        name="nginx",
        description="Web server",
        by=by(operator),
    )
    push(official, image("nginx"), by=by(operator), tag="1.27")
    stars.give(repository=official, user=world.alice)
    watching.start(repository=official, user=world.alice)
    owner = person(LONG_PERSON)
    long_one = repository(f"{LONG_PERSON}/{LONG_REPOSITORY}", description="m" * 100)
    push(long_one, image("long"), by=by(owner), tag=LONG_TAG)
    stars.give(repository=long_one, user=world.alice)
    watching.start(repository=long_one, user=world.alice)
    for number in range(25):
        one = repository(f"alice/app-{number}", description=f"Ferry number {number}")
        push(one, image("same for all"), by=by(world.alice), tag="latest")


def seed_harbour(world):
    harbour = build_harbour(world)
    join(harbour.organisation, User.objects.get(username=LONG_PERSON), "member")
    empty = organisations.create(name="quay", user=world.bob, by=by(world.bob))
    join(empty, world.alice, "owner")
    pictures.change(namespace=empty, content=photo(400, 300), by=by(world.bob))
    asked = {"namespace": harbour.organisation, "role": "member", "by": by(world.alice)}
    for address in ("l" * 60 + "@mail.example", "erik@mail.example"):
        invitations.invite_address(email=address, **asked)
    Invitation.objects.update(sent_at=empty.created_at - INVITATION_LIFE)
    repositories.grant_to_team(
        repository=harbour.ledger,
        team=harbour.crew,
        role=Role.WRITE,
        by=by(world.alice),
    )
    harbour.organisation.teams.create(name=LONG_PERSON)
    seed_organisation_tokens(world, harbour)
    organisation_profiles.edit(
        organisation=harbour.organisation, display_name="Harbour " + "h" * 52,
        about="w" * 160, link="https://harbour.example/" + "a" * 170, place="Pier 4",
        by=by(world.alice),
    )  # fmt: skip
    nora = User.objects.get(username="nora")
    return invitations.invite_person(user=nora, team=harbour.crew, **asked)


def seed_organisation_tokens(world, harbour):
    """One that pushed, and one that ended."""
    asked = {"organisation": harbour.organisation, "by": by(world.alice)}
    for label, patterns in [("ci", ["harbour/*"]), ("l" * 60, ["harbour/web-*"] * 20)]:
        token, secret = organisation_tokens.create(
            label=label, scope=Scope.WRITE, repositories=patterns, **asked
        )
        client = credentials.Client("127.0.0.1", "skopeo/1.9")
        credential = credentials.verify(name="harbour", secret=secret, client=client)
        by_token = actors.of_credential(credential).by
        push(harbour.ledger, image(label), by=by_token, tag=label)
    gone, _ = organisation_tokens.create(
        label="old", scope=Scope.READ, repositories=["harbour/ledger"], **asked
    )
    access_tokens.revoke_access_token(token=gone, by=by(world.alice))


def seed_credentials(world):
    client = credentials.Client("127.0.0.1", "docker/20.10.24 go/go1.18")
    for label, scope, days in [
        ("ci", Scope.WRITE, None),
        ("laptop of a person with a long label for it " * 2, Scope.ADMIN, 3),
        ("mirror", Scope.PUBLIC_READ, 90),
    ]:
        lifetime = timedelta(days=days) if days else None
        _, secret = access_tokens.create_access_token(
            user=world.alice, label=label, scope=scope, expires_in=lifetime
        )
        credential = credentials.verify(name="alice", secret=secret, client=client)
        docker_logins.create_docker_login(credential=credential, client=client)
    access_tokens.revoke_access_token(token=credential.access_token, by=by(world.alice))


def seed_second_factors(user):
    turn_on(user)
    for name in ("Laptop", "k" * passkeys.NAME_LENGTH):
        device = Device("127.0.0.1", "https://127.0.0.1")
        question, state = passkeys.ask_to_add(user=user, site=device.site)
        answer = device.create(question)
        passkeys.add(
            user=user, site=device.site, state=state, answer=answer,
            name=name, by=by(user),
        )  # fmt: skip


def reset_path(user):
    key = EmailAwarePasswordResetTokenGenerator().make_token(user)
    return f"/account/password/reset/key/{user_pk_to_url_str(user)}-{key}/"


def confirmation_path(user):
    key = EmailConfirmationHMAC(emails.of_user(user).last()).key
    return f"/account/confirm-email/{key}/"


def email_path(user):
    return f"/account/email/{emails.of_user(user).last().pk}/"


def stop_path():
    return f"/repositories/watching/key/{watching.key_of(Watch.objects.first().pk)}/"


def passkey_path(user):
    return f"/account/two-factor/passkeys/{passkeys_of(user).first().pk}/"
