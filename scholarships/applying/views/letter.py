"""A letter of reference that is a file, for those who may read it."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from lsscert.access import COMMITTEE, ORGANISER, OUTSIDE, STAFF, who
from lsscert.accounts.viewer import me, viewer_of
from lsscert.files import services as files
from scholarships.applying.models import Reference
from scholarships.applying.reading import may_read_letters


@who(ORGANISER, COMMITTEE, OUTSIDE, STAFF, file=True)
@require_safe
def letter(request: HttpRequest, ref: str) -> HttpResponseBase:
    """Under a name of ours: the giver's own often names the applicant."""
    rows = Reference.objects.filter(state=Reference.Status.GIVEN, file__isnull=False)
    rows = rows.select_related("file", "application__round__organisation")
    reference = get_object_or_404(rows, ref=ref)
    application = reference.application
    if not may_read_letters(application, me(request), staff=viewer_of(request).has(STAFF)):
        raise Http404
    assert reference.file is not None  # only those with a file were looked for
    name = f"letter of reference {application.number or 0}.pdf"
    return files.response(reference.file, inline=True, name=name)
