"""Embeds load nothing from elsewhere."""

import pytest
from wagtail.embeds.embeds import get_embed
from wagtail.embeds.exceptions import EmbedUnsupportedProviderException

from news.embeds import LinkFinder


def test_an_embed_is_a_link_that_says_where_it_leads(db):
    embed = get_embed("https://video.example/watch?v=1&t=2")
    assert (embed.provider_name, embed.type) == ("video.example", "link")
    assert embed.html.startswith('<a href="https://video.example/watch?v=1&amp;t=2" rel="external noopener">')


def test_an_address_is_escaped():
    assert "<script>" not in LinkFinder().find_embed('https://x.example/"><script>')["html"]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://x.example", "data:text/html,x", "//x.example", ""])
def test_other_addresses_are_refused(address, db):
    assert not LinkFinder().accept(address)
    with pytest.raises(EmbedUnsupportedProviderException):
        get_embed(address)
