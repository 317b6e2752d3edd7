"""The ladder: a package imports only from rungs below its own, and siblings never import each other.

Two rules more: HTTP is known to the doors alone, and a blob's bytes to `hub/content/storage/` alone.
"""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

RUNGS = {
    "hub.oci": 0,
    "hub.addresses": 1,
    "hub.jobs": 1,
    "hub.limits": 1,
    "hub.events": 2,
    "hub.namespaces": 3,
    "hub.accounts": 4,
    "hub.repositories": 5,
    "hub.operators": 6,
    "hub.access": 6,
    "hub.content": 6,
    "hub.search": 7,
    "hub.freshness": 7,
    "hub.statistics": 7,
    "hub.watching": 7,
    "hub.webhooks": 8,
    "hub.builds": 8,
    "hub.scanning": 8,
    "hub.web": 9,
    "hub.staff": 9,
    "hub.api": 9,
    "registry_api": 9,
}
DOORS = {package for package, rung in RUNGS.items() if rung == 9}

# They put the rungs together: they may import anything, and no rung imports them.
COMPOSERS = {
    "hub.access_log",
    "hub.environment",
    "hub.granian",
    "hub.granian_log",
    "hub.gunicorn_worker",
    "hub.gunicorn",
    "hub.listening",
    "hub.settings",
    "hub.urls",
    "hub.wsgi",
}

HTTP = ("django.http", "rest_framework")
OBJECT_STORES = ("boto3", "botocore", "storages", "s3transfer")
BYTES = "hub.content.storage"


def modules():
    for folder in ("hub", "registry_api"):
        yield from sorted((ROOT / folder).rglob("*.py"))


def dotted(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(source, module, *, is_package):
    """Every dotted name that the source imports, relative ones resolved: `from a import b` gives `a.b`."""
    package = module if is_package else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            base = package.split(".")[: len(package.split(".")) - node.level + 1]
            origin = ".".join([*base, node.module] if node.module else base)
            for alias in node.names:
                yield (
                    node.lineno,
                    f"{origin if node.level else node.module}.{alias.name}",
                )


def within(name, prefix):
    return name == prefix or name.startswith(prefix + ".")


def rung_of(name):
    return next((package for package in RUNGS if within(name, package)), None)


def wrong_import(module, name):
    """The rule that importing `name` in `module` breaks, or None."""
    here, there = rung_of(module), rung_of(name)
    if any(within(module, composer) for composer in COMPOSERS):
        return None
    if any(within(name, composer) for composer in COMPOSERS):
        return "composes the rungs and is imported by none"
    if there and there != here and RUNGS[there] >= RUNGS[here]:
        return f"stands on rung {RUNGS[there]}, {here} on rung {RUNGS[here]}"
    if here not in DOORS and any(within(name, package) for package in HTTP):
        return "is for the doors only"
    if any(within(name, package) for package in OBJECT_STORES) and not within(
        module, BYTES
    ):
        return f"is for {BYTES} only"
    return None


def faults(source, module, *, is_package=False):
    for line, name in imports(source, module, is_package=is_package):
        if rule := wrong_import(module, name):
            yield f"line {line} imports {name}, which {rule}"


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("hub.jobs.worker", "from hub.limits import spend"),
        ("hub.jobs.worker", "from ..limits import spend"),
        ("hub.events.models", "import hub.accounts.models"),
        ("hub.access.policy", "from hub import content"),
        ("hub.web.pages", "from registry_api import errors"),
        ("hub.content.blobs", "from hub import settings"),
        ("hub.content.blobs", "def late():\n    from hub.search import ranking"),
        ("hub.content.blobs", "from django import http"),
        ("hub.content.blobs", "from django.http import Http404"),
        ("hub.access.policy", "import rest_framework.exceptions"),
        ("hub.content.blobs", "import boto3"),
        ("registry_api.views.blobs", "from storages.backends import s3"),
    ],
)
def test_it_finds_a_wrong_import(module, source):
    assert list(faults(source, module))


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("hub.jobs.worker", "from . import leases"),
        ("hub.events.models", "from hub.jobs import job"),
        ("hub.web.pages", "from django.http import Http404"),
        ("hub.content.storage.s3", "import boto3"),
        ("hub.settings", "from hub.limits.rates import Rate"),
    ],
)
def test_it_lets_a_right_import_pass(module, source):
    assert not list(faults(source, module))


def test_every_package_imports_only_from_rungs_below():
    wrong = [
        f"{path.relative_to(ROOT)}: {fault}"
        for path in modules()
        for fault in faults(
            path.read_text(), dotted(path), is_package=path.name == "__init__.py"
        )
    ]

    assert not wrong, "\n".join(wrong)


def test_every_package_has_a_rung():
    homeless = [
        str(path.relative_to(ROOT))
        for path in modules()
        if not rung_of(dotted(path)) and dotted(path) not in COMPOSERS | {"hub"}
    ]

    assert not homeless


# Opening a blob by its path is how its bytes would be touched without importing a thing.
READING_CALLS = {"open", "read_bytes", "write_bytes", "sendfile"}


def is_asked_of_the_storage(function):
    """`backend().open(key)` is how bytes are asked for."""
    return isinstance(function, ast.Attribute) and ast.unparse(function.value).endswith(
        ("backend()", "backend")
    )


def byte_access(source):
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", None))
            if name in READING_CALLS and not is_asked_of_the_storage(node.func):
                yield f"line {node.lineno} calls {name}()"
        if isinstance(node, ast.Constant) and node.value == "blobs":
            yield f"line {node.lineno} names the storage of blobs"


def test_it_lets_the_storage_be_asked():
    assert not list(byte_access("backend().open(blob.storage_key)"))


@pytest.mark.parametrize(
    "source",
    [
        "open(path)",
        "blob.path.open('rb')",
        "os.open(path, os.O_RDONLY)",
        "path.read_bytes()",
        "storages['blobs']",
    ],
)
def test_it_finds_bytes_that_are_touched(source):
    assert list(byte_access(source))


def test_blob_bytes_are_touched_by_the_storage_alone():
    wrong = [
        f"{path.relative_to(ROOT)}: {access}"
        for path in modules()
        if within(dotted(path), "hub.content") or within(dotted(path), "registry_api")
        if not within(dotted(path), BYTES) and "migrations" not in path.parts
        for access in byte_access(path.read_text())
    ]

    assert not wrong, "\n".join(wrong)
