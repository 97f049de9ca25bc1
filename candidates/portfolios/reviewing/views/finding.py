"""Whose review it is: another's is not found."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from candidates.portfolios.models import Review
from lsscert.accounts.viewer import me


def own(request: HttpRequest, ref: str) -> Review:
    rows = Review.objects.select_related("portfolio__set_edition__set", "portfolio__candidacy")
    return get_object_or_404(rows, ref=ref, reviewer=me(request))


def in_hand(request: HttpRequest, ref: str) -> Review:
    """Opened and not yet handed in."""
    review = own(request, ref)
    if review.state != Review.Status.ASSIGNED or review.opened_at is None:
        raise Http404
    return review


def readable(request: HttpRequest, ref: str) -> Review:
    """Opened, and not over before it was handed in: its reviewer may look at what it is about."""
    review = own(request, ref)
    if review.state not in {Review.Status.ASSIGNED, Review.Status.HANDED_IN} or review.opened_at is None:
        raise Http404
    return review
