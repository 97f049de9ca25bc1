"""Which version of a row a form was made of: who saves an older one is told, and overwrites nothing."""

from django.http import HttpRequest

from lsscert.text import whole_number


def version_in(request: HttpRequest, *names: str, unreadable: int = -1) -> int:
    """What the first of these fields that is filled says; `version` where none is named.

    A missing or forged one is `unreadable`: -1 is the version of no row, 0 that of one that is not saved yet.
    """
    given = (request.POST.get(name) for name in names or ("version",))
    found = whole_number(next(filter(None, given), ""))
    return unreadable if found is None else found
