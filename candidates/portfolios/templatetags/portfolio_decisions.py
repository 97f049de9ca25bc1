"""`{% decision_panel portfolio %}`: the decisions on a portfolio, for any page of the desk."""

from typing import Any

from django import template

from candidates.portfolios.deciding import panel
from candidates.portfolios.models import Portfolio

register = template.Library()


@register.inclusion_tag("candidates/portfolios/deciding/panel.html")
def decision_panel(portfolio: Portfolio) -> dict[str, Any]:
    return panel.context(portfolio)
