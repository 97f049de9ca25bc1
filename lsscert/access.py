"""Who a view is for. Every view says so; the middleware lets nobody through to one that does not.

Anonymous people are sent to sign in; people signed in without the role get a 404, so that nothing is given away.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

ANYONE = "anyone"
SIGNED_IN = "signed_in"
SPONSOR = "sponsor"
REVIEWER = "reviewer"
COMMITTEE = "committee"
OUTSIDE = "outside"
ORGANISER = "organiser"
TREASURER = "treasurer"
STAFF = "staff"
SUPERUSER = "superuser"
OF_COMMITTEES = (COMMITTEE, OUTSIDE, ORGANISER, TREASURER)
"""Who judges applications (of their organisation, or of one round by invitation), runs rounds, keeps funds."""
TRUSTED_ROLES = frozenset({REVIEWER, *OF_COMMITTEES, STAFF, SUPERUSER})
"""Roles that need a second factor outside the demo. A sponsor spends and sees only what is its own."""

# Views that come with libraries cannot carry our mark; they are named here by the prefix of their route.
LIBRARY_ROUTES: tuple[tuple[str, str], ...] = (
    ("accounts/login/", ANYONE),
    ("accounts/signup/", ANYONE),
    ("accounts/confirm-email/", ANYONE),
    ("accounts/password/reset/", ANYONE),
    ("accounts/inactive/", ANYONE),
    ("accounts/2fa/authenticate/", ANYONE),
    ("accounts/2fa/webauthn/login/", ANYONE),
    ("accounts/logout/", ANYONE),
    ("accounts/reauthenticate/", SIGNED_IN),
    ("accounts/", SIGNED_IN),
    ("admin/", SUPERUSER),
)


def who(
    *roles: str, private: bool = True, file: bool = False
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declare the roles that may use a view; `private` answers are never stored by a cache on the way."""

    def mark(view: Callable[..., Any]) -> Callable[..., Any]:
        # Functions may carry marks, but a type checker knows none of them.
        view.who = frozenset(roles)  # type: ignore[attr-defined]  # a mark on the function itself
        view.private = private and ANYONE not in roles  # type: ignore[attr-defined]  # a mark on the function itself
        view.is_file = file  # type: ignore[attr-defined]  # a mark on the function itself
        return view

    return mark


def takes_large_files[View: Callable[..., Any]](view: View) -> View:
    """Declare that a view takes files larger than any other request may be."""
    # As above: a mark on a function.
    view.takes_large_files = True  # type: ignore[attr-defined]  # a mark on the function itself
    return view


def declared_for(view: Callable[..., Any], route: str) -> frozenset[str] | None:
    """The roles a view is declared for, or None when nobody said."""
    declared = getattr(view, "who", None)
    if declared is None:
        declared = getattr(getattr(view, "view_class", None), "who", None)
    if declared is not None:
        return frozenset(declared)
    for prefix, role in LIBRARY_ROUTES:
        if route.startswith(prefix):
            return frozenset({role})
    return None


def may(request: HttpRequest, roles: frozenset[str]) -> bool:
    return ANYONE in roles or bool(roles & request.viewer.roles)  # type: ignore[attr-defined]  # put there by our middleware
