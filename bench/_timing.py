"""Timing what several contestants do with the same queries, by turns, so that a noisy moment of the machine hits them all."""

import math
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

ROUNDS = 10  # ten queries ten times over: a hundred samples
BUDGET = 6.0  # seconds that one cell may take; a slow one is measured fewer times, and says so
PATIENCE = 20.0  # seconds after which a contestant is stopped


class TooSlowError(Exception):
    """A contestant was stopped after `PATIENCE` seconds."""


@dataclass
class Cell:
    """One contestant's calls of one kind, one for each query; a call returns how many hits there were.

    `times` are in milliseconds. `was_stopped` where a call took longer than `PATIENCE`: then `times` say at least how long.
    """

    contestant: str
    operation: str
    group: str
    calls: list[Callable[[], int]]
    rounds: int = ROUNDS
    times: list[float] = field(default_factory=list)
    hits: list[int] = field(default_factory=list)
    was_stopped: bool = False

    def warm_up(self) -> None:
        """Call each once, note the hits, and decide how often there is time for."""
        spent = 0.0
        for done, call in enumerate(self.calls, start=1):
            began = time.perf_counter()
            try:
                self.hits.append(call())
            except TooSlowError:
                self.was_stopped = True
                self.times.append(1000 * (time.perf_counter() - began))
                self.calls = []
                return
            spent += time.perf_counter() - began
            if spent > BUDGET and done < len(self.calls):
                self.calls, self.rounds = self.calls[:done], 1
                return
        self.rounds = max(1, min(self.rounds, int(BUDGET / max(spent, 0.001))))

    def take(self, number: int) -> None:
        """One sample: the call of that number."""
        began = time.perf_counter()
        try:
            self.calls[number]()
        except TooSlowError:
            self.was_stopped = True
        self.times.append(1000 * (time.perf_counter() - began))

    def figures(self) -> dict:
        return {
            "contestant": self.contestant,
            "operation": self.operation,
            "group": self.group,
            "hits": [min(self.hits, default=0), max(self.hits, default=0)],
            "was_stopped": self.was_stopped,
            **spread(self.times),
        }


def measure(cells: Sequence[Cell]) -> None:
    """Warm all up, then go round: the first query of every cell, the second of every cell, and so on."""
    print(f"warming up {len(cells)} cells", file=sys.stderr)
    for cell in cells:
        cell.warm_up()
    rounds = max((cell.rounds for cell in cells), default=0)
    for turn in range(rounds):
        print(f"round {turn + 1} of {rounds}", file=sys.stderr)
        taking_part = [cell for cell in cells if turn < cell.rounds]
        for number in range(max(len(cell.calls) for cell in taking_part)):
            for cell in taking_part:
                if number < len(cell.calls):
                    cell.take(number)


def spread(times: Sequence[float]) -> dict[str, float]:
    """How many samples, their median and their 95th percentile, in their own unit."""
    return {"samples": len(times), "p50": percentile(times, 0.5), "p95": percentile(times, 0.95)}


def percentile(values: Sequence[float], share: float) -> float:
    """The value that a share from 0 to 1 of the values do not exceed, between the two nearest. NaN where there are none."""
    if not values:
        return math.nan
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)
