"""Bodies divided, arranged and paired, without a database."""

from hypothesis import given
from hypothesis import strategies as st

from news.release.arranging.bodies import arranged, groups_of, pairs_of, units_of
from news.release.arranging.paragraphs import divide, divided, elements_of, is_divided_between, text_of, undivide


def block(name, *paragraphs, kind="paragraph"):
    value = "".join(f"<p>{text}</p>" for text in paragraphs) if kind == "paragraph" else paragraphs[0]
    return {"type": kind, "value": value, "id": name}


SOURCE = [block("A", "a1", "a2", "a3"), block("H", "h", kind="heading"), block("B", "b1", "b2")]
TARGET = [block("A", "A1.", "A2.", "A3."), block("H", "H", kind="heading"), block("B", "B1.", "B2.")]
A1, A2, A3, H, B1, B2 = (unit.key for unit in units_of(SOURCE))


def shape(body):
    return [(b["id"][:4], [e.inner for e in elements_of(b["value"])]) for b in body]


def render(*groups, source=SOURCE, target=TARGET):
    return arranged(source, target, groups, " ")


def pairs(body, source=SOURCE):
    found = pairs_of(source, body)
    return found and [([unit.element.inner if unit.element else unit.block for unit in s], t) for s, t in found]


def test_without_an_arrangement_nothing_is_touched():
    assert render() == TARGET
    assert pairs(TARGET) is None


def test_joining_within_a_block_keeps_the_block():
    body = render([A1, A2], [A3], [H], [B1], [B2])
    assert shape(body)[0] == ("A", ["A1. A2.", "A3."])
    assert body[1:] == TARGET[1:]
    assert pairs(body) is None  # the blocks are counterparts as before


def test_moving_a_paragraph_below_another_block():
    body = render([A1], [A3], [H], [A2], [B1], [B2])
    assert len({b["id"] for b in body}) == len(body)
    assert [inner for _id, inner in shape(body)] == [["A1.", "A3."], ["H"], ["A2."], ["B1.", "B2."]]
    assert (body[0]["id"], body[1], body[3]) == ("A", TARGET[1], TARGET[2])
    assert body[2]["id"] == render([B1], [H], [A3], [A1], [B2], [A2])[-1]["id"]  # the same wherever it stands
    assert pairs(body) == [(["a1", "a3", "a2"], ["A", body[2]["id"]]), (["H"], ["H"]), (["b1", "b2"], ["B"])]


def test_joining_across_blocks_and_moving_blocks():
    body = render([H], [B1], [A1, B2], [A2], [A3])
    assert shape(body) == [("H", ["H"]), ("B", ["B1."]), ("A", ["A1. B2.", "A2.", "A3."])]
    assert pairs(body) == [(["H"], ["H"]), (["b1", "a1", "b2", "a2", "a3"], ["B", "A"])]


def test_a_block_without_paragraphs_of_its_own_is_gone():
    source = [block("A", "a"), block("B", "b")]
    a, b = (unit.key for unit in units_of(source))
    body = arranged(source, [block("A", "甲。"), block("B", "乙。")], [[b, a]], "")
    assert shape(body) == [("B", ["乙。甲。"])]
    assert pairs(body, source) == [(["b", "a"], ["B"])]


def test_a_blank_line_divides():
    target = [block("A", "One.<br/><br/>Two.", "A2.", "A3."), *TARGET[1:]]
    body = render(target=target)
    assert shape(body)[0] == ("A", ["One.", "Two.", "A2.", "A3."])
    assert pairs(body) is None
    moved = render([A2], [H], [A1], target=target)
    assert [inner for _id, inner in shape(moved)] == [["A2.", "A3."], ["H"], ["B1.", "B2."], ["One.", "Two."]]
    keys = [element.key for b in moved if b["type"] == "paragraph" for element in elements_of(b["value"])]
    assert len([key for key in keys if key]) == len({key for key in keys if key})


def test_the_editors_keys_outlive_a_changed_text():
    keyed = [{"type": "paragraph", "id": "A", "value": '<p data-block-key="k1">a</p><p data-block-key="k2">b</p>'}]
    groups = [["A:k2"], ["A:k1"]]
    assert groups_of(units_of(keyed), groups) == groups
    changed = [{**keyed[0], "value": keyed[0]["value"].replace(">a<", ">c<")}]
    assert groups_of(units_of(changed), groups) == groups
    body = arranged(keyed, keyed, groups, " ")
    assert pairs(body, changed) == [(["b", "c"], ["A"])]


def test_a_source_that_moved_on():
    """What is new has no counterpart, and what is gone is no longer one."""
    body = render([A2], [A1], [A3])
    newer = [block("A", "a1", "a2 changed", "a3"), *SOURCE[1:], block("N", "new")]
    assert pairs(body, newer) == [
        (["a1", "a2 changed", "a3"], ["A"]),
        (["H"], ["H"]),
        (["b1", "b2"], ["B"]),
        (["new"], []),
    ]


def test_other_elements_and_loose_text():
    html = "begin <b>x</b> &amp;<p>one</p><ul><li>l</li></ul><p><br/></p>"
    source = [{"type": "paragraph", "id": "A", "value": html}]
    units = units_of(source)
    assert [unit.is_joinable for unit in units] == [True, True, False]
    body = arranged(source, source, [[units[2].key], [units[1].key, units[0].key]], " ")
    assert [(e.inner, e.html[:3]) for e in elements_of(body[0]["value"])] == [
        (None, "<ul"),
        ("one begin <b>x</b> &amp;", "<p "),
    ]


def test_empty_blocks_stay():
    source = [block("E"), block("A", "a")]
    assert sorted(b["id"] for b in arranged(source, source, [], " ")) == ["A", "E"]


@given(st.permutations([A1, A2, A3, H, B1, B2]), st.lists(st.booleans(), min_size=6, max_size=6))
def test_every_word_is_there_once(order, joins):
    groups = []
    for key, is_joined in zip(order, joins, strict=True):
        if is_joined and groups:
            groups[-1].append(key)
        else:
            groups.append([key])
    body = render(*groups)
    text = " ".join(e.html if e.inner is None else e.inner for b in body for e in elements_of(b["value"]))
    assert sorted(text.split()) == ["A1.", "A2.", "A3.", "B1.", "B2.", "H"]
    assert len({b["id"] for b in body}) == len(body)
    found = pairs_of(SOURCE, body)
    if found is not None:
        assert sorted(unit.key for pair in found for unit in pair.sources) == sorted(order)
        assert sorted(target for pair in found for target in pair.targets) == sorted(b["id"] for b in body)
        assert all(pair.sources and pair.targets for pair in found)


# --- Dividing ---------------------------------------------------------------------------------------------------------
def test_dividing_closes_what_is_open():
    assert divided('x <a href="/?a=1&amp;b"><b>one<br/> <br>two</b></a> y') == [
        'x <a href="/?a=1&amp;b"><b>one</b></a>',
        '<a href="/?a=1&amp;b"><b>two</b></a> y',
    ]
    assert divided("one<br/>two") == ["one<br/>two"]
    assert divided("<br/><br/>one<br/><br/><br/>two<br/><br/>") == ["one", "two"]
    assert divided("<br/><br/>") == ["<br/><br/>"]
    assert divided("one\ntwo\r\n \r\nthree<BR>\n\nfour") == ["one\ntwo", "three", "four"]


def test_dividing_after_a_sentence_and_taking_that_back():
    html = "A &amp; B <b>went.</b> They <i>came</i>."
    assert text_of(html) == "A & B went. They came."
    halved = divide(html, len("A & B went."))
    assert divided(halved) == ["A &amp; B <b>went.</b>", "They <i>came</i>."]
    assert undivide(halved, len("A & B went."), " ") == html
    assert undivide(html, 3, " ") == html
    assert [is_divided_between(text, 11, 12) for text in (html, halved)] == [False, True]
    assert not is_divided_between("One. Two.<br/><br/>Three.", 4, 5)
    assert not is_divided_between("One.<br/>\nTwo.", 4, 6)


@given(st.text("a<&>. ", max_size=12), st.integers(0, 14))
def test_dividing_keeps_the_text(text, offset):
    from html import escape

    html = escape(text)
    words = "".join(text_of(divide(html, offset)).split())
    assert words == "".join(text.split())
