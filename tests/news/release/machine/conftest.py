"""Engines on this machine: servers in threads that speak the protocols of LibreTranslate and OpenAI, or misbehave."""

import contextlib
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.utils import translation

from news.release.machine import transport


@pytest.fixture(autouse=True)
def in_english(fresh_cache_and_language):
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch):
    monkeypatch.setattr(transport, "PAUSES", (0.0, 0.0))


class Handler(BaseHTTPRequestHandler):
    def answer(self):
        length = int(self.headers.get("Content-Length") or 0)
        payload = json.loads(self.rfile.read(length)) if length else None
        self.server.asked.append(SimpleNamespace(path=self.path, payload=payload, headers=self.headers))
        with contextlib.suppress(OSError):  # the portal hung up
            self.server.behaviour(self, self.path, payload)

    do_GET = do_POST = answer  # noqa: N815

    def send(self, body: object, status: int = 200, **headers: str):
        data = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
        self.send_response(status)
        defaults = {"Content_Type": "application/json", "Content_Length": str(len(data))}
        for name, value in (defaults | headers).items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args):
        pass


@pytest.fixture
def serve():
    """`serve(behaviour)`: a server that answers as `behaviour(handler, path, payload)` does; `.asked` is what it was sent."""
    servers = []

    def serve(behaviour) -> ThreadingHTTPServer:
        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads, server.block_on_close = True, False
        server.behaviour, server.asked = behaviour, []
        server.host = f"127.0.0.1:{server.server_port}"
        servers.append(server)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return server

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


def english(html: str) -> str:
    """As an engine translates: the words between tags, and none within an element that says no."""
    soup = BeautifulSoup(html, "html.parser")
    for text in soup.find_all(string=True):
        if text.parent.get("translate") != "no" and text.strip():
            text.replace_with(f"{len(text)} words")
    return str(soup)


def libretranslate(handler, path, payload):
    """As LibreTranslate 1.6 and newer answers."""
    if path == "/languages":
        targets = ["en", "zh-Hans"]
        return handler.send([{"code": code, "name": code, "targets": targets} for code in targets])
    if path != "/translate" or payload.get("api_key", "key") != "key":
        return handler.send({"error": "Visit https://portal.example to get an API key"}, 403)
    if payload["source"] != "zh-Hans" or payload["target"] != "en":
        return handler.send({"error": f"{payload['source']} is not supported"}, 400)
    assert payload["format"] == "html"
    return handler.send({"translatedText": [english(text) for text in payload["q"]]})


def chat(content: str) -> dict:
    """A chat completion as OpenAI's protocol has it."""
    message = {"role": "assistant", "content": content}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    return {"id": "chatcmpl-1", "object": "chat.completion", "model": "qwen", "choices": [choice]}


def openai(handler, path, payload):
    assert path == "/v1/chat/completions"
    assert payload["model"] == "qwen"
    if handler.headers.get("Authorization") != "Bearer sk-secret":
        error = {"message": "Incorrect API key provided: sk-wrong.", "type": "invalid_request_error", "code": "401"}
        return handler.send({"error": error}, 401)
    system, user = payload["messages"]
    assert (system["role"], user["role"]) == ("system", "user")
    answered = {number: english(text) for number, text in json.loads(user["content"]).items()}
    thinking = "<think>What is {this}?</think>\n"
    return handler.send(chat(f"{thinking}```json\n{json.dumps(answered)}\n```"))


@pytest.fixture
def libre(serve):
    return serve(libretranslate)


@pytest.fixture
def use(settings):
    """`use(url)`: the environment names this engine."""

    def use(url: str) -> None:
        configured = settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR
        settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = configured | {"OPTIONS": {"API_URL": url}}

    return use
