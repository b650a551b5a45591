import pytest

from news.comments.cleaning import without_controls


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\x00b", "ab"),
        ("a\x07\x1b[31mb\x7f\x9b", "a[31mb"),
        ("one\r\ntwo\rthree\n\tfour", "one\ntwo\nthree\n\tfour"),
        ("\u202egpj.exe\u202c", "gpj.exe"),
        ("\u2066x\u2067y\u2068z\u2069", "xyz"),
        ("a\ud800b\udfff", "ab"),
        ("👩‍🌾 请问，何时开诊？ العربية", "👩‍🌾 请问，何时开诊？ العربية"),
    ],
)
def test_only_what_breaks_or_deceives_is_removed(typed, kept):
    assert without_controls(typed) == kept
