"""Each organisation sees only its own."""

import pytest
from django.http import Http404

from lsscert.access import STAFF
from lsscert.accounts.viewer import Viewer
from scholarships.funds import members
from tests import people
from tests.scholarships import making
from tests.scholarships.making import Role

pytestmark = pytest.mark.django_db


def seen_by(someone, *roles):
    return type("Request", (), {"viewer": Viewer(someone, frozenset(roles))})()


def test_a_role_is_of_one_organisation():
    ours, theirs = making.organisation(), making.organisation("LSSIRT")
    someone = making.member(Role.ORGANISER, of=ours)
    assert list(members.organisations_of(someone, Role.ORGANISER)) == [ours]
    assert list(members.organisations_of(someone, Role.TREASURER)) == []
    assert members.has_role(someone, ours, Role.ORGANISER, Role.TREASURER)
    assert not members.has_role(someone, theirs, Role.ORGANISER)
    assert list(members.people_with(ours, Role.ORGANISER)) == [someone]
    members.require_role(seen_by(someone, Role.ORGANISER), ours, Role.ORGANISER)
    with pytest.raises(Http404):
        members.require_role(seen_by(someone, Role.ORGANISER), theirs, Role.ORGANISER)


def test_staff_stand_in_for_an_organiser_and_for_nobody_else():
    ours, office = making.organisation(), people.staff()
    request = seen_by(office, STAFF)
    members.require_role(request, ours, Role.ORGANISER)
    for role in (Role.COMMITTEE, Role.TREASURER):
        with pytest.raises(Http404):
            members.require_role(request, ours, role)


def test_nobody_has_no_role():
    assert not members.has_role(None, making.organisation(), Role.ORGANISER)
