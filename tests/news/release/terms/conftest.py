import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def in_english(fresh_cache_and_language):
    """Messages in the language of the source; the admin answers in the language of whoever asks."""
    with translation.override("en"):
        yield
