import pytest
from django.core.paginator import Paginator
from django.http import Http404

from portal.pagination import page_or_404


@pytest.mark.parametrize(
    ("asked", "number"), [("", 1), ("page=1", 1), ("page=3", 3), ("page=03", 3), ("page=2&page=3", 3)]
)
def test_the_page_asked_for(asked, number, rf):
    assert page_or_404(Paginator(range(25), 10), rf.get(f"/?{asked}")).number == number


@pytest.mark.parametrize("asked", ["0", "4", "-1", "x", "", "1.0", "1e1", "٣", "²", "9" * 10, "9" * 5000, "%00", " 1"])
def test_what_is_no_page_of_the_list(asked, rf):
    with pytest.raises(Http404):
        page_or_404(Paginator(range(25), 10), rf.get(f"/?page={asked}"))


def test_an_empty_list_has_one_page(rf):
    assert page_or_404(Paginator([], 10), rf.get("/")).number == 1
