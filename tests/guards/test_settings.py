"""Production refuses to start with anything that only a demo may have, and names every mend at once."""

import os
import secrets
import subprocess
import sys

import pytest

from tests.guards.source import ROOT

SAFE = {
    "LSSC_ENV": "production",
    "SECRET_KEY": secrets.token_urlsafe(64),
    "LSSC_SITE_URL": "https://lssc.example.org",
    "LSSC_HOSTS": "lssc.example.org",
    "LSSC_MAIL_FROM": "office@lssc.example.org",
    "DATABASE_URL": "postgres:///lsscert",
}


LIVE_STRIPE = {
    "LSSC_CARD_GATEWAY": "stripe",
    "STRIPE_SECRET_KEY": "sk_live_0000",
    "STRIPE_WEBHOOK_SECRET": "whsec_0000",
}
TEST_STRIPE = {**LIVE_STRIPE, "STRIPE_SECRET_KEY": "sk_test_0000", "LSSC_STRIPE_TEST_MODE": "1"}


def start(**changes: str) -> subprocess.CompletedProcess[str]:
    """Read the settings as a server would, with nothing of our own environment."""
    environment = {"PATH": os.environ["PATH"], **SAFE, **changes}
    return subprocess.run(
        [sys.executable, "-c", "import lsscert.settings"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_safe_settings_start() -> None:
    started = start()
    assert started.returncode == 0, started.stderr


@pytest.mark.parametrize(
    ("name", "value", "named"),
    [
        ("SECRET_KEY", "", "SECRET_KEY"),
        ("SECRET_KEY", "too-short", "SECRET_KEY"),
        ("SECRET_KEY", "demo-only-" + "x" * 60, "SECRET_KEY"),
        ("SECRET_KEY", "django-insecure-" + "x" * 60, "SECRET_KEY"),
        ("LSSC_SITE_URL", "", "LSSC_SITE_URL"),
        ("LSSC_SITE_URL", "http://lssc.example.org", "LSSC_SITE_URL"),
        ("LSSC_HOSTS", "", "LSSC_HOSTS"),
        ("LSSC_HOSTS", "*", "LSSC_HOSTS"),
        ("LSSC_MAIL_FROM", "", "LSSC_MAIL_FROM"),
        ("LSSC_DEMO_PEOPLE", "true", "LSSC_DEMO_PEOPLE"),
        ("LSSC_CARD_GATEWAY", "sandbox", "LSSC_CARD_GATEWAY"),
        ("LSSC_CARD_GATEWAY", "paypal", "LSSC_CARD_GATEWAY"),
        ("LSSC_FAKE_NOW", "2026-01-01T12:00:00+00:00", "LSSC_FAKE_NOW"),
        ("LSSC_CACHE_URL", "locmemcache://", "LSSC_CACHE_URL"),
        ("LSSC_CACHE_URL", "dummycache://", "LSSC_CACHE_URL"),
        ("LSSC_ENV", "staging", "LSSC_ENV"),
        ("DATABASE_URL", "sqlite:///lsscert.db", "DATABASE_URL"),
    ],
)
def test_an_unsafe_setting_is_refused_by_name(name: str, value: str, named: str) -> None:
    started = start(**{name: value})
    assert started.returncode != 0
    assert (
        named in started.stderr.splitlines()[-1]
        or named in started.stderr.split("ImproperlyConfigured", 1)[1]
    )


@pytest.mark.parametrize(
    "changes",
    [
        LIVE_STRIPE,
        {**LIVE_STRIPE, "STRIPE_SECRET_KEY": "rk_live_0000"},
        TEST_STRIPE,
        {**TEST_STRIPE, "STRIPE_API_BASE": "https://stripe.example.org"},
    ],
)
def test_stripe_starts_with_its_keys(changes: dict[str, str]) -> None:
    started = start(**changes)
    assert started.returncode == 0, started.stderr


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"STRIPE_SECRET_KEY": ""}, "STRIPE_SECRET_KEY"),
        ({"STRIPE_SECRET_KEY": "pk_live_0000"}, "STRIPE_SECRET_KEY"),
        ({"STRIPE_SECRET_KEY": "sk_test_0000"}, "LSSC_STRIPE_TEST_MODE"),
        ({"STRIPE_WEBHOOK_SECRET": ""}, "STRIPE_WEBHOOK_SECRET"),
        ({"STRIPE_API_BASE": "http://api.stripe.com"}, "STRIPE_API_BASE"),
        ({"STRIPE_API_BASE": "https://stripe.example.org"}, "STRIPE_API_BASE"),
        ({"STRIPE_API_BASE": "https://stripe.example.org", "LSSC_STRIPE_TEST_MODE": "1"}, "STRIPE_API_BASE"),
        ({"STRIPE_API_BASE": "http://127.0.0.1:8999", "LSSC_STRIPE_TEST_MODE": "1"}, "STRIPE_API_BASE"),
        ({"LSSC_ENV": "demo"}, "STRIPE_SECRET_KEY"),
    ],
)
def test_stripe_is_refused_without_or_with_the_wrong_keys(changes: dict[str, str], named: str) -> None:
    started = start(**{**LIVE_STRIPE, **changes})
    assert started.returncode != 0
    assert named in started.stderr.split("ImproperlyConfigured", 1)[1]
    assert "0000" not in started.stderr


def test_everything_wrong_is_said_at_once() -> None:
    started = start(SECRET_KEY="", LSSC_HOSTS="*", LSSC_DEMO_PEOPLE="true")
    for name in ("SECRET_KEY", "LSSC_HOSTS", "LSSC_DEMO_PEOPLE"):
        assert name in started.stderr


def test_what_is_safe_is_not_complained_about() -> None:
    complaint = start(LSSC_HOSTS="*").stderr.split("This cannot run in production", 1)[1]
    for name in ("SECRET_KEY", "LSSC_SITE_URL", "LSSC_MAIL_FROM", "LSSC_FAKE_NOW", "LSSC_CACHE_URL"):
        assert name not in complaint


def test_demo_people_are_refused_by_the_command_too() -> None:
    refused = subprocess.run(
        [sys.executable, "manage.py", "seed_demo"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **SAFE},
        capture_output=True,
        text=True,
        check=False,
    )
    assert refused.returncode != 0
    assert "Demo people are not possible" in refused.stderr
