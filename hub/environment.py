"""What the surroundings tell the settings: the environment, and secrets kept in the data directory."""

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.FileAwareEnv()
# Of a provider: it stands with the name of one in a column of 200.
URL_LENGTH = 180


def secret(name, *, directory):
    """The value of NAME or NAME_FILE; else one made on first start and kept in `directory`, mode 0600."""
    return env.str(name, default="") or kept_secret(directory / name.lower())


def kept_secret(path):
    try:
        return path.read_text()
    except FileNotFoundError:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Written beside and linked into place: of two processes that start together, one value wins whole.
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        with os.fdopen(
            os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w"
        ) as file:
            file.write(secrets.token_urlsafe(48))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
        return path.read_text()


def domains(text, *, are_needed, has_mail):
    """`example.org, example.net`, in lower case."""
    found = [one.strip().lower().removeprefix("@") for one in text.split(",")]
    found = [one for one in found if one]
    if are_needed and not found:
        raise ImproperlyConfigured(
            "HUB_SIGN_UP=domain needs HUB_SIGN_UP_DOMAINS, like example.org."
        )
    if are_needed and not has_mail:
        raise ImproperlyConfigured(
            "HUB_SIGN_UP=domain needs EMAIL_URL: without mail anybody may claim an address at any domain."
        )
    return found


def providers(**given):
    """Those whose client id is given, by name: where each is, who the hub is there, and what people call it."""
    found = {}
    for name, (url, client_id, secret, title) in given.items():
        if not client_id:
            continue
        if not url.startswith(("https://", "http://")) or len(url) > URL_LENGTH:
            raise ImproperlyConfigured(
                f"HUB_{name.upper()}_URL must look like https://sso.example.org."
            )
        found[name] = {
            "url": url.rstrip("/"),
            "client_id": client_id,
            "secret": secret,
            "title": title,
        }
    return found


def one_provider(name, *, among):
    if name and name not in among:
        raise ImproperlyConfigured(
            f"HUB_SIGN_IN_ONLY={name} needs HUB_{name.upper()}_CLIENT_ID."
        )
    return name


def database(url):
    """Django's settings of the database at `url`: sqlite:///PATH or postgres://USER:PASSWORD@HOST/NAME."""
    config = env.db_url_config(url)
    if config["ENGINE"].endswith("sqlite3"):
        return config | {"CONN_MAX_AGE": None, "OPTIONS": SQLITE_OPTIONS}
    if config["ENGINE"].endswith("postgresql"):
        return config | {
            "OPTIONS": {"options": POSTGRESQL_OPTIONS}
            | config.get("OPTIONS", {})
            | {"connect_timeout": 3, "pool": POSTGRESQL_POOL}
        }
    raise ImproperlyConfigured(
        "DATABASE_URL must begin with sqlite:/// or postgres://."
    )


SQLITE_OPTIONS = {
    # A writer asks for the lock when it begins: a deferred one is told "database is locked" at its first write.
    "transaction_mode": "IMMEDIATE",
    "timeout": 5,
    # FULL: a 201 is a promise, also through a power loss.
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-4000;"
        "PRAGMA temp_store=MEMORY; PRAGMA journal_size_limit=67108864"
    ),
}
# As long as SQLite waits: what another program holds locked is refused for now, with a time to come back. And no disk has
# to turn: thought to cost four times as much, a thousand rows by their index were passed over for reading all there are.
# A request is one of many: helpers for it would be taken from the others.
POSTGRESQL_OPTIONS = (
    "-c lock_timeout=5s -c random_page_cost=1.1 -c max_parallel_workers_per_gather=0"
)
# Opened by each worker after it was forked; `timeout` is how many seconds a request waits for a free connection. After
# `reconnect_timeout` the pool gives up and the next request tries anew: its own patience doubles, to minutes.
POSTGRESQL_POOL = {
    "min_size": 1,
    "max_size": 20,
    "timeout": 4,
    "max_idle": 300,
    "reconnect_timeout": 2,
}


def blobs(url, *, directory):
    """The STORAGES entry for blobs: files under `directory`, or s3://BUCKET/PREFIX?endpoint_url=… at `url`.

    The credentials of S3 stand in the URL (s3://KEY:SECRET@BUCKET) or where boto3 looks for them.
    """
    if not url:
        return {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": directory},
        }
    parts = urlsplit(url)
    if parts.scheme != "s3" or not parts.hostname:
        raise ImproperlyConfigured(
            "HUB_BLOBS_URL must look like s3://BUCKET/PREFIX?endpoint_url=http://HOST:PORT."
        )
    options = {
        "bucket_name": parts.hostname,
        "location": parts.path.strip("/"),
        "signature_version": "s3v4",
    }
    if parts.username:
        options |= {
            "access_key": unquote(parts.username),
            "secret_key": unquote(parts.password or ""),
        }
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": options | dict(parse_qsl(parts.query)),
    }


def public_url(text):
    """(scheme, host name, origin) of HUB_PUBLIC_URL; three empty strings where it is not set."""
    if not text:
        return "", "", ""
    parts = urlsplit(text)
    if (
        parts.scheme not in ("http", "https")
        or not parts.hostname
        or parts.path.strip("/")
        or parts.query
    ):
        raise ImproperlyConfigured(
            "HUB_PUBLIC_URL must look like https://hub.example.org, with nothing after it."
        )
    return parts.scheme, parts.hostname, f"{parts.scheme}://{parts.netloc}"


def choice(name, *, default, among):
    value = env.str(name, default=default)
    if value not in among:
        raise ImproperlyConfigured(
            f"{name} must be one of {', '.join(among)}, not {value!r}."
        )
    return value


def data_directory(default: Path) -> Path:
    return Path(env.str("HUB_DATA_DIR", default=str(default))).expanduser().resolve()
