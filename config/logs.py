"""Logs that help an administrator and could not point to a reporter."""

import logging
import sys
from functools import cache
from typing import Any


def configure() -> None:
    """Keep libraries to warnings, by level and name alone: their texts might hold what somebody sent."""
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(levelname)s %(name)s", force=True)
    logging.raiseExceptions = False
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # else a line for each request that waits


@cache
def logger(name: str) -> Any:
    """A log of our own: one JSON line an event on standard error, dated to the day.

    Exceptions are named by type and place only: their texts might hold what somebody sent. structlog loads
    when there is something to tell; a portal that has nothing to tell is several megabytes smaller.
    """
    import structlog  # noqa: PLC0415

    structlog.configure(
        processors=[
            structlog.processors.TimeStamper(fmt="%Y-%m-%d", utc=True),
            structlog.processors.add_log_level,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
    )
    return structlog.get_logger(name)


def place(error: BaseException) -> dict[str, str]:
    """The type of `error` and the file and line that raised it, without its message."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_code.co_filename.rsplit('/', 2)[-1]}:{trace.tb_lineno}" if trace else "?"
    return {"error": type(error).__name__, "at": where}
