"""Answering a reporter: the sealed reply and the ledger's note of it go in together (protocol §6, §8)."""

from datetime import date
from typing import Final

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from casework import ledgers
from casework.errors import Taken
from casework.store import reports
from casework.store.rows import Officer
from crypto.context import sha256
from crypto.deposit import ItemFrame, parse_item_frame
from crypto.errors import Malformed, Refused
from crypto.frame import REPLY
from crypto.ledger import Act
from crypto.names import FolderId, ItemId

MOVED_ON: Final = "Somebody has answered meanwhile: fetch the thread and seal again"


def answer(
    connection: Connection,
    officer: Officer,
    folder: FolderId,
    frame: bytes,
    event: bytes,
    *,
    today: date,
    answers: bool = True,
) -> ItemId:
    """Keep a reply for the worker to deliver; answers its id.

    One that `answers` nothing leaves the reporter's words waiting.

    Raises NotThere, Malformed, BadSignature, Refused, or Taken when its number is not the next.
    """
    item = _reply(frame)
    noted = ledgers.add(connection, officer, folder, event, Act.ADD, today=today)
    if (noted.item, noted.hash) != (item.id, sha256(frame)):
        raise Refused("the ledger's event notes another reply")
    if item.seq != len(reports.replies(connection, folder)) + 1:
        raise Taken(MOVED_ON)
    try:
        columns = {"seq": item.seq, "signer": noted.by, "on_day": noted.on, "item": frame}
        reports.add_reply(connection, folder, item.id, **columns, answers=answers)
    except IntegrityError as error:
        raise Taken(MOVED_ON) from error
    return item.id


def _reply(frame: bytes) -> ItemFrame:
    item = parse_item_frame(frame)
    if item.kind != "reply" or not item.seq or not item.reporter_wrap or len(frame) != REPLY:
        raise Malformed("a reply is one item of 18,846 bytes, sealed to its reporter too")
    return item
