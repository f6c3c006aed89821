"""How allauth behaves here: nobody signs themselves up, and who comes, goes or fails at the door is written down."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mainstay.accounts import services
from mainstay.accounts.backends import PersonBackend
from mainstay.accounts.models import Person

QUIET = ("account/messages/logged_in.txt", "account/messages/logged_out.txt")


class ClosedDoor(DefaultAccountAdapter):  # type: ignore[misc]
    """Settings name it as ACCOUNT_ADAPTER."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _(
            "This e-mail address and this password do not belong together. Try again, or read below what to do."
        ),
        "too_many_login_attempts": _("That was wrong too often. Wait five minutes, then try again."),
        "enter_current_password": _("This is not your present password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> HttpResponse | None:
        """allauth lets everybody with the right password come as far as this, also those whom the backend refuses."""
        if not PersonBackend().user_can_authenticate(user):
            return redirect("account_inactive")
        response: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return response

    def login(self, request: HttpRequest, user: Person) -> None:
        super().login(request, user)
        services.note_sign_in(user)

    def logout(self, request: HttpRequest) -> None:
        if isinstance(request.user, Person):
            services.note_sign_out(request.user)
        super().logout(request)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        services.note_failed_sign_in(str(credentials.get("email") or ""))

    def set_password(self, user: Person, password: str) -> None:
        services.set_password(user, password)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("home")

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        """The page that follows shows well enough that somebody has come or gone."""
        if message_template not in QUIET:
            super().add_message(request, level, message_template, *args, **kwargs)
