"""Django's settings: a site that starts with none given, and the rules of a public server.

Everything that an operator may set comes from the environment through ``env`` below;
README.md explains each.
"""

from pathlib import Path
from urllib.parse import urlsplit

import django_stubs_ext
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from smuggling_kb.database import connections
from smuggling_kb.deployment import (
    private_files,
    production,
    secret_key,
    security_txt,
    site_address,
)
from smuggling_kb.deployment.environment import (
    Environment,
    number_between,
    read_header_name,
    read_log_level,
    read_switch,
)
from smuggling_kb.languages import DEFAULT_LANGUAGE, INTERFACE, LanguageCode
from smuggling_kb.monitoring import log_files

django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent

env = Environment(
    PRODUCTION=(read_switch, False),
    SECRET_KEY=(str, ""),
    ALLOWED_HOSTS=(list, []),
    SITE_URL=(str, ""),
    CONTACT=(list, []),
    DATABASE_URL=(str, ""),
    VAR_DIR=(str, "var"),
    HTTPS_HEADER=(read_header_name, ""),
    CLIENT_ADDRESS_HEADER=(read_header_name, ""),
    SECOND_FACTOR_REQUIRED=(read_switch, False),
    FOUR_EYES=(read_switch, False),
    WEB_CONCURRENCY=(number_between(1, 100), 1),
    WEB_THREADS=(number_between(1, 100), 4),
    LOG_LEVEL=(read_log_level, "INFO"),
    LOG_FORMAT=(str, ""),
    LOG_FILE=(str, ""),
    SLOW_QUERY_MS=(number_between(0, 999_999_999), 500),
    METRICS_TOKEN=(str, ""),
    PROMETHEUS_MULTIPROC_DIR=(str, ""),
    DEBUG=(read_switch, False),
)

# Where this site keeps what it makes. A relative path is under the project's folder.

VAR_DIR = BASE_DIR / env("VAR_DIR")
try:
    private_files.make_private_folder(VAR_DIR)
except OSError as error:
    raise ImproperlyConfigured(f"{VAR_DIR} cannot be made: {error.strerror}.") from error

# Who may ask, and the key that signs cookies

PRODUCTION: bool = env("PRODUCTION")
DEBUG: bool = env("DEBUG")
ALLOWED_HOSTS: list[str] = env("ALLOWED_HOSTS")
SECRET_KEY: str = env("SECRET_KEY")

# The address to cite; without it, the one that a visitor asked for.
SITE_URL: str = site_address.read_site_url(env("SITE_URL"))
CONTACT: list[str] = security_txt.read_contacts(env("CONTACT"))

if PRODUCTION:
    weak = "\n".join(
        production.weak_settings(
            key=SECRET_KEY, hosts=ALLOWED_HOSTS, site_url=SITE_URL, is_debugging=DEBUG
        )
    )
    if weak:
        raise ImproperlyConfigured(weak)
else:
    ALLOWED_HOSTS = ALLOWED_HOSTS or ["localhost", "127.0.0.1", "[::1]"]
    try:
        SECRET_KEY = SECRET_KEY or secret_key.read_or_create_key(VAR_DIR / "secret-key")
    except OSError as error:
        raise ImproperlyConfigured(
            f"{VAR_DIR} cannot be written: {error.strerror}. Let this account write it."
        ) from error

# What the site is made of

INSTALLED_APPS = [
    "smuggling_kb.apps.SiteConfig",
    "smuggling_kb.accounts.apps.AccountsConfig",
    "smuggling_kb.addresses.apps.AddressesConfig",
    "smuggling_kb.audit.apps.AuditConfig",
    "recommendations.importing.apps.ImportingConfig",
    "recommendations.history.apps.VersionsConfig",
    "recommendations.problem_reports.apps.ProblemReportsConfig",
    "recommendations.apps.RecommendationsConfig",
    "sessions.apps.SessionsConfig",
    "smuggling_kb.accounts.apps.CurationAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "axes",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_filters",
    "csp",
]

# Outermost first: what sets headers wraps what may refuse, so that refusals carry them too.
MIDDLEWARE = [
    "smuggling_kb.monitoring.request_log.record_view",
    "csp.middleware.CSPMiddleware",
    "smuggling_kb.middleware.security_headers",
    "django.middleware.security.SecurityMiddleware",
    "smuggling_kb.middleware.refuse_requests",
    "smuggling_kb.deployment.site_address.redirect_to_site_address",
    "recommendations.pages.page_cache.page_cache",
    "smuggling_kb.compression.middleware.compress_answers",
    "smuggling_kb.middleware.redirect_language_prefixes",
    "recommendations.editions.middleware.record_data_version",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "smuggling_kb.accounts.middleware.renew_session",
    "smuggling_kb.accounts.middleware.require_second_factor",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "smuggling_kb.accounts.brake.HashingBusyResponse",
    "recommendations.selection.query_params.StrictParams",
    "smuggling_kb.admin.strict_requests.StrictAdminRequests",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "smuggling_kb.urls"
WSGI_APPLICATION = "smuggling_kb.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "smuggling_kb.template_loader.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["smuggling_kb.templatetags.lines"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "recommendations.pages.frame.site",
            ],
        },
    },
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates" / "jinja2"],
        "OPTIONS": {"environment": "recommendations.rendering.environment.environment"},
    },
]

# The database

DATABASES = {
    "default": connections.database_config(
        env("DATABASE_URL") or f"sqlite:///{VAR_DIR / 'db.sqlite3'}"
    ),
}
private_files.narrow_modes(VAR_DIR, *connections.sqlite_files(DATABASES["default"]))

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Accounts (of staff alone)

LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
AUTHENTICATION_BACKENDS = ["smuggling_kb.accounts.backends.StaffBackend"]
PASSWORD_HASHERS = ["smuggling_kb.accounts.hashers.LimitedHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{validator}"}
    for validator in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# The brake on logins: django-axes keeps the counts, ``smuggling_kb.accounts.brake`` has the limits.
CLIENT_ADDRESS_HEADER: str = env("CLIENT_ADDRESS_HEADER")
AXES_HANDLER = "smuggling_kb.accounts.brake.BrakeHandler"
AXES_LOCKOUT_CALLABLE = "smuggling_kb.accounts.brake.too_many_attempts"
AXES_CLIENT_IP_CALLABLE = "smuggling_kb.accounts.client_address.client_address"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_ENABLE_ADMIN = AXES_VERBOSE = False

# Whether whoever brought in a document, or accepted a record of it, leaves publishing to others.
FOUR_EYES: bool = env("FOUR_EYES")

# The second factor: of django-allauth no sign-up, no e-mail and no limits of its own.
SECOND_FACTOR_REQUIRED: bool = PRODUCTION or env("SECOND_FACTOR_REQUIRED")
ACCOUNT_ADAPTER = "smuggling_kb.accounts.second_factor.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = False
MFA_ADAPTER = "smuggling_kb.accounts.second_factor.adapters.FactorAdapter"
MFA_FORMS = {
    "authenticate": "smuggling_kb.accounts.second_factor.forms.CodeForm",
    "reauthenticate": "smuggling_kb.accounts.second_factor.forms.RepeatedCodeForm",
    "activate_totp": "smuggling_kb.accounts.second_factor.forms.AppForm",
}
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "Smuggling of migrants"
#: Periods of 30 seconds by which the clock of a telephone may be wrong.
MFA_TOTP_TOLERANCE = 1

# Languages and time

USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = DEFAULT_LANGUAGE
LANGUAGES = [(code, LanguageCode(code).label) for code in INTERFACE]
LOCALE_PATHS = [BASE_DIR / "smuggling_kb" / "locale"]

# Style sheets and scripts: straight from their folders; in production collected once, with
# names that change with their contents.

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static" if PRODUCTION else None
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage",
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_ALLOW_ALL_ORIGINS = False

# Security

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "connect-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
SECURE_REFERRER_POLICY = "same-origin"
#: Seconds without a request to the admin after which a session ends.
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
#: Forms of readers need it no longer than the browser is open.
CSRF_COOKIE_AGE = None
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60

if PRODUCTION:
    SECURE_SSL_REDIRECT = True
    SECURE_SSL_HOST = urlsplit(SITE_URL).netloc
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
    SECURE_HSTS_SECONDS = 2 * 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
    LANGUAGE_COOKIE_NAME = "__Host-language"

if env("HTTPS_HEADER"):
    # The name as WSGI has it: X-Forwarded-Proto is HTTP_X_FORWARDED_PROTO.
    SECURE_PROXY_SSL_HEADER = (
        "HTTP_" + env("HTTPS_HEADER").upper().replace("-", "_"),
        "https",
    )

# The server that `./run` starts

WEB_CONCURRENCY: int = env("WEB_CONCURRENCY")
WEB_THREADS: int = env("WEB_THREADS")

# Logs: in development to a file, so that a terminal shows errors alone

LOGGING = log_files.logging_config(
    level=env("LOG_LEVEL"),
    form=env("LOG_FORMAT") or ("json" if PRODUCTION else "text"),
    file=env("LOG_FILE")
    or (log_files.STANDARD_ERROR if PRODUCTION else str(VAR_DIR / "log" / "site.log")),
)
#: Queries that take longer are logged; 0 for none.
SLOW_QUERY_MS: int = env("SLOW_QUERY_MS")

# Figures for Prometheus, to whoever knows the token

METRICS_TOKEN: str = env("METRICS_TOKEN")
#: The folder in which several processes count together; prometheus_client looks for it itself.
METRICS_DIR: Path | None = None
if METRICS_TOKEN and WEB_CONCURRENCY > 1:
    METRICS_DIR = Path(env("PROMETHEUS_MULTIPROC_DIR") or VAR_DIR / "metrics")
    env.ENVIRON["PROMETHEUS_MULTIPROC_DIR"] = str(METRICS_DIR)
