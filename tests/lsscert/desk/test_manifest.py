import json

import pytest
from django.core.management import call_command
from django.http import HttpRequest, HttpResponse
from django.views import View
from django.views.decorators.http import require_GET, require_http_methods

from lsscert.access import STAFF, who
from lsscert.desk.routes import methods_of
from tests.house import House


@pytest.fixture
def manifest(house: House, capsys: pytest.CaptureFixture[str]) -> dict[str, dict[str, object]]:
    call_command("url_manifest", json=True)
    return {entry["name"]: entry for entry in json.loads(capsys.readouterr().out)}


def test_each_address_tells_what_a_walker_needs(manifest: dict[str, dict[str, object]], house: House) -> None:
    home = manifest["home"]
    assert (home["sample"], home["roles"], home["public"], home["no_store"]) == ("/", ["anyone"], True, False)
    desk = manifest["desk_candidate"]
    assert desk["pattern"] == "desk/candidates/<ref:ref>/"
    assert (desk["roles"], desk["public"], desk["no_store"]) == (["staff"], False, True)
    assert desk["methods"] == ["GET", "HEAD"]
    assert str(desk["sample"]).startswith("/desk/candidates/")
    assert house.client(house["staff"]).get(str(desk["sample"])).status_code == 200
    assert manifest["desk_application"]["methods"] == ["GET", "HEAD", "POST"]
    assert manifest["livez"]["sample"] == "/livez"


def test_files_say_that_they_are_files(manifest: dict[str, dict[str, object]]) -> None:
    files = {name for name, entry in manifest.items() if entry["file"]}
    assert {"my_proof", "desk_proof", "my_certificate_pdf", "desk_certificate_pdf"} <= files


def test_every_sample_of_the_demo_is_a_path(manifest: dict[str, dict[str, object]]) -> None:
    for entry in manifest.values():
        assert entry["sample"] is None or (
            "<" not in str(entry["sample"]) and str(entry["sample"]).startswith("/")
        )
    missing = {name for name, entry in manifest.items() if entry["sample"] is None}
    assert missing == set()


def test_the_table_can_be_read(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("url_manifest")
    lines = capsys.readouterr().out.splitlines()
    (line,) = (line for line in lines if line.startswith("desk/history/ "))
    assert line.split()[1:4] == ["staff", "GET,HEAD", "desk_history"]


def plain(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


class Posting(View):
    def post(self, request: HttpRequest) -> HttpResponse:
        return HttpResponse()


@pytest.mark.parametrize(
    ("view", "methods"),
    [
        (plain, ("GET", "HEAD")),
        (who(STAFF)(require_GET(plain)), ("GET",)),
        (who(STAFF)(require_http_methods(["POST", "PUT"])(plain)), ("POST", "PUT")),
        (Posting.as_view(), ("POST", "OPTIONS")),
    ],
    ids=["nothing said", "decorated", "two", "class"],
)
def test_methods_are_read_off_the_view(view: object, methods: tuple[str, ...]) -> None:
    assert methods_of(view) == methods  # type: ignore[arg-type]
