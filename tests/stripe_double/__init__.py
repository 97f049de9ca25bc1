"""A double of Stripe: what it remembers and how it behaves. Its objects are Stripe's published samples.

Amounts are in cents here, as at Stripe. `api` has its rules, `door` its address.
"""

import copy
import hashlib
import hmac
import itertools
import json
import time
from collections import deque
from dataclasses import dataclass
from pathlib import Path
from threading import RLock
from typing import Any, Self

from tests.stripe_double.api import Problem
from tests.stripe_double.door import Door

DATA = Path(__file__).parent.parent / "data"
SAMPLES = json.loads((DATA / "stripe-fixtures.json").read_text())["resources"]
Thing = dict[str, Any]


@dataclass(frozen=True)
class Trouble:
    """`kind` is fail (with a status), reset_before, reset_after (the work) or slow (seconds)."""

    kind: str
    value: float = 0
    saved: bool = False


class StripeDouble:
    key = "sk_test_double"
    secret = "whsec_double"

    def __init__(self) -> None:
        self.lock = RLock()
        self.sessions: dict[str, Thing] = {}
        self.intent_metadata: dict[str, Thing] = {}
        self.intents: dict[str, Thing] = {}
        self.charges: dict[str, Thing] = {}
        self.refunds: dict[str, Thing] = {}
        self.disputes: dict[str, Thing] = {}
        self.requests: list[tuple[str, str, str]] = []
        self.troubles: deque[Trouble] = deque()
        self.refund_status = "succeeded"
        self._numbers = itertools.count(1)
        self._door = Door(self)

    def __enter__(self) -> Self:
        self._door.open()
        return self

    def __exit__(self, *_: object) -> None:
        self._door.close()

    @property
    def base(self) -> str:
        return self._door.address

    # What goes wrong with the next requests.

    def fail(self, times: int = 1, status: int = 500, *, saved: bool = False) -> None:
        """Before anything is done. `saved`: as Stripe does once it has begun, the same key gets it again."""
        self.troubles.extend([Trouble("fail", status, saved)] * times)

    def reset(self, times: int = 1, *, after: bool) -> None:
        """The connection breaks before or after the work is done."""
        self.troubles.extend([Trouble("reset_after" if after else "reset_before")] * times)

    def slow(self, seconds: float, times: int = 1) -> None:
        self.troubles.extend([Trouble("slow", seconds)] * times)

    def next_trouble(self) -> Trouble:
        with self.lock:
            return self.troubles.popleft() if self.troubles else Trouble("none")

    # What people and banks do.

    def pay(self, session_id: str) -> Thing:
        with self.lock:
            session = self.sessions[session_id]
            if session["status"] == "complete":
                return session
            assert session["status"] == "open", "an expired page takes nothing"
            facts = {"amount": session["amount_total"], "currency": session["currency"]}
            of_intent = {"metadata": self.intent_metadata[session_id], "livemode": session["livemode"]}
            intent = self.make("payment_intent", "pi", self.intents, **facts, **of_intent, status="succeeded")
            charge = self.make(
                "charge", "ch", self.charges, **facts, **of_intent, payment_intent=intent["id"], captured=True
            )
            intent.update(latest_charge=charge["id"], amount_received=intent["amount"])
            session.update(status="complete", payment_status="paid", payment_intent=intent["id"])
            return session

    def expire(self, session_id: str) -> Thing:
        with self.lock:
            session = self.sessions[session_id]
            if session["status"] != "open":
                raise Problem(400, "Only Checkout Sessions with a status in [open] can be expired.")
            session["status"] = "expired"
            return session

    def dispute(self, session_id: str, reason: str = "fraudulent", status: str = "needs_response") -> Thing:
        charge = self.charge_of(session_id)
        charge["disputed"] = True
        facts = {key: charge[key] for key in ("amount", "currency", "livemode", "payment_intent")}
        return self.make(
            "dispute", "dp", self.disputes, **facts, charge=charge["id"], reason=reason, status=status
        )

    def win(self, dispute_id: str) -> Thing:
        return self._close(dispute_id, "won")

    def lose(self, dispute_id: str) -> Thing:
        return self._close(dispute_id, "lost")

    def _close(self, dispute_id: str, status: str) -> Thing:
        self.disputes[dispute_id]["status"] = status
        return self.disputes[dispute_id]

    def refund_elsewhere(self, session_id: str, amount: int | None = None) -> Thing:
        """Somebody sent money back in Stripe's own dashboard."""
        return self.send_back(self.charge_of(session_id)["payment_intent"], amount, {})

    def send_back(self, intent_id: str, amount: int | None, metadata: Thing) -> Thing:
        with self.lock:
            charge = next((it for it in self.charges.values() if it["payment_intent"] == intent_id), None)
            if charge is None:
                raise Problem(404, f"No such payment_intent: '{intent_id}'", code="resource_missing")
            left = charge["amount"] - charge["amount_refunded"]
            if left == 0:
                raise Problem(400, "Charge has already been refunded.", code="charge_already_refunded")
            if charge["disputed"]:
                raise Problem(400, "The charge has been charged back.", code="charge_disputed")
            amount = left if amount is None else amount
            if amount > left:
                raise Problem(400, f"Refund amount ({amount}) is greater than unrefunded amount ({left}).")
            charge["amount_refunded"] += amount
            charge["refunded"] = charge["amount_refunded"] == charge["amount"]
            facts = {"amount": amount, "charge": charge["id"], "payment_intent": intent_id}
            return self.make(
                "refund", "re", self.refunds, **facts, metadata=metadata, status=self.refund_status
            )

    def charge_of(self, session_id: str) -> Thing:
        intent = self.sessions[session_id]["payment_intent"]
        return next(charge for charge in self.charges.values() if charge["payment_intent"] == intent)

    # What Stripe sends.

    def event(self, kind: str, thing: Thing, *, event_id: str = "", **signing: Any) -> tuple[bytes, str]:
        """Body and signature header of a webhook."""
        facts = {"id": event_id or self.new_id("evt"), "type": kind, "livemode": thing["livemode"]}
        body = json.dumps(SAMPLES["event"] | facts | {"data": {"object": thing}}).encode()
        return body, self.sign(body, **signing)

    def sign(self, body: bytes, *, secrets: tuple[str, ...] = (), at: float | None = None) -> str:
        moment = int(time.time() if at is None else at)
        marks = [
            hmac.new(secret.encode(), b"%d." % moment + body, hashlib.sha256).hexdigest()
            for secret in secrets or (self.secret,)
        ]
        return ",".join([f"t={moment}", *(f"v1={mark}" for mark in marks), "v0=" + "0" * 64])

    def make(self, sample: str, prefix: str, shelf: dict[str, Thing], **facts: Any) -> Thing:
        thing = copy.deepcopy(SAMPLES.get(sample, {"object": sample, "metadata": {}}))
        thing |= {"id": self.new_id(prefix), "created": int(time.time())} | facts
        with self.lock:
            shelf[thing["id"]] = thing
        return thing

    def new_id(self, prefix: str) -> str:
        return f"{prefix}_test_{next(self._numbers):06d}{'x' * 18}"
