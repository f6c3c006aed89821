"""The application's settings, with a data folder of its own that ends with the tests."""

import atexit
import os
import shutil
import tempfile

if not os.environ.get("MAINSTAY_DATA"):  # the processes of one run share the folder of the first
    os.environ["MAINSTAY_DATA"] = tempfile.mkdtemp(prefix="mainstay-tests-")
    atexit.register(shutil.rmtree, os.environ["MAINSTAY_DATA"], ignore_errors=True)

from mainstay.config.settings import *  # noqa: F403
from mainstay.config.settings import DATA, DATABASES, STORAGES

# A file, not memory: threads, locks and the settings against lost saves then behave as in earnest.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(DATA / "tests.sqlite3")}
# Files as they lie in the tree: no collected copies, no hashed names.
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
LANGUAGES = [("en", "English"), ("ar", "العربية")]  # a stand-in for right-to-left, until it has its words
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # strong hashes are slow on purpose
