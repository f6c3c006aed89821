"""Sign-in with e-mail and password, and the one query that brings a person with membership and organisation."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from mainstay.accounts.models import Person


class PersonBackend(AuthenticationBackend):  # type: ignore[misc]
    def get_user(self, user_id: Any) -> Person | None:
        person = Person.objects.select_related("at_work_in__organisation").filter(pk=user_id).first()
        return person if person and self.user_can_authenticate(person) else None

    def user_can_authenticate(self, user: Person) -> bool:
        """Service accounts have no business at the door of the pages."""
        return user.is_active and user.nature == Person.Nature.HUMAN
