"""All settings; what an installation may change comes from the environment (docs/reference/settings.md)."""

import os
from pathlib import Path

from mainstay.config.databases import database
from mainstay.config.secrets import secret

PACKAGE = Path(__file__).resolve().parent.parent
PROJECT = PACKAGE.parent
DATA = Path(os.environ.get("MAINSTAY_DATA") or PROJECT / "var")
DATA.mkdir(parents=True, exist_ok=True)

SECRET_KEY = secret("secret_key", DATA)
AUDIT_KEY = secret("audit_key", DATA)
DEBUG = False
ALLOWED_HOSTS = os.environ.get("MAINSTAY_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
HTTPS = os.environ.get("MAINSTAY_HTTPS") == "1"
PACKS = Path(os.environ.get("MAINSTAY_PACKS") or PROJECT / "packs")
FONTS = os.environ.get("MAINSTAY_FONTS", "")

KINDS = ["mainstay.kinds.checklist", "mainstay.kinds.guidance", "mainstay.kinds.risk_register"]
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "csp",
    "mainstay.audit",
    "mainstay.accounts",
    "mainstay.countries",
    *KINDS,
    "mainstay.catalogue",
    "mainstay.programmes",
    "mainstay.assessments",
    "mainstay.actions",
    "mainstay.exports",
    "mainstay.portfolio",
    "mainstay.library",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # pads at random, so that lengths tell nothing of tokens (BREACH)
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "mainstay.accounts.kept.KeptText",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "mainstay.accounts.middleware.NotKept",
    "mainstay.accounts.middleware.SignInRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "mainstay.config.urls"
WSGI_APPLICATION = "mainstay.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [
            PACKAGE / "templates",
            *(PACKAGE / kind.removeprefix("mainstay.").replace(".", "/") / "templates" for kind in KINDS),
        ],
        "APP_DIRS": False,
        "OPTIONS": {"environment": "mainstay.config.jinja.environment", "context_processors": ["mainstay.config.context.page"]},
    },
    {  # allauth renders a few mails and forms with Django's own engine.
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]

DATABASES = {"default": database(os.environ.get("DATABASE_URL", ""), DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["mainstay.accounts.backends.PersonBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator", "NumericPasswordValidator")
] + [{"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}}]
# E-mails are unique whatever their case (a constraint on Lower): the check sees only plain columns.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "mainstay.accounts.adapter.ClosedDoor"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_NOTIFICATIONS = False
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("MAINSTAY_PROXIES", "0"))

SESSION_ENGINE = "mainstay.accounts.sessions"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "mainstay.accounts.kept.csrf_failed"
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if HTTPS else []
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
FILE_UPLOAD_HANDLERS = ["mainstay.core.uploads.NoUpload"]

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]  # each with its catalogue in LOCALE_PATHS, since half a translation helps nobody
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = os.environ.get("MAINSTAY_TIME_ZONE", "UTC")

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STATICFILES_FINDERS = ["mainstay.config.assets.Assets"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

EMAIL_HOST = os.environ.get("MAINSTAY_MAIL_HOST", "")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'dummy'}.EmailBackend"
DEFAULT_FROM_EMAIL = os.environ.get("MAINSTAY_MAIL_FROM", "mainstay@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"tokens": {"()": "mainstay.accounts.logs.HideTokens"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["tokens"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
