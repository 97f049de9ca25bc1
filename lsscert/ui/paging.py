"""Pages of a long list, by key: as quick on page 4,000 as on page 1, and steady while rows come and go."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import F, Field, Q, QuerySet
from django.http import HttpRequest

LONGEST_CURSOR = 2000
AFTER, BEFORE = "a", "b"


@dataclass(frozen=True)
class Page:
    """`items` in order; a URL is None where there is nothing on that side."""

    items: list[Any]
    next_url: str | None = None
    previous_url: str | None = None
    first_url: str | None = None

    def __iter__(self) -> Any:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


def keyset_page(
    queryset: QuerySet[Any],
    request: HttpRequest,
    *,
    order: Sequence[str] = ("-pk",),
    size: int = 25,
    parameter: str = "from",
) -> Page:
    """One page in one query of size + 1 rows.

    `order` names one or two fields that are never null (relations with __, annotations too) and ends in pk.
    A cursor that is forged, damaged or from another list means the first page.
    """
    keys = _Keys(queryset, order)
    side, values = keys.read(request.GET.get(parameter, ""))
    backwards = side == BEFORE
    rows = keys.ordered(backwards)
    if values:
        rows = rows.filter(keys.beyond(values, backwards))
    found = list(rows[: size + 1])
    more, items = len(found) > size, found[:size]
    if backwards:
        items.reverse()
    earlier, later = (more, True) if backwards else (bool(values), more)

    def url(wanted: bool, side: str, index: int) -> str | None:
        return _url(request, parameter, keys.write(side, items[index])) if wanted and items else None

    return Page(
        items=items,
        next_url=url(later, AFTER, -1),
        previous_url=url(earlier, BEFORE, 0),
        first_url=_url(request, parameter, "") if values else None,
    )


def _url(request: HttpRequest, parameter: str, cursor: str) -> str:
    query = request.GET.copy()
    query.pop(parameter, None)
    if cursor:
        query[parameter] = cursor
    return f"?{query.urlencode()}"


class _Keys:
    """The order of one list: how to sort by it, cut by it, and write a place in it down."""

    def __init__(self, queryset: QuerySet[Any], order: Sequence[str]) -> None:
        self.names = [name.removeprefix("-") for name in order]
        self.down = [name.startswith("-") for name in order]
        if not 1 <= len(order) <= 2 or self.names[-1] != "pk":
            raise ValueError("Order by one or two fields, the last of them pk.")
        self.queryset = queryset
        self.fields = [self._field(name) for name in self.names]
        self.salt = f"lsscert.ui.paging:{queryset.model._meta.label}:{','.join(order)}"

    def _field(self, name: str) -> "Field[Any, Any]":
        if name in self.queryset.query.annotations:
            return self.queryset.query.annotations[name].output_field
        model: Any = self.queryset.model
        found: Any = None
        for part in name.split("__"):
            field = model._meta.pk if part == "pk" else model._meta.get_field(part)
            if field is None or not isinstance(field, Field):
                raise FieldDoesNotExist(f"{name} is no single value of a row.")
            if field.null:
                raise ValueError(f"{name} may be null, and a null has no place in an order by key.")
            found, model = field, field.related_model or model
        return found.target_field if found.is_relation else found

    def ordered(self, backwards: bool) -> QuerySet[Any]:
        by = [
            F(name).desc() if down != backwards else F(name).asc()
            for name, down in zip(self.names, self.down)
        ]
        return self.queryset.order_by(*by)

    def beyond(self, values: list[Any], backwards: bool) -> Q:
        """Rows after (or before) a place; the outer bound lets the database start from an index."""
        steps = ["lt" if down != backwards else "gt" for down in self.down]
        inner = Q(**{f"{self.names[-1]}__{steps[-1]}": values[-1]})
        if len(values) == 1:
            return inner
        name, step, value = self.names[0], steps[0], values[0]
        return Q(**{f"{name}__{step}e": value}) & (Q(**{f"{name}__{step}": value}) | inner)

    def write(self, side: str, row: Any) -> str:
        values = [field.get_prep_value(_value(row, name)) for field, name in zip(self.fields, self.names)]
        return signing.dumps(
            [side, *(v if isinstance(v, int) else str(v) for v in values)], salt=self.salt, compress=True
        )

    def read(self, cursor: str) -> tuple[str, list[Any]]:
        try:
            if not cursor or len(cursor) > LONGEST_CURSOR:
                raise ValueError
            side, *raw = signing.loads(cursor, salt=self.salt)
            values = [field.to_python(value) for field, value in zip(self.fields, raw, strict=True)]
        except (signing.BadSignature, ValidationError, ValueError, TypeError):
            return AFTER, []
        return side, values


def _value(row: Any, name: str) -> Any:
    for part in name.split("__"):
        row = getattr(row, part)
    return row
