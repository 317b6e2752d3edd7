"""Every setting of the hub. What an operator may set comes from the environment; README.md lists it."""

from datetime import timedelta
from pathlib import Path

from hub import environment
from hub.environment import env
from hub.limits.rates import Rate

BASE_DIR = Path(__file__).resolve().parent.parent

# Where it lives and how it is reached
HUB_DATA_DIR = environment.data_directory(BASE_DIR / "var")
HUB_PORT = env.int("HUB_PORT", default=8000)
HUB_PUBLIC_SCHEME, HUB_PUBLIC_HOST, HUB_PUBLIC_URL = environment.public_url(
    env.str("HUB_PUBLIC_URL", default="")
)
HUB_BIND = env.str(
    "HUB_BIND", default="0.0.0.0,[::]" if HUB_PUBLIC_URL else "127.0.0.1,[::1]"
)
HUB_SERVER = environment.choice(
    "HUB_SERVER", default="gunicorn", among=["gunicorn", "granian"]
)
HUB_WORKERS = env.int("HUB_WORKERS", default=2)
HUB_THREADS = env.int("HUB_THREADS", default=256)
HUB_GRACE_SECONDS = env.int("HUB_GRACE_SECONDS", default=30)
HUB_ACCESS_LOG = env.bool("HUB_ACCESS_LOG", default=True)
HUB_TRUSTED_PROXIES = env.int("HUB_TRUSTED_PROXIES", default=0)
LOOPBACK_HOSTS = [
    "localhost",
    ".localhost",
    "127.0.0.1",
    "[::1]",
    "host.docker.internal",
]
ALLOWED_HOSTS = [HUB_PUBLIC_HOST] if HUB_PUBLIC_URL else LOOPBACK_HOSTS
CSRF_TRUSTED_ORIGINS = [HUB_PUBLIC_URL] if HUB_PUBLIC_URL else []

# Secrets and keys
HUB_SECRETS_DIR = HUB_DATA_DIR / "secrets"
SECRET_KEY = environment.secret("SECRET_KEY", directory=HUB_SECRETS_DIR)
HUB_SIGNING_KEYS = env.str("HUB_SIGNING_KEYS", default="")
HUB_REGISTRY_TOKEN_SECONDS = 300
HUB_TOKEN_AUDIENCE = "berth-registry"  # noqa: S105, a name
DEBUG = env.bool("DEBUG", default=False)

# What it is made of
INSTALLED_APPS = [
    "hub.jobs",
    "hub.limits",
    "hub.events",
    "hub.namespaces",
    "hub.accounts",
    "hub.repositories",
    "hub.operators",
    "hub.access",
    "hub.content",
    "hub.search",
    "hub.freshness",
    "hub.statistics",
    "hub.watching",
    "hub.web",
    "hub.staff",
    "registry_api",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "hub.staff.operator_pages.OperatorPages",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "hub.web.health.Probes",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "hub.web.language.Language",
    "hub.web.middleware.KnownHost",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "hub.web.middleware.NotedSession",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "hub.web.middleware.Origin",
    "hub.web.middleware.Unavailable",
    "hub.web.middleware.NotAllowed",
    "hub.web.old_names.OldNames",
]
ROOT_URLCONF = "hub.urls"
WSGI_APPLICATION = "hub.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "hub.web.context.hub",
            ]
        },
    }
]

# Where things are kept
DATABASES = {
    "default": environment.database(
        env.str("DATABASE_URL", default=f"sqlite:///{HUB_DATA_DIR / 'hub.sqlite3'}")
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "blobs": environment.blobs(
        env.str("HUB_BLOBS_URL", default=""), directory=HUB_DATA_DIR / "registry"
    ),
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STATIC_URL = "/static/"
STATIC_ROOT = HUB_DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "hub.web.bundles.BundleFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
HUB_BLOBS_REDIRECT = env.bool("HUB_BLOBS_REDIRECT", default=False)
HUB_BLOBS_ACCEL = env.str("HUB_BLOBS_ACCEL", default="")
HUB_STAGING_DIR = HUB_DATA_DIR / "staging"

# Work after the response
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
HUB_UPLOAD_LIFETIME = timedelta(hours=env.int("HUB_UPLOAD_HOURS", default=24))
HUB_BLOB_GRACE = timedelta(hours=env.int("HUB_BLOB_GRACE_HOURS", default=24))
HUB_ACTIVITY = timedelta(days=env.int("HUB_ACTIVITY_DAYS", default=365))  # 0: for ever
HUB_TRASH = timedelta(hours=env.int("HUB_TRASH_HOURS", default=168))

# How much
HUB_ENDED_TOKENS_KEPT = timedelta(days=30)
HUB_PRIVATE_REPOSITORIES = env.int("HUB_PRIVATE_REPOSITORIES", default=1)
HUB_MANIFEST_BYTES = 4 * 1024 * 1024
HUB_BLOB_BYTES = env.int("HUB_BLOB_BYTES", default=0)  # 0: no limit
HUB_STALLED_BODY_SECONDS = env.int("HUB_STALLED_BODY_SECONDS", default=60)
# Of wrong passwords, see hub/limits/sign_in.py: for one account from one address, all from one address, all for one
# account, and the same one again from one address.
HUB_LIMIT_SIGN_IN = Rate.parse(env.str("HUB_LIMIT_SIGN_IN", default="10/15m"))
HUB_LIMIT_SIGN_IN_ADDRESS = Rate.parse(
    env.str("HUB_LIMIT_SIGN_IN_ADDRESS", default="50/15m")
)
HUB_LIMIT_SIGN_IN_ACCOUNT = Rate.parse(
    env.str("HUB_LIMIT_SIGN_IN_ACCOUNT", default="100/15m")
)
HUB_LIMIT_SIGN_IN_REPEATS = Rate.parse(
    env.str("HUB_LIMIT_SIGN_IN_REPEATS", default="300/15m")
)
# Manifests pulled by one account, and from one address without one, as on Docker Hub.
HUB_PULL_LIMIT_USER = Rate.parse(env.str("HUB_PULL_LIMIT_USER", default="off"))
HUB_PULL_LIMIT_ANONYMOUS = Rate.parse(
    env.str("HUB_PULL_LIMIT_ANONYMOUS", default="off")
)
# Sign-up forms sent from one address; mail asked for from one address, and mail to one mailbox.
HUB_LIMIT_SIGN_UP = Rate.parse(env.str("HUB_LIMIT_SIGN_UP", default="60/h"))
HUB_LIMIT_MAIL_ADDRESS = Rate.parse(env.str("HUB_LIMIT_MAIL_ADDRESS", default="30/h"))
HUB_LIMIT_MAIL = Rate.parse(env.str("HUB_LIMIT_MAIL", default="5/h"))
# Of repositories, by one person.
HUB_LIMIT_ORGANISATIONS = Rate.parse(env.str("HUB_LIMIT_ORGANISATIONS", default="10/d"))
HUB_LIMIT_REPORTS = Rate.parse(env.str("HUB_LIMIT_REPORTS", default="10/d"))
# Sent by one person: a file of a few bytes may take seconds to draw.
HUB_LIMIT_PICTURES = Rate.parse(env.str("HUB_LIMIT_PICTURES", default="10/h"))
# The registry reads its bodies itself; by a form comes one picture at most.
FILE_UPLOAD_HANDLERS = ["hub.web.uploads.SmallFile"]
DATA_UPLOAD_MAX_NUMBER_FILES = 1
# 25,000 as on Docker Hub.
HUB_OVERVIEW_CHARACTERS = min(
    env.int("HUB_OVERVIEW_CHARACTERS", default=25_000), 500_000
)
# What a form or the API brings, in bytes: a character is twelve of them at most, in a form's percents as in JSON's escapes.
DATA_UPLOAD_MAX_MEMORY_SIZE = max(1024 * 1024, 12 * HUB_OVERVIEW_CHARACTERS + 64 * 1024)
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200

# People
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["hub.web.accounts.backends.HubBackend"]
PASSWORD_HASHERS = [
    "hub.accounts.hashers.Argon2",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 9},
    },
    {"NAME": "hub.accounts.passwords.NotLikeTheName"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "hub.accounts.passwords.NotTooLong"},
]
HUB_SIGN_UP = environment.choice(
    "HUB_SIGN_UP", default="open", among=["open", "domain", "invitation", "closed"]
)
# Other services that say who somebody is; each is on when its id is given. hub/web/accounts/providers.py
HUB_PROVIDERS = environment.providers(
    github=[
        env.str("HUB_GITHUB_URL", default="https://github.com"),
        env.str("HUB_GITHUB_CLIENT_ID", default=""),
        env.str("HUB_GITHUB_CLIENT_SECRET", default=""),
        "GitHub",
    ],
    gitlab=[
        env.str("HUB_GITLAB_URL", default="https://gitlab.com"),
        env.str("HUB_GITLAB_CLIENT_ID", default=""),
        env.str("HUB_GITLAB_CLIENT_SECRET", default=""),
        "GitLab",
    ],
    bitbucket=[
        "https://bitbucket.org",
        env.str("HUB_BITBUCKET_CLIENT_ID", default=""),
        env.str("HUB_BITBUCKET_CLIENT_SECRET", default=""),
        "Bitbucket",
    ],
    oidc=[
        env.str("HUB_OIDC_URL", default=""),
        env.str("HUB_OIDC_CLIENT_ID", default=""),
        env.str("HUB_OIDC_CLIENT_SECRET", default=""),
        env.str("HUB_OIDC_NAME", default="OpenID Connect"),
    ],
)
# The one provider that people sign in with, passwords being closed to all but operators.
HUB_SIGN_IN_ONLY = environment.one_provider(
    env.str("HUB_SIGN_IN_ONLY", default=""), among=HUB_PROVIDERS
)
EMAIL_URL = env.str("EMAIL_URL", default="consolemail://")
vars().update(env.email_url_config(EMAIL_URL))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str(
    "EMAIL_FROM", default=f"Berth <berth@{HUB_PUBLIC_HOST or 'localhost'}>"
)
HAS_MAIL = not EMAIL_URL.startswith(("consolemail:", "dummymail:"))
HUB_SIGN_UP_DOMAINS = environment.domains(
    env.str("HUB_SIGN_UP_DOMAINS", default=""),
    are_needed=HUB_SIGN_UP == "domain",
    has_mail=HAS_MAIL,
)
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "hub.web.accounts.adapter.AccountAdapter"
ACCOUNT_SIGNUP_REDIRECT_URL = "my_repositories"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*"]
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_PREVENT_ENUMERATION = False
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if HAS_MAIL else "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# The hub counts failures itself, in the database, for pages and /token together: see hub.limits.
ACCOUNT_RATE_LIMITS = False
ALLAUTH_TRUSTED_PROXY_COUNT = HUB_TRUSTED_PROXIES
SOCIALACCOUNT_ADAPTER = "hub.web.accounts.provider_adapter.ProviderAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]

# How it speaks
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ko", "Korean")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "hub.web.formats"
USE_I18N = True
TIME_ZONE = "UTC"
USE_TZ = True
APPEND_SLASH = True
HUB_REMOTE_IMAGES = env.bool("HUB_REMOTE_IMAGES", default=False)

# What a browser may do with its pages
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:", *(["https:"] if HUB_REMOTE_IMAGES else [])],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if HUB_TRUSTED_PROXIES else None
)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HUB_PUBLIC_SCHEME == "https"
SESSION_ENGINE = "hub.accounts.sessions"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_NAME = "berth_session"
CSRF_FAILURE_VIEW = "hub.web.errors.csrf_failure"

# The registry: a chain of its own, see hub/wsgi.py
REGISTRY_MIDDLEWARE = [
    "registry_api.middleware.Registry",
]
REST_FRAMEWORK = {
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": [],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "registry_api.negotiation.AnyAccept",
    "EXCEPTION_HANDLER": "registry_api.answers.answer",
    "URL_FORMAT_OVERRIDE": None,
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {
        "handlers": ["console"],
        "level": env.str("HUB_LOG_LEVEL", default="INFO"),
    },
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        # Every refusal stands in the access log already.
        "django.request": {"level": "ERROR"},
    },
}
