"""Fills the hub of the environment with many people and many small repositories, as a public hub has them: names and
descriptions of common words, stars, pulls, categories, platforms, tags. Rows only: nobody can pull these images.
"""

import random
from datetime import timedelta

from bench.fill import MEDIA_TYPE, digest

AT_ONCE = 1000
# Ten for each repository, on its two images.
TAGS = """
INSERT INTO content_tag (repository_id, name, manifest_id, created_at, pushed_at)
SELECT repository.id, version.name || '.' || (manifest.id %% 2), manifest.id, repository.pushed_at, repository.pushed_at
FROM content_manifest manifest
JOIN repositories_repository repository ON repository.id = manifest.repository_id
CROSS JOIN (
    SELECT '1.1' AS name UNION SELECT '1.2' UNION SELECT '1.3' UNION SELECT '1.4' UNION SELECT '1.5'
) version
WHERE manifest.id BETWEEN %s AND %s
"""
# What was pulled in three months, in five sums each.
PULLS = """
INSERT INTO statistics_dailypulls (repository_id, day, tag, platform, client, pulls)
SELECT id, %s, '1.1.0', 'linux/amd64', 'docker', 1 + pull_count / 10
FROM repositories_repository WHERE id BETWEEN %s AND %s
"""
DAYS_PULLED = (0, 1, 5, 20, 60)
WORDS = [
    "alpine",
    "api",
    "app",
    "archive",
    "backup",
    "base",
    "batch",
    "bridge",
    "broker",
    "build",
    "cache",
    "chart",
    "client",
    "cloud",
    "cluster",
    "collector",
    "config",
    "console",
    "core",
    "cron",
    "data",
    "debian",
    "dev",
    "docs",
    "edge",
    "engine",
    "exporter",
    "feed",
    "ferry",
    "file",
    "filter",
    "frontend",
    "gateway",
    "git",
    "go",
    "graph",
    "grid",
    "guard",
    "harbour",
    "helper",
    "hook",
    "hub",
    "image",
    "index",
    "ingest",
    "java",
    "job",
    "kernel",
    "kit",
    "lab",
    "ledger",
    "lens",
    "linux",
    "load",
    "log",
    "mail",
    "map",
    "media",
    "mesh",
    "metrics",
    "mirror",
    "mobile",
    "model",
    "monitor",
    "net",
    "nginx",
    "node",
    "notes",
    "operator",
    "pages",
    "parser",
    "pipe",
    "plan",
    "postgres",
    "proxy",
    "python",
    "queue",
    "radio",
    "redis",
    "relay",
    "report",
    "router",
    "rust",
    "scan",
    "scheduler",
    "search",
    "secret",
    "server",
    "service",
    "shop",
    "signal",
    "site",
    "sql",
    "static",
    "stats",
    "storage",
    "stream",
    "sync",
    "table",
    "task",
    "template",
    "test",
    "tile",
    "timer",
    "token",
    "tool",
    "tracker",
    "ui",
    "vault",
    "vector",
    "video",
    "view",
    "watch",
    "weather",
    "web",
    "wiki",
    "worker",
    "zone",
]
ONE_OFFICIAL_IN = 500
PLATFORMS = (
    ("linux", "amd64"),
    ("linux", "arm64"),
    ("linux", "s390x"),
    ("windows", "amd64"),
)


def people(number):
    from hub.accounts.models import User
    from hub.namespaces.models import Membership, Namespace

    for start in range(0, number, AT_ONCE):
        users = User.objects.bulk_create(
            User(username=f"p{n}", email=f"p{n}@mail.example", password="!")
            for n in range(start, min(start + AT_ONCE, number))
        )
        names = Namespace.objects.bulk_create(
            Namespace(
                name=user.username,
                kind="person",
                owner=user,
                is_verified=is_verified(user.username),
            )
            for user in users
        )
        Membership.objects.bulk_create(
            Membership(namespace=name, user=user, role="owner")
            for name, user in zip(names, users, strict=True)
        )


def is_verified(name):
    return name.endswith("42")


def repositories(number):
    """Everyone gets some of them, and `p0` gets a thousand more than the others."""
    from django.db import transaction

    from hub.namespaces.models import Namespace
    from hub.oci.names import LIBRARY

    owners = list(Namespace.objects.filter(kind="person").order_by("pk"))
    library = Namespace.objects.get(name=LIBRARY)
    for start in range(0, number, AT_ONCE):
        numbers = range(start, min(start + AT_ONCE, number))
        with transaction.atomic():
            shelve([(n, owner_of(n, owners, library)) for n in numbers])


def owner_of(n, owners, library):
    if n % ONE_OFFICIAL_IN == 1:
        return library
    return owners[0 if n < AT_ONCE else n % len(owners)]


def shelve(places):
    made = make(places)
    tag(made)
    pull(made)
    make_findable(made)


def make(places):
    from django.utils import timezone

    from hub.repositories.models import Repository, RepositoryCategory, RepositoryName

    now, chance = timezone.now(), random.Random(places[0][0])  # noqa: S311, the same each time
    rows = [
        Repository(
            namespace=owner,
            full_name=f"{owner.name}/{'-'.join(chance.sample(WORDS, 2))}-{n}",
            description=" ".join(chance.sample(WORDS, 6)),
            overview=overview(chance),
            is_private=n % 20 == 0,
            star_count=int(chance.paretovariate(1)) - 1,
            **pulls(int(chance.paretovariate(0.7)) - 1),
            pushed_at=now - timedelta(minutes=chance.randrange(1_000_000)),
        )
        for n, owner in places
    ]
    made = Repository.objects.bulk_create(rows)
    RepositoryName.objects.bulk_create(
        RepositoryName(namespace=one.namespace, name=one.name, repository=one)
        for one in made
    )
    RepositoryCategory.objects.bulk_create(
        RepositoryCategory(repository=one, category=category_of(one), position=1)
        for one in made
    )
    return made


def pulls(number):
    """With the sum that the worker makes of what PULLS writes."""
    from hub.statistics import weekly

    recent = sum(days < weekly.DAYS for days in DAYS_PULLED)
    return {"pull_count": number, "weekly_pulls": recent * (1 + number // 10)}


def overview(chance):
    """Much of what pages say nobody else says."""
    own = (f"word{chance.randrange(20_000)}" for _ in range(50))
    return " ".join([*chance.choices(WORDS, k=5), *own])


def category_of(repository):
    from hub.repositories.models import Category

    return Category.values[repository.pk % len(Category)]


def tag(repositories):
    from django.db import connection

    from hub.content.models import Manifest

    manifests = Manifest.objects.bulk_create(
        Manifest(
            repository=one,
            digest=digest(one.full_name, n),
            media_type=MEDIA_TYPE,
            kind=Manifest.Kind.IMAGE,
            artifact_type="application/vnd.oci.image.config.v1+json",
            size=500,
            content_size=10**7,
            os=os,
            architecture=architecture,
        )
        for one in repositories
        for n, (os, architecture) in enumerate(platforms(one))
    )
    with connection.cursor() as cursor:
        cursor.execute(TAGS, [manifests[0].pk, manifests[-1].pk])


def platforms(repository):
    return [PLATFORMS[(repository.pk + n) % len(PLATFORMS)] for n in range(2)]


def pull(repositories):
    from django.db import connection

    from hub.statistics.models import today

    days = [
        connection.ops.adapt_datefield_value(today() - timedelta(days=days))
        for days in DAYS_PULLED
    ]
    ends = repositories[0].pk, repositories[-1].pk
    with connection.cursor() as cursor:
        cursor.executemany(PULLS, [(day, *ends) for day in days])


def make_findable(repositories):
    """What the worker writes after each push, many at once."""
    from django.db import connection

    from hub.search import index
    from hub.search.models import SearchDocument, Traits

    documents = [index.compose(one) for one in repositories]
    if connection.vendor == "sqlite":
        for document in documents:
            index.write(document)
    else:
        SearchDocument.objects.bulk_create(documents)
    Traits.objects.bulk_create(
        Traits(repository=one, text=traits_of(one)) for one in repositories
    )


def traits_of(repository):
    from hub.search.facets import Facet, ImageKind, spelled

    found = {(Facet.KIND, ImageKind.IMAGE)}
    if repository.is_official:
        found.add((Facet.TRUST, "official"))
    elif is_verified(repository.parsed_name.namespace):
        found.add((Facet.TRUST, "verified"))
    for os, architecture in platforms(repository):
        found |= {(Facet.SYSTEM, os), (Facet.ARCHITECTURE, architecture)}
    found.add((Facet.CATEGORY, category_of(repository)))
    return "".join(sorted(spelled(*one) for one in found))
