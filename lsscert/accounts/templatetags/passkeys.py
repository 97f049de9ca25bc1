import json
from typing import Any

from django import template
from django.core.serializers.json import DjangoJSONEncoder

register = template.Library()


@register.filter
def as_json(value: Any) -> str:
    """For a data- attribute, where it is escaped like any text: scripts may not stand in a page."""
    return json.dumps(value, cls=DjangoJSONEncoder)
