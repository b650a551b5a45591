import pytest

from search.inflection import forms


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        *(
            ("meeting", "meetings"),
            ("meetings", "meeting"),
            ("plan", "planned"),
            ("planned", "plans"),
            ("planning", "plan"),
        ),
        *(("policy", "policies"), ("policies", "policy"), ("applied", "apply"), ("applying", "applies")),
        *(
            ("approve", "approving"),
            ("approving", "approved"),
            ("approved", "approve"),
            ("boxes", "box"),
            ("pass", "passes"),
        ),
        *(("Flood", "floods"), ("need", "needed"), ("use", "using")),
    ],
)
def test_one_form_asks_for_the_others(asked, written):
    assert written in forms(asked)


@pytest.mark.parametrize("word", ["5g", "no", "covid-19", "防汛", "naïve", "26.6"])
def test_what_is_no_plain_english_word_stays(word):
    assert forms(word) == {word}


def test_a_double_s_is_no_plural():
    assert "pas" not in forms("pass")
