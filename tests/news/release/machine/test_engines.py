"""Engines over HTTP, those that do what they say and those that do not."""

import json
import time

import pytest
from wagtail.models import Locale
from wagtail_localize.strings import StringValue

from news.release.machine import engines, transport
from news.release.machine.engines import configured
from news.release.machine.transport import EngineError
from tests import factories
from tests.news.release.machine.conftest import chat, libretranslate, openai

pytestmark = pytest.mark.django_db
STRINGS = [StringValue("省政府<b>部署</b>防汛"), StringValue('见<a id="a1">通知</a> &amp; 附件')]


def locales() -> tuple[Locale, Locale]:
    return factories.home("zh").locale, factories.home("en").locale


def answer(url: str, strings=STRINGS):
    return configured({"API_URL": url}).answer(*locales(), strings)


def told(url: str) -> str:
    with pytest.raises(EngineError) as caught:
        answer(url)
    return str(caught.value)


def test_libretranslate(libre):
    engine = configured({"API_URL": f"libretranslate+http://{libre.host}/?api_key=key"})
    assert engine.display_name == f"LibreTranslate ({libre.host})"
    assert engine.can_translate(*locales())
    assert not engine.can_translate(*[locales()[0]] * 2)
    found = engine.translate(*locales(), STRINGS)
    assert [found[string].data for string in STRINGS] == [
        "3 words<b>2 words</b>2 words",
        '1 words<a id="a1">2 words</a>5 words',
    ]
    assert [asked.path for asked in libre.asked] == ["/languages", "/translate"]
    assert libre.asked[1].payload["source"] == "zh-Hans"


def test_an_openai_compatible_engine(serve):
    server = serve(openai)
    found = answer(f"openai+http://{server.host}/v1?model=qwen&api_key=sk-secret").translations
    assert [found[string].data for string in STRINGS] == [
        "3 words<b>2 words</b>2 words",
        '1 words<a id="a1">2 words</a>5 words',
    ]
    message = told(f"openai+http://{server.host}/v1?model=qwen&api_key=sk-wrong")
    assert "refused the portal's key" in message
    assert "Incorrect API key provided: …." in message


def test_many_segments_go_in_batches_and_names_are_protected(libre):
    factories.OfficialFactory(name_zh="陆守澄", name_en="Lu Shoucheng")
    strings = [StringValue(f"陆守澄讲话之{number}") for number in range(45)] + [StringValue("长" * 5000)]
    found = answer(f"libretranslate+http://{libre.host}", strings).translations
    assert len(found) == 46
    assert found[strings[0]].data.startswith("Lu Shoucheng 4 words")
    assert [len(asked.payload["q"]) for asked in libre.asked[1:]] == [20, 20, 5, 1]


def libre_with(respond):
    """LibreTranslate, whose answer to /translate is another."""

    def behaviour(handler, path, payload):
        return respond(handler, payload) if path == "/translate" else libretranslate(handler, path, payload)

    return behaviour


def html(handler, payload):
    handler.send(b"<!DOCTYPE html><h1>It works!</h1>", Content_Type="text/html")


def cut(handler, payload):
    handler.send(b'{"translatedText": [', Content_Length="900")


REDIRECT = {"Location": "http://127.0.0.1:1/translate"}
BAD = [
    (html, "no translation"),
    (lambda handler, payload: handler.send(b"\xff\xfe"), "no translation"),
    (lambda handler, payload: handler.send(b"[" * 100_000), "no translation"),
    (lambda handler, payload: handler.send([]), "no translation"),
    (lambda handler, payload: handler.send({"translatedText": "one text"}), "no translation"),
    (lambda handler, payload: handler.send({"translatedText": [None, 3]}), "no translation"),
    (lambda handler, payload: handler.send({"translatedText": ["one"]}), "1 texts to 2"),
    (lambda handler, payload: handler.send({"translatedText": ["x" * 3_000_000]}), "far more"),
    (lambda handler, payload: handler.send({}, 307, **REDIRECT), "another address"),
    (lambda handler, payload: handler.send({"error": "zh \n is not supported\x1b"}, 400), "“zh is not supported”"),
    (lambda handler, payload: handler.send({}, 500), "HTTP 500"),
    (lambda handler, payload: handler.send({"error": "slow down"}, 429), "HTTP 429"),
    (cut, "hung up"),
    (lambda handler, payload: handler.wfile.write(b"SSH-2.0-OpenSSH_9.2\r\n"), "hung up"),
    (lambda handler, payload: handler.connection.close(), "hung up"),
]


@pytest.mark.parametrize(("respond", "said"), BAD)
def test_an_engine_that_misbehaves_gives_a_message(serve, respond, said):
    server = serve(libre_with(respond))
    message = told(f"libretranslate+http://{server.host}")
    assert said in message
    assert server.host in message


def test_an_engine_that_is_down_gives_a_message(libre):
    libre.shutdown()
    libre.server_close()
    assert "It may be down" in told(f"libretranslate+http://{libre.host}")
    assert "It may be down" in told(f"libretranslate+https://{libre.host}")


@pytest.mark.parametrize("drips", [False, True])
def test_a_slow_engine_is_left_in_time(serve, drips):
    def slow(handler, path, payload):
        handler.send(b"", Content_Length="900")
        for _byte in range(30):
            time.sleep(0.1)
            if drips:
                handler.wfile.write(b" ")

    server = serve(slow)
    started = time.monotonic()
    assert "in time" in told(f"libretranslate+http://{server.host}?timeout=0.3")
    assert time.monotonic() - started < 1.5
    assert len(server.asked) == 1  # slow once is slow again


def test_what_passes_is_asked_again(serve):
    failures = iter([503, 429])

    def moody(handler, path, payload):
        status = next(failures, None)
        return handler.send({}, status) if status else libretranslate(handler, path, payload)

    assert len(answer(f"libretranslate+http://{serve(moody).host}").translations) == 2


def test_no_pause_is_begun_that_the_time_does_not_allow(serve, monkeypatch):
    monkeypatch.setattr(transport, "PAUSES", (60.0,))
    monkeypatch.setattr(engines, "BUDGET", 30.0)
    server = serve(lambda handler, path, payload: handler.send({}, 503))
    assert "HTTP 503" in told(f"libretranslate+http://{server.host}")
    assert len(server.asked) == 1


def test_what_is_not_sent_in_time_waits(libre, monkeypatch):
    monkeypatch.setattr(engines, "BUDGET", 20.0)
    strings = [StringValue(f"第{number}段") for number in range(25)]
    found = answer(f"libretranslate+http://{libre.host}?timeout=20", strings)
    assert (len(found.translations), found.waiting) == (20, 5)


def test_an_engine_without_chinese_says_so(serve):
    server = serve(lambda handler, path, payload: handler.send([{"code": "en"}, {"code": "fr"}]))
    assert "both Chinese and English" in told(f"libretranslate+http://{server.host}")


@pytest.mark.parametrize(
    "content", ["Sure! Here is your translation.", "{]", '{"9": "other"}', "[]", '{"1": 5}', None, {"1": "x"}]
)
def test_a_chat_that_is_no_translation(serve, content):
    server = serve(lambda handler, path, payload: handler.send(chat(content)))
    assert "no translation" in told(f"openai+http://{server.host}?model=qwen")


def test_a_chat_that_leaves_one_out_shifts_no_other(serve):
    answered = json.dumps({"2": '<a id="a1">Notice</a> attached'})
    server = serve(lambda handler, path, payload: handler.send(chat(answered)))
    found = answer(f"openai+http://{server.host}?model=qwen")
    assert found.translations == {STRINGS[1]: StringValue('<a id="a1">Notice</a> attached')}
    assert found.damaged == 1
