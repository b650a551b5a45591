"""Which engine translates: one address in the environment, read here. Empty means none."""

from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error

PROTOCOLS = ("libretranslate", "openai")
DEFAULT_PATHS = {"libretranslate": "", "openai": "/v1"}
TIMEOUT = 20.0  # seconds for one answer
LONGEST_TIMEOUT = 45.0  # the web server in front gives up after 60
OPTIONS = {"api_key", "model", "timeout"}
EXAMPLE = "libretranslate+https://mt.example.gov/?api_key=… or openai+http://127.0.0.1:8080/v1?model=…"


@dataclass(frozen=True)
class Endpoint:
    """Where the engine listens. `path` has no slash at its end; `timeout` is in seconds."""

    protocol: str
    is_https: bool
    host: str
    port: int
    path: str
    model: str = ""
    api_key: str = field(default="", repr=False)
    timeout: float = TIMEOUT

    @property
    def address(self) -> str:
        """Host and port, as an officer is told where the text goes."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == (443 if self.is_https else 80) else f"{host}:{self.port}"


def endpoint_of(url: str) -> Endpoint | None:
    """The endpoint that `url` names, None for an empty one.

    Raises ValueError with a sentence for the operator, in which no key is repeated.
    """
    if not url.strip():
        return None
    parts = urlsplit(url.strip())
    protocol, _plus, scheme = parts.scheme.partition("+")
    if protocol not in PROTOCOLS or scheme not in ("http", "https"):
        raise ValueError(f"It begins with one of {', '.join(PROTOCOLS)}, then +http:// or +https://.")
    if not parts.hostname or not _is_host(parts.hostname):
        raise ValueError("It names no host.")
    if parts.username is not None or parts.fragment:
        raise ValueError("It has no user name, password or fragment; a key is given as ?api_key=….")
    options = parse_qs(parts.query, keep_blank_values=True)
    unknown = sorted(options.keys() - OPTIONS)
    if unknown:
        raise ValueError(f"It has options that are unknown: {', '.join(unknown)}.")
    given = {name: values[-1] for name, values in options.items()}
    if protocol == "openai" and not given.get("model"):
        raise ValueError("An OpenAI-compatible engine needs ?model=….")
    return Endpoint(
        protocol=protocol,
        is_https=scheme == "https",
        host=parts.hostname,
        port=parts.port or (443 if scheme == "https" else 80),  # .port raises ValueError itself
        path=parts.path.rstrip("/") or DEFAULT_PATHS[protocol],
        model=given.get("model", ""),
        api_key=given.get("api_key", ""),
        timeout=_seconds(given.get("timeout", "")),
    )


def _is_host(name: str) -> bool:
    try:
        return bool(name.encode("idna")) and not any(character.isspace() for character in name)
    except UnicodeError:
        return False


def _seconds(text: str) -> float:
    try:
        seconds = float(text or TIMEOUT)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= LONGEST_TIMEOUT:
        raise ValueError(f"Its timeout is a number of seconds, at most {LONGEST_TIMEOUT:.0f}.")
    return seconds


def configured_url() -> str:
    """From the options that wagtail-localize hands its engine: Django's error reports hide what is called “API…”."""
    configured = getattr(settings, "WAGTAILLOCALIZE_MACHINE_TRANSLATOR", None) or {}
    return str(configured.get("OPTIONS", {}).get("API_URL", ""))


def the_address_is_well_formed(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    """A system check."""
    try:
        endpoint_of(configured_url())
    except ValueError as error:
        return [Error(f"MACHINE_TRANSLATION_URL is no address of an engine. {error}", hint=EXAMPLE, id="news.E001")]
    return []
