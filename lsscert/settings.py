"""Settings of the whole house: one file, everything from the environment, safe unless told otherwise.

LSSC_ENV says where this runs: `production` (the default), `demo` or `test`. What only a demo may have is refused in
production at start-up, not warned about.
"""

import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import environ
import pgtrigger
from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent
ENV = env.str("LSSC_ENV", "production")
if ENV not in {"production", "demo", "test"}:
    raise ImproperlyConfigured("LSSC_ENV must be production, demo or test.")
PRODUCTION, DEMO, TEST = (name == ENV for name in ("production", "demo", "test"))
DEBUG = False

DEMO_KEY_MARK = "demo-only"
SECRET_KEY = env.str("SECRET_KEY", "" if PRODUCTION else f"{DEMO_KEY_MARK}-{'x' * 50}")
SITE_URL = env.str("LSSC_SITE_URL", "" if PRODUCTION else "http://localhost:8000").rstrip("/")
ALLOWED_HOSTS = env.list(
    "LSSC_HOSTS", default=[] if PRODUCTION else ["localhost", "127.0.0.1", "[::1]", "testserver"]
)
CSRF_TRUSTED_ORIGINS = [SITE_URL] if PRODUCTION and SITE_URL else []

_fake_now = env.str("LSSC_FAKE_NOW", "")
FAKE_NOW = datetime.fromisoformat(_fake_now) if _fake_now else None
CARD_GATEWAY = env.str("LSSC_CARD_GATEWAY", "none" if PRODUCTION else "sandbox")
if CARD_GATEWAY not in {"none", "sandbox", "stripe"}:
    raise ImproperlyConfigured("LSSC_CARD_GATEWAY must be none, sandbox or stripe.")
STRIPE_SECRET_KEY = env.str("STRIPE_SECRET_KEY", "")
STRIPE_WEBHOOK_SECRET = env.str("STRIPE_WEBHOOK_SECRET", "")
STRIPE_OWN_API = "https://api.stripe.com"
STRIPE_API_BASE = env.str("STRIPE_API_BASE", STRIPE_OWN_API).rstrip("/")
STRIPE_TEST_MODE = env.bool("LSSC_STRIPE_TEST_MODE", not PRODUCTION)
if CARD_GATEWAY == "stripe" and not PRODUCTION and "_live_" in STRIPE_SECRET_KEY:
    raise ImproperlyConfigured(
        "STRIPE_SECRET_KEY: a live key charges real cards; only production may have it."
    )
DEMO_PEOPLE = env.bool("LSSC_DEMO_PEOPLE", not PRODUCTION)
CACHE_URL = env.str("LSSC_CACHE_URL", "database")

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "rules.apps.AutodiscoverRulesConfig",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_include_bootstrap",
    "django_htmx",
    "django_filters",
    "lsscert.ui",
    "lsscert.accounts",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "lsscert.policy",
    "lsscert.files",
    "lsscert.letters",
    "lsscert.money",
    "competencies.standard",
    "competencies.courses",
    "candidates.journey",
    "candidates.appeals",
    "candidates.fees",
    "candidates.coursework",
    "candidates.portfolios",
    "candidates.certificates",
    "candidates.my",
    "scholarships.funds",
    "scholarships.rounds",
    "scholarships.applying",
    "scholarships.scoring",
    "scholarships.awarding",
    "scholarships.following",
    "lsscert.pages",
    "lsscert.desk",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "lsscert.middleware.TooLargeMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "lsscert.accounts.middleware.ViewerMiddleware",
    "lsscert.middleware.AccessMiddleware",
    "lsscert.middleware.RefusedMiddleware",
    "lsscert.middleware.HistoryMiddleware",
]

ROOT_URLCONF = "lsscert.urls"
WSGI_APPLICATION = "lsscert.wsgi.application"

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
                "lsscert.context.page",
            ],
        },
    }
]

DATABASES = {"default": env.db("DATABASE_URL", default="postgres:///lsscert")}
DATABASES["default"].update(CONN_MAX_AGE=60, CONN_HEALTH_CHECKS=True)
if DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql":
    raise ImproperlyConfigured("DATABASE_URL must name a PostgreSQL database.")
# PgBouncer in front: no server-side cursors; timeouts belong to the role, not the connection.
DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = env.bool("LSSC_BEHIND_PGBOUNCER", False)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Sign-in limits and replay guards live in the cache, so every process must see the same one.
if CACHE_URL == "database":
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}
else:
    CACHES = {"default": env.cache_url_config(CACHE_URL)}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
AUTH_PASSWORD_VALIDATORS[1]["OPTIONS"] = {"min_length": 10}
if TEST:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home_for_me"
ACCOUNT_ADAPTER = "lsscert.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "lsscert.accounts.forms.NameOnSignup"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if PRODUCTION else "http"
ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD = "website"
if DEMO or TEST:
    # Many people share one address in a demo and a test run.
    ACCOUNT_RATE_LIMITS = {"login": "1000/m/ip", "login_failed": "10/m/ip,5/5m/key", "signup": "100/m/ip"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "LSSC"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
REQUIRE_SECOND_FACTOR = env.bool("LSSC_REQUIRE_SECOND_FACTOR", PRODUCTION)

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "America/Chicago"  # how pages show a moment; the database holds UTC

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = BASE_DIR / "var" / "static"
WHITENOISE_USE_FINDERS = not PRODUCTION
MEDIA_ROOT = Path(env.str("LSSC_MEDIA_ROOT", str(BASE_DIR / "var" / "media")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_TEMP_DIR = MEDIA_ROOT.parent / "incoming"
"""Uploads lie here while they arrive; what a process that died left behind is cleared away."""
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
REQUEST_MAX_BYTES = 24 * 1024 * 1024
"""The largest request read at all; the policy for proof files is below it."""
EVIDENCE_MAX_BYTES = 110 * 1024 * 1024
"""The same for who is signed in, on the pages that take evidence; the policy for one file is below it."""

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = False

MAIL_FROM = env.str("LSSC_MAIL_FROM", "" if PRODUCTION else "LSSC <office@programme.demo.test>")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = MAIL_FROM
_smtp = env.url("LSSC_SMTP_URL", default="smtp://localhost:25")
if DEMO and not env.str("LSSC_SMTP_URL", ""):
    # The demo shows its mail on a page of its own and hands it to nobody.
    MAILERS: dict[str, dict[str, Any]] = {
        "default": {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    }
else:
    MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {
                "host": _smtp.hostname or "localhost",
                "port": _smtp.port or 25,
                "username": _smtp.username or "",
                "password": _smtp.password or "",
                "use_tls": _smtp.scheme == "smtp+tls",
                "use_ssl": _smtp.scheme == "smtp+ssl",
                "timeout": 20,
            },
        }
    }

PGHISTORY_LEVEL = pgtrigger.Statement
PGHISTORY_DEFAULT_TRACKERS = None
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"

SECURE_CSP: dict[str, list[str]] = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],  # a preview of one person's certificate is stored nowhere
    "media-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = int(timedelta(days=14).total_seconds())
CSRF_FAILURE_VIEW = "lsscert.errors.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
if PRODUCTION:
    SECURE_SSL_REDIRECT = env.bool("LSSC_SSL_REDIRECT", True)
    SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds())
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"scrub": {"()": "lsscert.logs.ScrubTokens"}},
    "formatters": {"json": {"()": "lsscert.logs.UtcJsonFormatter"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["scrub"]},
    },
    "root": {"handlers": ["stderr"], "level": env.str("LSSC_LOG_LEVEL", "WARNING" if TEST else "INFO")},
    "loggers": {"django.server": {"handlers": ["stderr"], "propagate": False}},
}

if TEST:
    INSTALLED_APPS.append("zeal")
    MIDDLEWARE.insert(0, "zeal.middleware.zeal_middleware")
    ZEAL_RAISE = True
    # One act may write two letters, each looking whether it stands already; three alike are a loop.
    ZEAL_NPLUSONE_THRESHOLD = 3
    ZEAL_ALLOWLIST = [
        {"model": "sessions.Session"},  # allauth lists sessions by fetching each
        # An act that moves money locks the few rows it touches one by one, in their order.
        {"model": "money.*", "field": "get*"},
        # So does one that frees a place of a round and gives it to the next in reserve.
        {"model": "rounds.Round", "field": "get*"},
        {"model": "awarding.*", "field": "get*"},
    ]


def _refuse_in_production() -> None:
    """Say everything that is wrong at once, so that a first deployment is mended in one go."""
    mends = []
    if len(SECRET_KEY) < 50 or SECRET_KEY.startswith(DEMO_KEY_MARK) or "insecure" in SECRET_KEY:
        mends.append("SECRET_KEY must be a secret of at least 50 characters and not a demo key.")
    if not SITE_URL.startswith("https://"):
        mends.append("LSSC_SITE_URL must be the site's https:// address.")
    if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
        mends.append("LSSC_HOSTS must list the host names of the site.")
    if not MAIL_FROM:
        mends.append("LSSC_MAIL_FROM must be the address that letters come from.")
    if DEMO_PEOPLE:
        mends.append("LSSC_DEMO_PEOPLE: demo people are not possible in production.")
    mends += _mends_of_cards()
    if FAKE_NOW:
        mends.append("LSSC_FAKE_NOW: a fake clock is not possible in production.")
    if CACHES["default"]["BACKEND"].rsplit(".", 1)[-1] in {"LocMemCache", "DummyCache"}:
        mends.append("LSSC_CACHE_URL: a cache per process breaks sign-in limits; use the database or Redis.")
    if mends:
        raise ImproperlyConfigured("This cannot run in production:\n  " + "\n  ".join(mends))


def _mends_of_cards() -> list[str]:
    if CARD_GATEWAY == "sandbox":
        return ["LSSC_CARD_GATEWAY: the sandbox gateway takes no real money; use none or stripe."]
    if CARD_GATEWAY == "none":
        return []
    mends = []
    if not STRIPE_SECRET_KEY.startswith(("sk_", "rk_")):
        mends.append("STRIPE_SECRET_KEY must be Stripe's secret key (sk_live_...).")
    elif "_live_" not in STRIPE_SECRET_KEY and not STRIPE_TEST_MODE:
        mends.append(
            "STRIPE_SECRET_KEY: a test key takes no real money; LSSC_STRIPE_TEST_MODE=1 if you mean it."
        )
    if not STRIPE_WEBHOOK_SECRET.startswith("whsec_"):
        mends.append("STRIPE_WEBHOOK_SECRET must be the signing secret of the webhook (whsec_...).")
    if not STRIPE_API_BASE.startswith("https://"):
        mends.append("STRIPE_API_BASE must be an https:// address.")
    elif STRIPE_API_BASE != STRIPE_OWN_API and (not STRIPE_TEST_MODE or "_live_" in STRIPE_SECRET_KEY):
        mends.append(
            "STRIPE_API_BASE: another address than Stripe's own is for test keys and LSSC_STRIPE_TEST_MODE=1."
        )
    return mends


if PRODUCTION and sys.argv[1:2] != ["collectstatic"]:
    _refuse_in_production()
