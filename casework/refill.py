"""Rebuilding a postbox that was lost: every mailbox, every reply, the published bytes."""

from dataclasses import dataclass

from sqlalchemy import Connection, Engine

from casework import keyrings
from casework.postbox import Delivery, Postbox
from casework.store import deposits, documents
from casework.store.report_rows import Outgoing


@dataclass(frozen=True, slots=True)
class Refilled:
    """What was put back."""

    mailboxes: int
    replies: int


def refill(casework: Engine, postbox: Postbox) -> Refilled:
    """Put back whatever the postbox lacks; what it has stays as it is."""
    with casework.begin() as connection:
        boxes, replies = deposits.mailboxes(connection), deposits.outgoing(connection, again=True)
        publish(connection, postbox)
    for box in boxes:
        postbox.refill(box.lookup, box.auth_hash, box.state)
    for reply in replies:
        deliver(casework, postbox, reply)
    return Refilled(len(boxes), len(replies))


def deliver(casework: Engine, postbox: Postbox, reply: Outgoing) -> Delivery:
    """Hand one reply over and note that it is there; doing so twice changes nothing."""
    outcome = postbox.deliver(reply.lookup, reply.seq, reply.item)
    if outcome is Delivery.DONE:
        with casework.begin() as connection:
            deposits.mark_delivered(connection, reply)
    return outcome


def publish(connection: Connection, postbox: Postbox) -> None:
    """Hand over the roots and the newest keyring, if there are any."""
    if documents.published(connection, "keyring"):
        postbox.publish("roots", keyrings.roots(connection))
        postbox.publish("keyring", keyrings.newest(connection))
        documents.mark_sent(connection)
