"""What the pages about Mainstay show of the content that is installed."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from mainstay import __version__
from mainstay.accounts.models import Organisation
from mainstay.accounts.rules import access
from mainstay.catalogue import selectors as catalogue
from mainstay.catalogue.models import PackVersion
from mainstay.catalogue.schema import Erratum, Manifest


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a reader cites: this software, this content, after that publication."""

    version: str
    pack: Manifest
    content_hash: str
    installed_at: datetime
    errata: tuple[Erratum, ...]


def imprint(request: HttpRequest) -> Imprint | None:
    """Of the reader's organisation, or of the pack that new organisations get; None while no pack is installed."""
    try:
        pack = access(request).organisation.pack
    except PermissionDenied:
        pack = str(Organisation._meta.get_field("pack").get_default())
    try:
        version = catalogue.current_version(pack)
    except PackVersion.DoesNotExist:
        return None
    return Imprint(
        __version__, catalogue.manifest(version), version.content_hash, version.installed_at, catalogue.errata(version)
    )
