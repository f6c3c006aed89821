"""`prepare`: everything that a start needs: tables, static files, countries, the pack, and in a new database the demo."""

import hashlib
from operator import itemgetter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from mainstay.accounts.models import Organisation
from mainstay.catalogue import services as catalogue
from mainstay.catalogue.problems import PackRefused
from mainstay.countries import services as countries
from mainstay.portfolio import demo


class Command(BaseCommand):
    help = "Bring the database up to date: tables, countries, the pack; fill the demo where there is no organisation yet."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        _collect()
        countries.load_shipped()
        try:
            for folder in sorted(path.parent for path in Path(settings.PACKS).glob("*/pack.yaml")):
                catalogue.install(folder, through="system")
        except PackRefused as refused:
            raise CommandError(str(refused)) from None
        if not Organisation.objects.exists():
            demo.fill()


def _collect() -> None:
    """Static files as they are served: compressed, with their hash in the name; only when one has changed."""
    stamp, found = settings.STATIC_ROOT / "collected.txt", _static_files()
    if not stamp.exists() or stamp.read_text() != found:
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        stamp.write_text(found)


def _static_files() -> str:
    """A digest over the names and the content of every static file."""
    seen = hashlib.sha256()
    for name, storage in sorted((one for finder in finders.get_finders() for one in finder.list([])), key=itemgetter(0)):
        with storage.open(name) as file:
            seen.update(name.encode() + file.read())
    return seen.hexdigest()
