"""Reminding whoever owes a second opinion, and telling whoever asked when the time is up."""

from datetime import date

from sqlalchemy import Connection

from casework.clocks import Clock, Office
from casework.store import reminders as rows


def queue_due(connection: Connection, office: Office, today: date) -> None:
    """Queue today's notices: the first and the second reminder, each once its day has come, and the end."""
    for each in rows.awaited(connection):
        due, number = office.reminders(each.asked_on), len(each.reminded)
        if number < len(due) and today >= due[number] and today not in each.reminded:
            rows.queue(connection, each)
        last = office.due(Clock.SECOND_OPINION, each.asked_on, today=today)
        if last is not None and last < today:
            rows.queue_over(connection, each)
