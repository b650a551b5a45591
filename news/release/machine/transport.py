"""One question to the engine, over HTTP: within a time, of a size, to that host and no other.

`http.client` follows no redirect and asks no proxy: what is sent goes where the setting says, or nowhere.
"""

import contextlib
import http.client
import json
import socket
import ssl
import threading
import time
from collections.abc import Mapping

from django.utils.translation import gettext as _

from news.release.machine.configuration import Endpoint

MOST_BYTES = 2 * 1024 * 1024  # of an answer
PAUSES = (0.5, 1.5)  # seconds before the second and the third attempt
PASSING = {429, 500, 502, 503, 504}  # such an answer may be another one a moment later
LONGEST_REASON = 200  # characters of what the engine says for itself


class EngineError(Exception):
    """The engine gave no translation: a sentence that says to an officer why, and what may be done."""


class PassingError(EngineError):
    """Worth another attempt."""


def ask(endpoint: Endpoint, path: str, payload: object = None, *, deadline: float) -> object:
    """What the engine answers to `payload` (a GET without one), decoded from JSON.

    `deadline` is a time of `time.monotonic()`; attempts and the pauses between them end by then. Raises EngineError.
    """
    body = None if payload is None else json.dumps(payload, ensure_ascii=False).encode()
    for pause in PAUSES:
        try:
            return _once(endpoint, path, body, deadline)
        except PassingError:
            if time.monotonic() + pause >= deadline:
                raise
        time.sleep(pause)
    return _once(endpoint, path, body, deadline)


def _once(endpoint: Endpoint, path: str, body: bytes | None, deadline: float) -> object:
    seconds = min(endpoint.timeout, deadline - time.monotonic())
    if seconds <= 0:
        raise EngineError(_too_slow(endpoint))
    connection = _connection(endpoint, seconds)
    is_over = threading.Event()
    # A socket's own timeout is for each packet: an engine that sends one byte now and then would never meet it.
    watch = threading.Timer(seconds, lambda: _cut(wire, is_over))
    watch.daemon = True
    try:
        connection.connect()
        wire = connection.sock
        watch.start()
        connection.request("GET" if body is None else "POST", endpoint.path + path, body, _headers(endpoint, body))
        response = connection.getresponse()
        data = response.read(MOST_BYTES + 1)
        if len(data) <= MOST_BYTES and response.length:
            raise http.client.IncompleteRead(data, response.length)
        return _read(endpoint, response.status, data)
    except ssl.SSLCertVerificationError as error:
        raise EngineError(
            _("The certificate of the translation engine at %(host)s cannot be trusted. Tell whoever runs it.")
            % {"host": endpoint.address}
        ) from error
    except TimeoutError as error:
        raise EngineError(_too_slow(endpoint)) from error
    except (OSError, http.client.HTTPException) as error:
        if is_over.is_set():
            raise EngineError(_too_slow(endpoint)) from error
        raise PassingError(
            _("The translation engine at %(host)s cannot be reached, or it hung up. It may be down: try again later.")
            % {"host": endpoint.address}
        ) from error
    finally:
        watch.cancel()
        connection.close()


def _connection(endpoint: Endpoint, seconds: float) -> http.client.HTTPConnection:
    if endpoint.is_https:
        context = ssl.create_default_context()
        return http.client.HTTPSConnection(endpoint.host, endpoint.port, timeout=seconds, context=context)
    return http.client.HTTPConnection(endpoint.host, endpoint.port, timeout=seconds)


def _cut(wire: socket.socket, is_over: threading.Event) -> None:
    is_over.set()
    with contextlib.suppress(OSError):
        socket.socket.shutdown(wire, socket.SHUT_RDWR)  # an SSL socket's own would pull the reader's feet away


def _headers(endpoint: Endpoint, body: bytes | None) -> Mapping[str, str]:
    headers = {"Accept": "application/json", "Connection": "close", "User-Agent": "portal"}
    if body is not None:
        headers["Content-Type"] = "application/json"
    if endpoint.protocol == "openai" and endpoint.api_key:
        headers["Authorization"] = f"Bearer {endpoint.api_key}"
    return headers


def _read(endpoint: Endpoint, status: int, data: bytes) -> object:
    host = {"host": endpoint.address}
    if len(data) > MOST_BYTES:
        raise EngineError(_("The translation engine at %(host)s sent far more than a translation.") % host)
    if status in PASSING:
        message = _(
            "The translation engine at %(host)s is overloaded or out of order (HTTP %(status)d). Try again later."
        )
        raise PassingError(message % {**host, "status": status})
    if status in (401, 403):
        raise EngineError(
            _("The translation engine at %(host)s refused the portal's key. Tell whoever runs it. %(reason)s")
            % {**host, "reason": _reason(endpoint, data)}
        )
    if 300 <= status < 400:
        message = _(
            "The translation engine at %(host)s sends to another address. The text does not go elsewhere unasked."
        )
        raise EngineError(message % host)
    if status != 200:
        raise EngineError(
            _("The translation engine at %(host)s refused the text (HTTP %(status)d). %(reason)s")
            % {**host, "status": status, "reason": _reason(endpoint, data)}
        )
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise EngineError(nonsense(endpoint)) from error


def _reason(endpoint: Endpoint, data: bytes) -> str:
    """What the engine itself says is wrong, as both protocols put it, on one line and without the key; "" where it does not."""
    try:
        said = json.loads(data)["error"]
        said = said["message"] if isinstance(said, dict) else said
    except (ValueError, RecursionError, LookupError, TypeError):
        return ""
    if not isinstance(said, str):
        return ""
    said = said.replace(endpoint.api_key, "…") if endpoint.api_key else said
    line = " ".join("".join(character if character.isprintable() else " " for character in said).split())
    return f"“{line[:LONGEST_REASON]}”" if line else ""


def nonsense(endpoint: Endpoint) -> str:
    return _(
        "The translation engine at %(host)s answered something that is no translation: perhaps a web page, or another"
        " program listens there. Tell whoever runs it."
    ) % {"host": endpoint.address}


def _too_slow(endpoint: Endpoint) -> str:
    return _("The translation engine at %(host)s did not answer in time. Try again later.") % {"host": endpoint.address}
