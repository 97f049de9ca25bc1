"""Whether sets can be achieved by portfolio: a dated pathway that the office opens and closes (DOMAIN §5)."""

from datetime import date

from lsscert.policy import services as policy

KEY = "portfolio.open"


def is_open(day: date) -> bool:
    """Whether a portfolio can be begun and handed in on that day. What was handed in before is judged in any case."""
    return bool(policy.at(KEY, day))
