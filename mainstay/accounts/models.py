"""Who works here: organisations, people, their membership, and one-time links that let them in."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from mainstay.core.ids import new_id
from mainstay.core.labels import Label


class Role(models.TextChoices):
    """What somebody is here for; rights hang on it in `rules`."""

    VIEWER = "viewer", _("Viewer")
    CONTRIBUTOR = "contributor", _("Contributor")
    EVALUATOR = "evaluator", _("Evaluator")
    REVIEWER = "reviewer", _("Reviewer")
    LEAD = "lead", _("Lead")
    ADMINISTRATOR = "administrator", _("Administrator")


class Organisation(models.Model):
    """A tenant: nothing of it is ever seen from another one."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("Name"), max_length=200, unique=True)
    pack = models.SlugField(default="gloact")
    demo = models.BooleanField(default=False)
    settings = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class People(BaseUserManager["Person"]):
    """Lets Django and allauth find people by e-mail, whatever the case."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """Somebody who signs in. Never a victim, migrant, witness or suspect: those are not kept here at all."""

    class Nature(models.TextChoices):
        HUMAN = "human", _("Person")
        SERVICE = "service", _("Service account")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(_("E-mail"), max_length=254)
    name = models.CharField(_("Name"), max_length=120)
    language = models.CharField(max_length=10, blank=True)
    nature = models.CharField(max_length=8, choices=Nature, default=Nature.HUMAN)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    noticed_at = models.DateTimeField(null=True, blank=True, help_text="When the first-use notice on data safety was read.")
    at_work_in = models.ForeignKey("accounts.Membership", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    sessions_ended = models.PositiveIntegerField(default=0, help_text="Raised by one, it ends every session at the next request.")

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = People()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="person_email_once")]

    def __str__(self) -> str:
        return self.name or self.email

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What Django compares at each request: here it changes with the password or with `sessions_ended`."""
        return salted_hmac(
            "mainstay.accounts.session", f"{self.password} {self.sessions_ended}", secret=secret, algorithm="sha256"
        ).hexdigest()


class Membership(models.Model):
    """A person in an organisation: a role for what they may do, a clearance for what they may see."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("Role"), max_length=16, choices=Role)
    clearance = models.PositiveSmallIntegerField(_("Clearance"), choices=Label, default=Label.INTERNAL)
    joined_at = models.DateTimeField(auto_now_add=True)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "person"], name="membership_once")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role}"


class OneTimeLink(models.Model):
    """A link that works once: for an owner, an invitation, or the first sign-in. Only the token's digest is kept."""

    class Purpose(models.TextChoices):
        OWNER = "owner", _("Owner of a new organisation")
        INVITATION = "invitation", _("Invitation")
        SIGN_IN = "sign-in", _("Sign-in")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="links")
    purpose = models.CharField(max_length=12, choices=Purpose)
    digest = models.CharField(max_length=64, unique=True)
    email = models.EmailField(max_length=254)
    role = models.CharField(max_length=16, choices=Role)
    clearance = models.PositiveSmallIntegerField(choices=Label, default=Label.INTERNAL)
    made_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["organisation", "purpose", "used_at"], name="link_open")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.email}"
