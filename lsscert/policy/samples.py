"""A real object for the arguments of this room's addresses."""

from lsscert.policy.models import PolicyRow
from lsscert.samples import any_of, by

SAMPLES = {
    **by(PolicyRow, {"key": "key"}, "desk_policy_figure"),
    **any_of(PolicyRow, "desk_policy_take_back"),
}
