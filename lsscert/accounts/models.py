"""People, organisations and who may do what for whom."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Lower, Upper
from django.utils.translation import gettext_lazy as _

from lsscert.accounts.approval_models import Approval as Approval
from lsscert.accounts.approval_models import Link as Link
from lsscert.personal import classed
from lsscert.records import Record, tracked


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())

    def create_user(self, email: str, password: str | None = None, **extra: Any) -> "User":
        user = self.model(email=email.strip().lower(), **extra)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **extra: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **extra)


class User(AbstractBaseUser, PermissionsMixin):
    """A way to sign in. What is known about the human being stands in Person."""

    email = models.EmailField(_("e-mail address"), unique=True, max_length=254)
    is_staff = models.BooleanField(_("may open the admin"), default=False)
    is_active = models.BooleanField(_("may sign in"), default=True)
    date_joined = models.DateTimeField(_("signed up"), auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    erasure = classed(
        personal="email password last_login date_joined",
        none="id is_staff is_active is_superuser groups user_permissions",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="user_email_is_lower_case"),
        ]

    def __str__(self) -> str:
        return self.email


@tracked
class Person(Record):
    user = models.OneToOneField(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="person")
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail address for letters"), max_length=254, blank=True)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="duplicates"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    erasure = classed(personal="user name email", kept="ref merged_into", none="id created_at")

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="person_email_is_lower_case"
            ),
        ]
        indexes = [
            GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name="person_name_trigrams"),
            GinIndex(OpClass(Upper("email"), name="gin_trgm_ops"), name="person_email_trigrams"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def called(self) -> str:
        """What a page calls them in passing: the first word of the name."""
        return self.name.split(" ", 1)[0]


@tracked
class Organisation(Record):
    class Kind(models.TextChoices):
        PROGRAMME = "programme", _("programme office")
        PROVIDER = "provider", _("course provider")
        LIBRARY = "library", _("library")
        ASSOCIATION = "association", _("association")
        SPONSOR = "sponsor", _("employer or sponsor")

    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    state = models.CharField(_("state or region"), max_length=60, blank=True)

    erasure = classed(none="id ref name kind state")

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint("kind", Upper("name"), name="one_organisation_of_a_kind_and_name")
        ]

    def __str__(self) -> str:
        return self.name


@tracked
class Membership(Record):
    """A role one person holds for one organisation. Roles are rows: one person may hold several."""

    class Role(models.TextChoices):
        STAFF = "staff", _("programme staff")
        SPONSOR = "sponsor", _("buys for a sponsor")
        REVIEWER = "reviewer", _("reviews portfolios")
        COMMITTEE = "committee", _("judges scholarship applications")
        OUTSIDE = "outside", _("judges a scholarship round by invitation")
        ORGANISER = "organiser", _("runs scholarship rounds")
        TREASURER = "treasurer", _("keeps scholarship funds")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=Role)

    erasure = classed(kept="person organisation role", none="id ref")

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation", "role"], name="one_membership_per_role"
            ),
        ]


class Draft(Record):
    """A half-typed form. `version` grows with each save, so that an older tab is told instead of overwriting."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="drafts")
    form = models.CharField(max_length=60)
    data = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True)

    erasure = classed(personal="person form data version saved_at", none="id ref")

    class Meta(Record.Meta):
        constraints = [models.UniqueConstraint(fields=["person", "form"], name="one_draft_per_form")]
