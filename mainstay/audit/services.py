"""Writing the record: each event carries a MAC over itself and the event before, keyed outside the database."""

import hashlib
import hmac
import json
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from mainstay.audit.models import Event
from mainstay.core import rows
from mainstay.core.prepared import Prepared
from mainstay.core.writing import take_turn

THROUGH = ("page", "form", "shell", "api", "import", "system")


def _last(organisation: UUID) -> QuerySet[Event, tuple[int, str]]:
    return Event.objects.filter(organisation=organisation).order_by("-number").values_list("number", "mac")[:1]


_LAST = Prepared(_last, organisation=UUID)


def digest(content: Any) -> str:
    """A keyed digest: proves later what was written, tells nothing of it without the key."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
    return hmac.new(settings.AUDIT_KEY.encode(), text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def mac_of(event: Event, before: str) -> str:
    fields = [str(event.organisation), event.number, event.at.isoformat(), str(event.actor), event.actor_name, event.verb]
    return digest([before, *fields, event.object_kind, event.object_id, event.detail, event.digest, event.through, event.once])


def record(
    organisation: UUID,
    actor: Any,
    verb: str,
    object_kind: str,
    object_id: Any,
    *,
    detail: dict[str, Any] | None = None,
    content: Any = None,
    through: str = "page",
    once: str | None = None,
) -> Event:
    """Append one event; call it inside the same `writing()` as the change it records.

    `actor` is a person (id and name are printed) or None for the shell and the system; `content` is digested, not kept.
    With `once`, a second event of the same name is not written: the first is returned.
    """
    take_turn(organisation)
    if once and (first := Event.objects.filter(organisation=organisation, once=once).first()):
        return first
    last = next(iter(_LAST(organisation=organisation)), None)
    event = Event(
        organisation=organisation,
        number=(last[0] if last else 0) + 1,
        at=timezone.now(),
        actor=getattr(actor, "pk", None),
        actor_name=str(actor)[:120] if actor else through,
        verb=verb,
        object_kind=object_kind,
        object_id=str(object_id),
        detail=detail or {},
        digest=digest(content) if content is not None else "",
        through=through,
        once=once,
    )
    event.mac = mac_of(event, last[1] if last else "")
    rows.insert(event)
    return event
