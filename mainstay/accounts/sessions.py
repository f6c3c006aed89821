"""Sessions in the database as Django keeps them, loaded by a query that is written once."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.base_session import AbstractBaseSession
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from mainstay.core.prepared import Prepared


def _session(key: str) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key)


_SESSION = Prepared(_session, key=str)


class SessionStore(db.SessionStore):
    def _get_session_from_db(self) -> AbstractBaseSession | None:
        """Every request asks this; a session that has ended counts as none."""
        rows = _SESSION(key=self.session_key) if self.session_key else []
        if rows and rows[0].expire_date > timezone.now():
            return rows[0]
        self._session_key = None
        return None
