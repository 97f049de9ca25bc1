from threading import Barrier, Thread

import pytest
from django.db import connection

from competencies.courses.providers import provider_named
from lsscert.accounts.models import Organisation


@pytest.mark.django_db(transaction=True)
def test_ten_people_who_name_one_provider_at_once_make_it_once() -> None:
    together, found = Barrier(10), []

    def name_it() -> None:
        together.wait()
        found.append(provider_named("Hill College").pk)
        connection.close()

    threads = [Thread(target=name_it) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 10
    assert set(found) == {Organisation.objects.get(kind="provider").pk}


@pytest.mark.django_db
def test_a_state_on_record_stays() -> None:
    provider_named("Palomar College")
    assert provider_named("PALOMAR COLLEGE", state="CA").state == "CA"
    assert provider_named("Palomar College", state="AZ").state == "CA"
