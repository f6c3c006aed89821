"""What is checked of people's forms before a service sees it."""

from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.utils.translation import gettext_lazy as _

from mainstay.accounts.models import Person, Role
from mainstay.core.forms import CleanText
from mainstay.core.labels import STORED, Label


class SignIn(LoginForm):  # type: ignore[misc]
    """allauth's form under our names and our controls."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login, password = self.fields["login"], self.fields["password"]
        login.label, login.widget = _("E-mail"), forms.EmailInput(attrs={"autocomplete": "username"})
        password.label, password.help_text = _("Password"), ""


class NewPassword(forms.Form):
    """A password typed twice and held against the rules, among them that it is not like the person's own data."""

    password1 = forms.CharField(label=_("New password"), strip=False, widget=forms.PasswordInput)
    password2 = forms.CharField(label=_("The same again"), strip=False, widget=forms.PasswordInput)

    def __init__(self, data: Any = None, *, email: str) -> None:
        super().__init__(data)
        self.email = email
        self.rules = password_validators_help_texts()

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        first, second = found.get("password1"), found.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("The two passwords are not the same."))
        if first:
            try:
                validate_password(first, Person(email=self.email, name=found.get("name", "")))
            except forms.ValidationError as error:
                self.add_error("password1", error)
        return found


class NewPerson(NewPassword):
    """Whoever comes in for the first time."""

    name = CleanText(label=_("Your name, as colleagues see it"), longest=120)
    field_order = ["name", "password1", "password2"]


class Standing(forms.Form):
    """A role and a clearance."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.CONTRIBUTOR)
    clearance = forms.TypedChoiceField(label=_("Clearance"), coerce=int, choices=[(int(label), label.label) for label in STORED])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["clearance"].initial = int(Label.INTERNAL)


class Invitation(Standing):
    """For somebody who is to come."""

    email = forms.EmailField(label=_("E-mail"), max_length=254)
    field_order = ["email", "role", "clearance"]
