"""Sign-in with e-mail and password, and the one query that brings a person with membership and organisation."""

from typing import Any
from uuid import UUID

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import QuerySet

from mainstay.accounts.models import Person
from mainstay.core.prepared import Prepared


def _person(pk: UUID) -> QuerySet[Person]:
    return Person.objects.select_related("at_work_in__organisation").filter(pk=pk)


_PERSON = Prepared(_person, pk=UUID)


class PersonBackend(AuthenticationBackend):  # type: ignore[misc]
    def get_user(self, user_id: Any) -> Person | None:
        found = _PERSON(pk=user_id)
        return found[0] if found and self.user_can_authenticate(found[0]) else None

    def user_can_authenticate(self, user: Person) -> bool:
        """Service accounts have no business at the door of the pages."""
        return user.is_active and user.nature == Person.Nature.HUMAN
