"""What a form says of the version it was made of, whatever was sent."""

import pytest
from django.http import QueryDict
from django.test import RequestFactory

from lsscert.text import whole_number
from lsscert.ui.versions import version_in


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0", 0),
        ("12", 12),
        ("00000007", 7),
        ("12345678", 12345678),
        ("123456789", None),
        ("", None),
        ("-1", None),
        ("1.0", None),
        (" 1", None),
        ("\x00", None),
        ("٣", None),  # a digit, but not one of ours
        ("²", None),
    ],
)
def test_a_whole_number(typed, number):
    assert whole_number(typed) == number


@pytest.mark.parametrize(
    ("query", "names", "found"),
    [
        ("version=3", (), 3),
        ("version=0", (), 0),
        ("", (), -1),
        ("version=three", (), -1),
        ("seen=4&version=3", ("seen",), 4),
        ("overwrite=5&version=3", ("overwrite", "version"), 5),
        ("overwrite=&version=3", ("overwrite", "version"), 3),
        ("overwrite=x&version=3", ("overwrite", "version"), -1),
    ],
)
def test_the_version_a_form_was_made_of(query, names, found):
    request = RequestFactory().post("/")
    request.POST = QueryDict(query)
    assert version_in(request, *names) == found
    assert version_in(request, *names, unreadable=0) == max(found, 0)
