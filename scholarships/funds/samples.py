"""A real object for the arguments of this room's addresses."""

from lsscert.accounts.models import Membership, Organisation
from lsscert.money.models import Fund
from lsscert.samples import Sample, within

FUNDS = Fund.objects.filter(organisation__rounds__isnull=False).distinct
ROLES_OF_GIVERS = Membership.objects.filter(role="organiser", organisation__rounds__isnull=False).distinct
GIVERS = Organisation.objects.filter(rounds__isnull=False).distinct

SAMPLES = {
    **within(
        FUNDS,
        "organisation",
        "committee_fund",
        "committee_fund_gift",
        "committee_fund_move",
        "committee_fund_take_out",
        "committee_fund_waiting",
        "committee_fund_close",
        "committee_fund_csv",
        "committee_fund_print",
    ),
    "committee_organisation": Sample(GIVERS, organisation="pk"),
    "committee_roll": Sample(GIVERS, organisation="pk"),
    "committee_role_take_away": Sample(ROLES_OF_GIVERS, organisation="organisation"),
    "committee_fund_new": Sample(GIVERS, organisation="pk"),
}
