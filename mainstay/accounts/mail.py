"""One-time links by mail, where mail is set up; everywhere else somebody hands them over."""

import logging

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _

from mainstay.accounts.models import OneTimeLink

log = logging.getLogger(__name__)


def send(link: OneTimeLink, address: str) -> bool:
    """Whether the mail server took it; call it after the transaction, since mail cannot be taken back."""
    if not settings.EMAIL_HOST:
        return False
    subject = _("Mainstay: your way in to %(organisation)s") % {"organisation": link.organisation.name}
    text = _(
        "You can come in to %(organisation)s on Mainstay by this link. It works once, until %(until)s (UTC):\n\n%(address)s\n\n"
        "If you did not expect this, do nothing: without you the link opens nothing."
    ) % {"organisation": link.organisation.name, "until": f"{link.expires_at:%Y-%m-%d %H:%M}", "address": address}
    try:
        return bool(EmailMessage(" ".join(subject.split()), text, to=[link.email]).send())
    except OSError as error:  # of which smtplib's errors are a kind
        log.warning("A one-time link could not be mailed: %s", type(error).__name__)
        return False
