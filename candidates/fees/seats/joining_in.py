"""What seats add to the registries of the rooms below."""

from django.utils.translation import gettext_lazy as _


def ready() -> None:
    from candidates.fees.seats import listening, members
    from candidates.fees.seats.views.invitation import invitation
    from candidates.journey import hooks as journey_hooks
    from lsscert.access import SPONSOR
    from lsscert.accounts.links import LINK_PAGES
    from lsscert.money import hooks as money_hooks
    from lsscert.navigation import NAVIGATION, Link

    journey_hooks.CANDIDACY_CLOSED.add(listening.candidacy_closed)
    money_hooks.INVOICE_COVERED.add(listening.covered)
    money_hooks.INVOICE_UNCOVERED.add(listening.uncovered)
    money_hooks.ORDER_MOVED.add(listening.order_moved)
    LINK_PAGES[members.INVITATION] = invitation
    NAVIGATION.add(Link(_("Seats"), "sponsor_home", area="door", role=SPONSOR), order=15)
    for order, (label, url_name) in enumerate(
        [
            (_("Overview"), "sponsor_home"),
            (_("Buy seats"), "sponsor_buy"),
            (_("Orders"), "sponsor_orders"),
            (_("Renewals"), "sponsor_renewals"),
            (_("People"), "sponsor_people"),
        ]
    ):
        NAVIGATION.add(Link(label, url_name, area="sponsor", role=SPONSOR), order=10 * order)
