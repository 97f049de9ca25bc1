import pytest
from django.contrib.auth.models import Group, Permission
from django.core import signing
from django.db.models import F
from django.db.models.functions import Length
from django.test import RequestFactory

from lsscert.ui.paging import keyset_page

pytestmark = pytest.mark.django_db


def get(query=""):
    return RequestFactory().get(f"/list/{query}")


@pytest.fixture
def groups():
    return Group.objects.bulk_create(Group(name=f"group {n}") for n in range(1, 8))


def names(page):
    return [int(group.name.split()[-1]) for group in page]


def walk(queryset, request_for=get, **how):
    """All pages forwards, then all the way back."""
    forwards, page = [], keyset_page(queryset, request_for(), **how)
    forwards.append(names(page))
    while page.next_url:
        page = keyset_page(queryset, request_for(page.next_url), **how)
        forwards.append(names(page))
    backwards = [names(page)]
    while page.previous_url:
        page = keyset_page(queryset, request_for(page.previous_url), **how)
        backwards.append(names(page))
    return forwards, backwards


def test_newest_first_forwards_and_back(groups):
    forwards, backwards = walk(Group.objects.all(), size=3)
    assert forwards == [[7, 6, 5], [4, 3, 2], [1]]
    assert backwards == forwards[::-1]


def test_by_another_field_and_upwards(groups):
    forwards, backwards = walk(Group.objects.all(), order=("name", "pk"), size=3)
    assert forwards == [[1, 2, 3], [4, 5, 6], [7]]
    assert backwards == forwards[::-1]


@pytest.mark.parametrize("order", [("-same", "pk"), ("same", "-pk")])
def test_equal_values_neither_hide_nor_repeat_a_row(groups, order):
    alike = Group.objects.annotate(same=Length("name"))
    forwards, backwards = walk(alike, order=order, size=2)
    assert sorted(n for page in forwards for n in page) == [1, 2, 3, 4, 5, 6, 7]
    assert backwards == forwards[::-1]


def test_by_a_field_of_a_related_row(groups):
    permissions = Permission.objects.order_by("pk")
    for group, permission in zip(groups, permissions, strict=False):
        group.permissions.add(permission)
    through = Group.permissions.through.objects.annotate(name=F("group__name"))
    forwards, backwards = walk(through, order=("-group__name", "-pk"), size=3)
    assert forwards == [[7, 6, 5], [4, 3, 2], [1]]
    assert backwards == forwards[::-1]


def test_rows_that_come_in_meanwhile_shift_nothing(groups):
    first = keyset_page(Group.objects.all(), get(), size=3)
    Group.objects.create(name="group 8")
    second = keyset_page(Group.objects.all(), get(first.next_url), size=3)
    assert names(second) == [4, 3, 2]


def test_a_last_page_exactly_full_has_no_next(groups):
    page = keyset_page(Group.objects.all(), get(), size=7)
    assert (len(page), page.next_url, page.previous_url) == (7, None, None)


def test_one_query_whatever_the_page(groups, django_assert_num_queries):
    with django_assert_num_queries(1):
        first = keyset_page(Group.objects.all(), get(), size=3)
    with django_assert_num_queries(1):
        keyset_page(Group.objects.all(), get(first.next_url), size=3)


def test_filters_of_the_page_stay_in_the_links(groups):
    page = keyset_page(Group.objects.all(), get("?state=open&state=done&q=a%26b"), size=3)
    assert str(page.next_url).startswith("?state=open&state=done&q=a%26b&from=")


def test_rows_gone_before_the_first_leave_a_way_to_the_start(groups):
    first = keyset_page(Group.objects.all(), get(), size=3)
    second = keyset_page(Group.objects.all(), get(first.next_url), size=3)
    Group.objects.filter(name__in=["group 7", "group 6", "group 5"]).delete()
    back = keyset_page(Group.objects.all(), get(second.previous_url), size=3)
    assert (names(back), back.first_url) == ([], "?")


@pytest.mark.parametrize(
    "cursor",
    ["", "garbage", "%00", "a:b:c", "%ED%A0%80", "é", "x" * 5000, ".eJw:1:abc", "[]"],
)
def test_a_damaged_cursor_is_the_first_page(groups, cursor):
    assert names(keyset_page(Group.objects.all(), get(f"?from={cursor}"), size=3)) == [7, 6, 5]


@pytest.mark.parametrize("values", [["a", "x\x00"], ["a"], ["a", 1, 2], [], "text", ["a", None, 3], 7])
def test_a_cursor_signed_for_something_else_is_the_first_page(groups, values):
    order = ("-pk",)
    salt = f"lsscert.ui.paging:auth.Group:{','.join(order)}"
    for cursor in (signing.dumps(values, salt=salt), signing.dumps(values)):
        page = keyset_page(Group.objects.all(), get(f"?from={cursor}"), order=order, size=3)
        assert names(page) == [7, 6, 5]


def test_a_cursor_from_a_list_in_another_order_is_the_first_page(groups):
    by_name = keyset_page(Group.objects.all(), get(), order=("name", "pk"), size=3)
    assert names(keyset_page(Group.objects.all(), get(by_name.next_url), size=3)) == [7, 6, 5]


@pytest.mark.parametrize("order", [("name",), ("pk", "name"), ("name", "name", "pk"), ()])
def test_an_order_that_decides_nothing_is_refused(order):
    with pytest.raises(ValueError, match="pk"):
        keyset_page(Group.objects.all(), get(), order=order)


def test_an_order_by_what_may_be_missing_is_refused():
    from django.contrib.admin.models import LogEntry

    with pytest.raises(ValueError, match="null"):
        keyset_page(LogEntry.objects.all(), get(), order=("object_id", "-pk"))
