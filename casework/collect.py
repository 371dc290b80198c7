"""Collecting one deposit: take, file, commit, forget. Idempotent: a crash at any point costs nothing."""

from dataclasses import dataclass

from sqlalchemy import Connection, Engine

from casework.collector_key import CollectorKey
from casework.ledgers import columns
from casework.postbox import Postbox, Taken
from casework.store import deposits, documents, reports
from casework.store.report_rows import Mailbox
from crypto.context import Instance, sha256
from crypto.deposit import ReportFrame, parse_message_frame, parse_report_frame
from crypto.errors import CandourError, Refused
from crypto.frame import FrameType
from crypto.keyring import Keyring, kid_of
from crypto.ledger import Act, Event, sign_event
from crypto.names import FolderId, Hash, Kid
from crypto.opening import Route, message_identity_slots, open_route
from crypto.publish import read_keyring
from crypto.signed import Signed


@dataclass(frozen=True, slots=True)
class Collector:
    """Between the two databases, with the key that opens routes."""

    casework: Engine
    postbox: Postbox
    key: CollectorKey

    def collect(self, deposit: bytes) -> None:
        """Move one deposit from the postbox into casework; one that nobody could ever file is kept aside."""
        taken = self.postbox.take(deposit)
        if taken is None:
            return
        with self.casework.begin() as connection:
            if not deposits.known(connection, taken.hash):
                self._file_or_keep(connection, deposit, taken)
        self.postbox.forget(deposit, taken.hash)

    def _file_or_keep(self, connection: Connection, deposit: bytes, taken: Taken) -> None:
        parts = self.postbox.take_parts(deposit, taken.parts)
        try:
            with connection.begin_nested():
                folder = self._file(connection, deposit, taken)
                deposits.note(connection, deposit, taken.hash, taken.arrived)
        except CandourError as reason:
            refused = (str(reason), taken.payload)
            deposits.note(connection, deposit, taken.hash, taken.arrived, refused=refused)
            deposits.add_parts(connection, taken.hash[:16], None, parts)
        else:
            deposits.add_parts(connection, deposit, folder, parts)

    def _file(self, connection: Connection, deposit: bytes, taken: Taken) -> FolderId:
        if deposits.taken(connection, deposit):
            raise Refused("another deposit was filed under this id")
        if taken.payload[4:5] == bytes([FrameType.REPORT]):
            return self._file_report(connection, deposit, taken)
        return self._file_message(connection, deposit, taken)

    def _file_report(self, connection: Connection, deposit: bytes, taken: Taken) -> FolderId:
        frame = parse_report_frame(taken.payload)
        if frame.folder != deposit or deposits.mailbox(connection, frame.lookup):
            raise Refused("a report under another's id or mailbox")
        if sha256(taken.payload) != taken.hash:
            raise Refused("a report that is not what its sender was told had arrived")
        keyring = _keyring(connection, frame.keyring)
        route = open_route(Instance(keyring.iid), keyring, self.key.xseed, frame)
        deposits.add_folder(connection, frame.folder, taken.arrived)
        deposits.add_report(connection, frame, taken.arrived)
        for slot, sealed in route.kept:
            if slot.share:
                deposits.add_share(connection, deposit, frame.folder, slot.id, sealed)
            else:
                deposits.add_wrap(connection, frame.folder, 1, slot.id, sealed)
        deposits.add_exclusions(connection, frame.folder, route.barred, taken.arrived)
        deposits.add_mailbox(
            connection, Mailbox(frame.lookup, frame.folder, frame.auth_hash, frame.state, route.barred)
        )
        self._sign(connection, keyring, self._received(keyring, frame, route, taken))
        return frame.folder

    def _received(self, keyring: Keyring, frame: ReportFrame, route: Route, taken: Taken) -> Event:
        return Event(
            folder=frame.folder,
            seq=0,
            act=Act.RECEIVED,
            by=self._kid(keyring),
            on=taken.arrived,
            to=route.to,
            epoch=1,
            pk=frame.pk_hash,
            hash=taken.hash,
            barred=route.barred,
        )

    def _file_message(self, connection: Connection, deposit: bytes, taken: Taken) -> FolderId:
        frame = parse_message_frame(taken.payload)
        box = deposits.mailbox(connection, frame.lookup)
        if frame.id != deposit or box is None:
            raise Refused("a message to a mailbox that is not there")
        keyring = _keyring(connection, frame.keyring)
        deposits.add_message(connection, box.folder, frame, taken.arrived)
        barred = deposits.barred_of(box)
        for slot, sealed in message_identity_slots(keyring, frame):
            if getattr(slot.holder, "oid", None) not in barred:
                deposits.add_share(connection, deposit, box.folder, slot.id, sealed)
        deposits.move_mailbox(connection, frame.lookup, frame.state)
        last = deposits.last_event(connection, box.folder)
        added = Event(
            folder=box.folder,
            seq=last.seq + 1,
            act=Act.ADD,
            by=self._kid(keyring),
            on=max(taken.arrived, last.on_day),  # a ledger's dates never go back
            prev=last.doc_hash,
            item=frame.id,
            hash=sha256(frame.item_frame),
        )
        self._sign(connection, keyring, added)
        return box.folder

    def _kid(self, keyring: Keyring) -> Kid:
        return kid_of(Instance(keyring.iid), self.key.xpk, self.key.vk)

    def _sign(self, connection: Connection, keyring: Keyring, event: Event) -> None:
        frame = sign_event(Instance(keyring.iid), event, self.key.sseed)
        reports.add_event(connection, **columns(event, Signed.unpack(frame).hash, frame))


def _keyring(connection: Connection, named: Hash) -> Keyring:
    stored = documents.document(connection, named)
    if stored is None or not stored.published:
        raise Refused("sealed to a keyring that was never published")
    return read_keyring(stored.document)
