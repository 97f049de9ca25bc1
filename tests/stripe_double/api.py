"""What Stripe's API answers: idempotency keys, errors and pages of lists, as its documentation says."""

import json
import re
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.stripe_double import StripeDouble, Trouble

Answer = tuple[int, Any]
IN_FLIGHT: Answer = (0, None)


class Problem(Exception):
    """An error as Stripe words it."""

    def __init__(self, status: int, message: str, kind: str = "invalid_request_error", **more: Any) -> None:
        super().__init__(message)
        self.status = status
        self.body = {"error": {"type": kind, "message": message, **more}}


class ConnectionBreaks(Exception):
    pass


class Clerk:
    """Takes one request at a time per idempotency key and remembers what it answered."""

    def __init__(self, stripe: "StripeDouble") -> None:
        self.stripe = stripe
        self.kept: dict[str, tuple[Any, Answer]] = {}

    def answer(self, method: str, path: str, params: dict[str, Any], headers: Any) -> tuple[int, Any, bool]:
        """Status, body, and whether it is a replay."""
        key = headers.get("Idempotency-Key", "") if method == "POST" else ""
        with self.stripe.lock:
            self.stripe.requests.append((method, path, key))
        if headers.get("Authorization") != f"Bearer {self.stripe.key}":
            return (*_error(401, "Invalid API Key provided"), False)
        trouble = self.stripe.next_trouble()
        with self.stripe.lock:
            if key in self.kept:
                if trouble.kind.startswith("reset"):
                    raise ConnectionBreaks
                return self._again(key, (path, params))
            if key:
                self.kept[key] = (path, params), IN_FLIGHT
        answer: Answer | None = None
        try:
            answer = self._work(trouble, key, method, path, params)
        except Problem as problem:
            answer = problem.status, problem.body
            if problem.status != 404 and "param" not in problem.body["error"]:  # what never began is not kept
                self._keep(key, (path, params), answer)
        finally:
            with self.stripe.lock:
                if self.kept.get(key, (None, None))[1] is IN_FLIGHT:
                    del self.kept[key]
        return (*answer, False)

    def _again(self, key: str, asked: Any) -> tuple[int, Any, bool]:
        before, answer = self.kept[key]
        if before != asked:
            return (
                *_error(400, "Keys for idempotent requests can only be used with the same parameters", True),
                False,
            )
        if answer is IN_FLIGHT:
            status, body = _error(409, "There is another in-progress request using this key", True)
            body["error"]["code"] = "idempotency_key_in_use"
            return status, body, False
        return (*answer, True)

    def _work(self, trouble: "Trouble", key: str, method: str, path: str, params: dict[str, Any]) -> Answer:
        if trouble.kind == "reset_before":
            raise ConnectionBreaks
        if trouble.kind == "slow":
            time.sleep(trouble.value)
        if trouble.kind == "fail":
            kind = "rate_limit" if trouble.value == 429 else "api_error"
            answer = int(trouble.value), {"error": {"type": kind, "message": "Something is wrong here."}}
            if trouble.saved:
                self._keep(key, (path, params), answer)
            return answer
        answer = 200, self._do(method, path, params)
        self._keep(key, (path, params), answer)
        if trouble.kind == "reset_after":
            raise ConnectionBreaks
        return answer

    def _keep(self, key: str, asked: Any, answer: Answer) -> None:
        if key:
            with self.stripe.lock:
                self.kept[key] = asked, (answer[0], json.loads(json.dumps(answer[1])))

    def _do(self, method: str, path: str, params: dict[str, Any]) -> Any:
        with self.stripe.lock:
            for verb, pattern, act in ROUTES:
                if verb == method and (match := re.fullmatch(pattern, path)):
                    return act(self.stripe, params, *match.groups())
        raise Problem(404, f"Unrecognized request URL ({method}: {path})")


def _create(stripe: "StripeDouble", params: dict[str, Any]) -> Any:
    if not params.get("success_url", "").startswith(("http://", "https://")):
        raise Problem(400, "Not a valid URL", code="url_invalid", param="success_url")
    if "@" not in params.get("customer_email", "a@b"):
        raise Problem(400, "Invalid email address", code="email_invalid", param="customer_email")
    prices = [(line["price_data"], int(line["quantity"])) for line in params["line_items"].values()]
    total = sum(int(price["unit_amount"]) * quantity for price, quantity in prices)
    if total < 50:
        raise Problem(400, "The total is below the minimum", code="amount_too_small")
    plain = ("mode", "success_url", "cancel_url", "customer_email", "client_reference_id")
    session = stripe.make(
        "checkout.session",
        "cs",
        stripe.sessions,
        amount_total=total,
        amount_subtotal=total,
        currency=prices[0][0]["currency"],
        currency_conversion=None,
        metadata=params.get("metadata", {}),
        payment_intent=None,
        **{name: params.get(name) for name in plain},
    )
    stripe.intent_metadata[session["id"]] = params.get("payment_intent_data", {}).get("metadata", {})
    session["url"] = f"{stripe.base}/c/pay/{session['id']}"
    return session


def _one(shelf: dict[str, Any], name: str, kind: str) -> Any:
    if name not in shelf:
        raise Problem(404, f"No such {kind}: '{name}'", code="resource_missing", param="id")
    return shelf[name]


def _page(shelf: dict[str, Any], params: dict[str, Any], path: str) -> Any:
    """Newest first, as Stripe lists."""
    since = int(params.get("created", {}).get("gte", 0))
    wanted = [
        thing
        for thing in reversed(shelf.values())
        if thing["created"] >= since
        and all(thing[name] == params[name] for name in ("status", "payment_intent") if name in params)
    ]
    if after := params.get("starting_after"):
        wanted = wanted[[thing["id"] for thing in wanted].index(after) + 1 :]
    limit = int(params.get("limit", 10))
    return {"object": "list", "url": path, "data": wanted[:limit], "has_more": len(wanted) > limit}


SESSIONS = "/v1/checkout/sessions"
ROUTES: list[tuple[str, str, Callable[..., Any]]] = [
    ("POST", SESSIONS, _create),
    ("GET", SESSIONS, lambda stripe, params: _page(stripe.sessions, params, SESSIONS)),
    ("GET", f"{SESSIONS}/(\\w+)", lambda stripe, _, name: _one(stripe.sessions, name, "checkout.session")),
    (
        "POST",
        f"{SESSIONS}/(\\w+)/expire",
        lambda stripe, _, name: stripe.expire(_one(stripe.sessions, name, "checkout.session")["id"]),
    ),
    ("GET", "/v1/payment_intents/(\\w+)", lambda stripe, _, name: _one(stripe.intents, name, "intent")),
    ("GET", "/v1/refunds", lambda stripe, params: _page(stripe.refunds, params, "/v1/refunds")),
    (
        "POST",
        "/v1/refunds",
        lambda stripe, params: stripe.send_back(
            params["payment_intent"],
            int(params["amount"]) if "amount" in params else None,
            params.get("metadata", {}),
        ),
    ),
    ("GET", "/v1/disputes", lambda stripe, params: _page(stripe.disputes, params, "/v1/disputes")),
]


def _error(status: int, message: str, idempotency: bool = False) -> tuple[int, Any]:
    kind = "idempotency_error" if idempotency else "invalid_request_error"
    return status, {"error": {"type": kind, "message": message}}
