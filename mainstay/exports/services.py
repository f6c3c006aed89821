"""Making a file of an intervention's matter, and recording that it left the house."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mainstay.accounts.rules import Access
from mainstay.audit.services import record
from mainstay.core.labels import Label
from mainstay.core.text import clean_text
from mainstay.core.writing import writing
from mainstay.exports.compose import Composed, Out, compose
from mainstay.exports.formats import Format
from mainstay.exports.models import LONGEST_PURPOSE, LONGEST_RECIPIENT, Export
from mainstay.programmes.models import Intervention
from mainstay.reports.document import Audience, Document


@dataclass(frozen=True, slots=True)
class Handing:
    """To whom a file goes, and what for; asked for where something confidential is inside."""

    recipient: str = ""
    purpose: str = ""
    through: str = "page"


def annex(
    access: Access,
    intervention: Intervention,
    tools: Collection[str] | None = None,
    audience: Audience = Audience.OURS,
    language: str = "en",
) -> Document:
    """The note and every assessment, or those that `tools` names: see `compose`."""
    return compose(access, intervention, tools, audience, language).document


def stays_out(access: Access, intervention: Intervention, tools: Collection[str] | None, audience: Audience) -> Out:
    """What the audience does not get, and why."""
    return compose(access, intervention, tools, audience, get_language() or "en").out


def export(access: Access, intervention: Intervention, composed: Composed, form: Format, handing: Handing) -> bytes:
    """Make the file and record it. Nothing leaves unrecorded, and no transaction waits while the file is made.

    Raises ValidationError, by field, where recipient and purpose are missing or too long.
    """
    checked = check(composed, handing)
    content = form.write(composed.document)
    record_export(access, intervention, composed, form.name, content, checked)
    return content


def check(composed: Composed, handing: Handing) -> Handing:
    """The same, cleaned. The shell is not asked: whoever runs the installation answers for it otherwise."""
    recipient, purpose = clean_text(handing.recipient), clean_text(handing.purpose)
    wrong: dict[str, str] = {}
    for name, text, most in (("recipient", recipient, LONGEST_RECIPIENT), ("purpose", purpose, LONGEST_PURPOSE)):
        if len(text) > most:
            words = {"have": len(text), "most": most}
            wrong[name] = _("This text has %(have)s characters; at most %(most)s can be saved.") % words
        elif not text and composed.label >= Label.CONFIDENTIAL and handing.through != "shell":
            wrong[name] = _("Something confidential is inside: this is asked and kept.")
    if wrong:
        raise ValidationError(wrong)
    return Handing(recipient, purpose, handing.through)


def record_export(
    access: Access, intervention: Intervention, composed: Composed, form: str, content: bytes, handing: Handing
) -> Export:
    """What left, with which label, for whom and what for; the audit trail gets ids and numbers only."""
    person = None if handing.through == "shell" else access.person
    made = Export(
        organisation=access.organisation,
        intervention=intervention,
        format=form,
        audience=composed.document.audience.value,
        label=composed.label,
        parts=list(composed.tools),
        recipient=handing.recipient,
        purpose=handing.purpose,
        digest=hashlib.sha256(content).hexdigest(),
        size=len(content),
        by=person,
        through=handing.through,
    )
    detail = {
        "format": form,
        "audience": made.audience,
        "label": int(composed.label),
        "parts": made.parts,
        "export": str(made.pk),
        "size": made.size,
    }
    with writing(access.organisation.pk):
        made.save(force_insert=True)
        record(
            access.organisation.pk,
            person,
            "exported",
            "intervention",
            intervention.pk,
            detail=detail,
            content=made.digest,
            through=handing.through,
        )
    return made


def file_name(intervention: Intervention, audience: Audience, extension: str) -> str:
    """Letters that every computer knows: DEMO-1-partners-2026-11-21.docx."""
    ref = slugify(intervention.ref).upper() or "intervention"
    return f"{ref}-{audience.value}-{timezone.localdate().isoformat()}.{extension}"
