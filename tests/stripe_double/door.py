"""The door of the double of Stripe: HTTP and form-encoded requests, and a card page to click on."""

import json
import re
import socket
import struct
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from tests.stripe_double.api import Clerk, ConnectionBreaks

if TYPE_CHECKING:
    from tests.stripe_double import StripeDouble


class Door:
    """Listens on a free port of this machine."""

    def __init__(self, stripe: "StripeDouble") -> None:
        handler = type("Handler", (_Handler,), {"clerk": Clerk(stripe)})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}"

    def open(self) -> None:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def nested(encoded: str) -> dict[str, Any]:
    """`a[b][0]=c` as {"a": {"b": {"0": "c"}}}."""
    found: dict[str, Any] = {}
    for name, value in parse_qsl(encoded, keep_blank_values=True):
        *path, last = re.findall(r"[^\[\]]+", name)
        place = found
        for step in path:
            place = place.setdefault(step, {})
        place[last] = value
    return found


class _Handler(BaseHTTPRequestHandler):
    clerk: Clerk
    protocol_version = "HTTP/1.1"
    wbufsize = 1 << 16  # headers and body leave together

    def do_GET(self) -> None:
        self._serve("")

    def do_POST(self) -> None:
        self._serve(self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode())

    def _serve(self, body: str) -> None:
        url = urlsplit(self.path)
        if url.path.startswith("/c/pay/"):
            self._card_page(url.path.split("/"))
            return
        try:
            status, answer, replayed = self.clerk.answer(
                self.command, url.path, nested(body or url.query), self.headers
            )
        except ConnectionBreaks:
            linger = struct.pack("ii", 1, 0)
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            self.connection.close()
            self.close_connection = True
            return
        more = {"Idempotent-Replayed": "true"} if replayed else {}
        self._send(status, json.dumps(answer), "application/json", **{"Request-Id": "req_test", **more})

    def _card_page(self, path: list[str]) -> None:
        """/c/pay/<session> and its buttons, for tests that drive a browser there."""
        session = self.clerk.stripe.sessions[path[3]]
        if self.command == "POST" and path[4:] == ["pay"]:
            self.clerk.stripe.pay(session["id"])
            self._send(303, "", "text/html", Location=session["success_url"])
            return
        here = f"/c/pay/{session['id']}"
        page = (
            f"<!doctype html><title>Double of Stripe</title><h1>{session['amount_total']} cents</h1>"
            f'<form method="post" action="{here}/pay"><button>Pay</button></form>'
            f'<form method="post" action="{here}/decline"><button>Card is declined</button></form>'
            f'<a href="{session["cancel_url"]}">Back</a>'
        )
        self._send(200, page, "text/html; charset=utf-8")

    def _send(self, status: int, text: str, kind: str, **headers: str) -> None:
        body = text.encode()
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Tests say what they saw."""
