"""`make demo` with the real scripts and a real PostgreSQL, around a program so small that it starts at once."""

import os
import signal
import socket
import subprocess
import urllib.request

import pytest

from tests.tooling.small_house import SmallHouse, family, names_of_the_living

STEPS = [
    "migrate",
    "createcachetable",
    "load_policy",
    "load_standard",
    "load_calibration",
    "load_courses",
    "seed_demo",
]


def test_first_start_prepares_and_the_second_does_not(house: SmallHouse) -> None:
    made, said = house.demo_until_it_answers()
    assert "These are the demo people." in said
    assert f"http://127.0.0.1:{house.port}/" in said
    with urllib.request.urlopen(f"http://127.0.0.1:{house.port}/") as answer:
        assert answer.read() == b"alive"
    made.send_signal(signal.SIGTERM)
    made.wait(timeout=60)

    made, said = house.demo_until_it_answers()
    assert "These are the demo people." in said
    assert [step for step in house.steps_taken() if step != "procrastinate"] == STEPS


def test_a_changed_migration_is_prepared_for_again(house: SmallHouse) -> None:
    made, _said = house.demo_until_it_answers()
    made.send_signal(signal.SIGTERM)
    made.wait(timeout=60)
    (house.folder / "lsscert" / "migrations").mkdir()
    (house.folder / "lsscert" / "migrations" / "0001_initial.py").write_text("")
    house.demo_until_it_answers()
    assert house.steps_taken().count("migrate") == 2


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_to_make_leaves_nothing_running(house: SmallHouse, number: int) -> None:
    made, _said = house.demo_until_it_answers()
    began = family(made.pid)
    assert len(began) > 5  # the script, gunicorn and its two, the worker, PostgreSQL and its own
    made.send_signal(number)
    made.wait(timeout=60)
    assert names_of_the_living(began, patience=0.5) == []
    assert not list(house.var.rglob("postmaster.pid"))


def test_ctrl_c_in_a_terminal_reaches_everybody_and_still_ends_well(house: SmallHouse) -> None:
    made, _said = house.demo_until_it_answers()
    began = family(made.pid)
    os.killpg(made.pid, signal.SIGINT)
    made.wait(timeout=60)
    assert names_of_the_living(began, patience=0.5) == []


def test_when_make_alone_is_killed_the_rest_follows(house: SmallHouse) -> None:
    made, _said = house.demo_until_it_answers()
    began = family(made.pid)
    made.kill()
    assert names_of_the_living(began) == []


def test_a_killed_demo_can_be_started_again_at_once(house: SmallHouse) -> None:
    made, _said = house.demo_until_it_answers()
    os.killpg(made.pid, signal.SIGKILL)
    made.wait()
    _made, said = house.demo_until_it_answers()
    assert "Preparing" not in said


def test_a_killed_database_is_noticed_and_recovers(house: SmallHouse) -> None:
    made, _said = house.demo_until_it_answers()
    server = next(process for process in family(made.pid) if "postgres -D" in " ".join(process.cmdline()))
    server.kill()
    said, _nothing = made.communicate(timeout=60)
    assert "The database ended by itself" in said
    assert made.returncode != 0
    house.demo_until_it_answers()


def test_a_taken_port_is_said_in_one_sentence(house: SmallHouse) -> None:
    with socket.socket() as rival:
        rival.bind(("127.0.0.1", house.port))
        rival.listen()
        made = house.demo()
        said, _nothing = made.communicate(timeout=60)
    assert f"Port {house.port} cannot be used (Address already in use). Choose another" in said
    assert "Traceback" not in said
    assert made.returncode != 0


def test_two_demos_do_not_share_a_folder(house: SmallHouse) -> None:
    house.demo_until_it_answers()
    said, _nothing = house.demo().communicate(timeout=60)
    assert "A demo is already running in" in said


def test_a_worker_that_dies_ends_the_demo_with_its_last_words(house: SmallHouse) -> None:
    (house.folder / "worker-is-ill").touch()
    made = house.demo()
    said, _nothing = made.communicate(timeout=60)
    assert "The worker ended by itself" in said
    assert "the worker is ill" in said
    assert made.returncode != 0
    assert names_of_the_living(family(made.pid)) == []


def test_a_failed_preparation_is_shown_and_tried_again(house: SmallHouse) -> None:
    ill = house.folder / "policy-is-ill"
    ill.touch()
    made = house.demo()
    said, _nothing = made.communicate(timeout=60)
    assert "load_policy` failed" in said
    assert "the policy is ill" in said
    assert made.returncode != 0
    ill.unlink()
    _made, said = house.demo_until_it_answers()
    assert "These are the demo people." in said


def test_removing_the_folder_begins_again(house: SmallHouse) -> None:
    made, _said = house.demo_until_it_answers()
    made.send_signal(signal.SIGTERM)
    made.wait(timeout=60)
    subprocess.run(["rm", "-r", str(house.var)], check=True)
    house.demo_until_it_answers()
    assert house.steps_taken().count("migrate") == 2
