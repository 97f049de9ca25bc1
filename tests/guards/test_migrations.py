"""The database that migrations make is the one the models ask for."""

import pytest
from django.core.management import call_command
from django.db import connection

from lsscert.desk.ours import our_models


@pytest.mark.django_db
def test_no_model_has_changed_without_a_migration(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        call_command("makemigrations", check=True, dry_run=True, verbosity=1)
    except SystemExit:
        pytest.fail(capsys.readouterr().out)


@pytest.mark.django_db
def test_every_tracked_table_carries_its_triggers() -> None:
    """History is kept by triggers, and a table restored or created without them forgets in silence."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal")
        with_triggers = {row[0] for row in cursor.fetchall()}
    tracked = {model._meta.db_table for model in our_models() if hasattr(model, "pgh_event_models")}
    assert tracked - with_triggers == set()
    assert len(tracked) > 15
