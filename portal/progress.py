"""A progress bar for commands that take long."""

import time
from typing import Any

WIDTH = 30  # characters
EVERY = 0.2  # seconds between two drawings


class ProgressBar:
    """Call it with what is done and what there is in all. It draws on a terminal only, so that logs stay readable."""

    def __init__(self, stream: Any) -> None:
        self.stream = stream
        self.is_shown = bool(getattr(stream, "isatty", lambda: False)())
        self.started = time.monotonic()
        self.drawn = 0.0

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if not self.is_shown or (done < total and now - self.drawn < EVERY):
            return
        self.drawn = now
        filled = WIDTH * done // max(total, 1)
        rate = done / max(now - self.started, 0.001)
        bar = "#" * filled + "." * (WIDTH - filled)
        self.stream.write(f"\r[{bar}] {done}/{total}, {rate:.0f}/s", ending="\n" if done >= total else "")
        self.stream.flush()
