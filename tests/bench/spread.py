"""A figure is the median of several runs, told with its spread."""

import statistics
from collections.abc import Sequence


def told(name: str, runs: Sequence[float]) -> dict[str, float]:
    """`name`: the median; `name_spread`: from the smallest to the largest."""
    return {name: statistics.median(runs), f"{name}_spread": max(runs) - min(runs)}
