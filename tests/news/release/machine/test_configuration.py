"""One address in the environment."""

import pytest

from news.release.machine import configuration, engines
from news.release.machine.configuration import endpoint_of


def test_an_address_says_all_of_it():
    endpoint = endpoint_of("libretranslate+https://mt.example.gov/base/?api_key=a%2Bb&timeout=7.5")
    assert (endpoint.protocol, endpoint.is_https, endpoint.host, endpoint.port, endpoint.path) == (
        "libretranslate", True, "mt.example.gov", 443, "/base",
    )  # fmt: skip
    assert (endpoint.api_key, endpoint.timeout, endpoint.address) == ("a+b", 7.5, "mt.example.gov")
    assert "a+b" not in repr(endpoint)
    other = endpoint_of("openai+http://[::1]:8080?model=qwen:7b")
    assert (other.path, other.model, other.address) == ("/v1", "qwen:7b", "[::1]:8080")


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("https://mt.example.gov", "begins with"),
        ("libretranslate+ftp://mt.example.gov", "begins with"),
        ("libretranslate+http://", "no host"),
        ("libretranslate+http://a..b/", "no host"),
        ("libretranslate+http://user:pw@mt.example.gov", "user name"),
        ("libretranslate+http://mt.example.gov:99999", "ort"),
        ("libretranslate+http://mt.example.gov?apikey=1", "apikey"),
        ("openai+http://mt.example.gov/v1", "model"),
        ("openai+http://mt.example.gov/v1?model=x&timeout=soon", "timeout"),
        ("openai+http://mt.example.gov/v1?model=x&timeout=nan", "timeout"),
        ("openai+http://mt.example.gov/v1?model=x&timeout=900", "timeout"),
        ("openai+http://[mt/", ""),
    ],
)
def test_a_bad_address_is_told_at_the_start_and_switches_nothing_on(url, said, use, caplog):
    use(url)
    (error,) = configuration.the_address_is_well_formed(None)
    assert said in error.msg
    assert engines.configured({"API_URL": url}) is None
    assert "no address of an engine" in caplog.text


def test_without_an_address_there_is_no_engine():
    assert configuration.the_address_is_well_formed(None) == []
    assert engines.configured({"API_URL": " "}) is None
