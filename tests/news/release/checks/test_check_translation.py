"""The command: files, JSON lines, one text; bad input."""

import json

import pytest
from django.core.management import CommandError, call_command

SOURCE, TARGET = "省长王国生主持会议。", "Governor Guosheng Wang chaired the meeting."


@pytest.fixture
def run(tmp_path, capsys):
    """Runs the command on files of these contents, given by option; a positional file has no option."""

    def run(*arguments, **files):
        paths = {}
        for name, content in files.items():
            path = tmp_path / name
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
            paths[name] = str(path)
        call_command("check_translation", *(paths.get(argument, argument) for argument in arguments))
        return capsys.readouterr().out

    return run


def test_two_files(run):
    answer = json.loads(run("a", "b", "--json", a=SOURCE, b=TARGET))
    (found,) = answer["findings"]
    assert set(found) == {"code", "severity", "source_span", "target_span", "message"}
    assert (found["code"], found["severity"]) == ("name-order", "error")
    assert (found["source_span"], found["target_span"]) == ([2, 5], [9, 22])
    assert "name-order" in run("a", "b", a=SOURCE, b=TARGET)


def test_from_english(run):
    assert json.loads(run("a", "b", "--json", "--from=en", a=TARGET, b=SOURCE))["findings"][0]["source_span"] == [9, 22]


def test_lines(run):
    lines = [
        json.dumps({"source": SOURCE, "target": TARGET}),
        json.dumps({"source": TARGET, "target": SOURCE, "source_lang": "en"}),
        "",
        json.dumps({"source": SOURCE, "target": "Governor Wang Guosheng chaired the meeting."}),
    ]
    answers = [json.loads(line) for line in run("--jsonl", "f", f="\n".join(lines)).splitlines()]
    assert [(a["line"], [f["code"] for f in a["findings"]]) for a in answers] == [
        (1, ["name-order"]),
        (2, ["name-order"]),
        (4, []),
    ]


BAD = [
    b"{",
    b"[]",
    b'{"source": "a"}',
    b'{"source": 1, "target": "b"}',
    b'{"source": "a", "target": "b", "source_lang": []}',
    b'{"source": "a", "target": "b", "source_lang": "zh", "target_lang": "zh"}',
    b"\xff\xfe",
    b"[" * 100_000,
    b'{"source": ' + b"9" * 5000 + b"}",
]


def test_bad_lines_are_answered_each(run):
    good = json.dumps({"source": "\ud800王", "target": "\ud800 Wang"}).encode()
    answers = [json.loads(line) for line in run("--jsonl", "f", f=b"\n".join([*BAD, good])).splitlines()]
    assert [answer["line"] for answer in answers] == list(range(1, len(BAD) + 2))
    assert all(answer["error"] for answer in answers[:-1])
    assert answers[-1]["findings"] == []


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("a",),
        ("a", "b", "--text", "a"),
        ("a", "nowhere"),
        ("--jsonl", "nowhere"),
        ("a", "bad"),
        ("a", "b", "--from=zh", "--to=zh"),
    ],
)
def test_bad_use(run, arguments):
    with pytest.raises(CommandError):
        run(*arguments, a="x", b="y", bad=b"\xff")


def test_glossary(run):
    glossary = "zh,en,refused_zh,refused_en\n乡村振兴,rural revitalization,,rural revival|village revival\n"
    files = {"g": glossary, "a": "推进乡村振兴。", "b": "Village revival goes on."}
    (found,) = json.loads(run("a", "b", "--json", "--glossary", "g", **files))["findings"]
    assert found["code"] == "term-refused"
    with pytest.raises(CommandError):
        run("a", "b", "--glossary", "g", **{**files, "g": "what,ever\n1,2\n"})


def test_one_text(run):
    answer = json.loads(
        run("--text", "t", "--lang=en", "--json", t="Home • xkqzjtrw\n\nA meeting on the\n\nIt was held recently.")
    )
    assert {found["code"] for found in answer["findings"]} == {"title-cut", "vague-date", "source-missing", "slug-junk"}
    assert "title-cut" in run("--text", "t", t="A meeting on the\n")
