"""What machines ask: is it alive, and is it ready to serve?"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from procrastinate.contrib.django.models import ProcrastinateWorker

from lsscert import clock
from lsscert.access import ANYONE, who


@who(ANYONE)
def livez(request: HttpRequest) -> HttpResponse:
    """Alive: answered without touching the database."""
    return HttpResponse("ok", content_type="text/plain")


@who(ANYONE)
def readyz(request: HttpRequest) -> HttpResponse:
    """Ready: database and migrations well, else 503. Cache, storage and worker are reported, not required."""
    needed = {"database": _answer(_database), "migrations": _answer(_migrations)}
    reported = {"cache": _answer(_cache), "storage": _answer(_storage), "worker": _answer(_worker)}
    ready = all(value == "ok" for value in needed.values())
    return JsonResponse({"ready": ready} | needed | reported, status=200 if ready else 503)


def _answer(check: Callable[[], Any]) -> str:
    try:
        return str(check() or "ok")
    except Exception as problem:  # whatever is broken is the answer
        return type(problem).__name__


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _migrations() -> str:
    executor = MigrationExecutor(connection)
    return "pending" if executor.migration_plan(executor.loader.graph.leaf_nodes()) else ""


def _cache() -> None:
    cache.set("readyz", "ok", 5)


def _storage() -> None:
    default_storage.exists("readyz")


def _worker() -> str:
    newest = (
        ProcrastinateWorker.objects.order_by("-last_heartbeat")
        .values_list("last_heartbeat", flat=True)
        .first()
    )
    if newest is None:
        return "none seen"
    return "" if clock.now() - newest < timedelta(minutes=2) else "silent"
