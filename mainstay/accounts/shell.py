"""What the verbs for the shell share: whom they mean, and how they hand a link over."""

from typing import Any

from django.core.management.base import OutputWrapper
from django.urls import reverse
from django.utils.translation import gettext as _

from mainstay.accounts import mail
from mainstay.accounts.errors import Refused
from mainstay.accounts.models import OneTimeLink, Organisation

BASE_URL: dict[str, Any] = {
    "default": "",
    "metavar": "URL",
    "help": "where people reach this installation, as https://mainstay.example.org; without it the link begins at the path",
}


def organisation_called(name: str) -> Organisation:
    """Raises Refused, with the names there are."""
    found = Organisation.objects.filter(name__iexact=name.strip()).first()
    if found is None:
        names = ", ".join(Organisation.objects.order_by("name").values_list("name", flat=True)[:20])
        raise Refused(
            _("There is no organisation called “%(name)s”. There are: %(names)s") % {"name": name, "names": names or "–"}
        )
    return found


def handed_over(link: OneTimeLink, token: str, base_url: str, told: OutputWrapper) -> str:
    """The result for standard output; whether it was mailed is told on standard error."""
    address = base_url.rstrip("/") + reverse("one_time_link", args=[token])
    if base_url and mail.send(link, address):
        told.write(_("Mailed to %(email)s.") % {"email": link.email})
    return address
