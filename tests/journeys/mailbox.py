"""A reporter's mailbox without a browser: for replies of other days, and for hostile ones."""

import datetime as dt
import urllib.request
from dataclasses import dataclass
from typing import Self

import psycopg

from casework.demo_keys import OFFICERS
from crypto.code import CodeKeys, derive_keys, new_code, words
from crypto.context import Instance
from crypto.deposit import ReportFrame, parse_item_frame, parse_report_frame
from crypto.errors import CannotOpen
from crypto.item import open_item
from crypto.keyring import Keyring
from crypto.letter import Ack, FolderKey, Reader
from crypto.mailbox import MailboxState
from crypto.names import NO_HASH, FolderId, Hash
from crypto.opening import open_report, seal_reply
from crypto.publish import read_keyring
from crypto.report import seal_report
from crypto.seeds import exchange_public, new_id
from crypto.signed import Signed
from crypto.wrap import unwrap_folder_seed
from tests.casework.reporting import Reporter as SealedReporter
from tests.installation import Installation

TODAY = dt.datetime.now(dt.UTC).date()


def days(number: int) -> dt.date:
    return TODAY + dt.timedelta(days=number)


@dataclass
class Mailbox:
    """`code`: its ten words. Replies follow one another unless told otherwise."""

    town: Installation
    code: str
    instance: Instance
    keyring: Keyring
    keys: CodeKeys
    frame: ReportFrame
    seq: int = 0
    prev: Hash = NO_HASH

    @classmethod
    def of_a_report(cls, town: Installation, *, leaving_out: tuple[str, ...] = ()) -> Self:
        with urllib.request.urlopen(town.portal + "/api/keyring") as answer:
            keyring = read_keyring(Signed.unpack(answer.read()).document)
        instance = Instance(keyring.iid)
        code = new_code()
        keys = derive_keys(instance, code)
        sealed = seal_report(
            instance,
            keyring,
            keys,
            folder=FolderId(new_id()),
            answers={"what": "Invoices were paid twice."},
            language="en",
            sealed_by="browser",
            left_out=frozenset(each.oid for each in OFFICERS if each.name in leaving_out),
        )
        SealedReporter(town.databases.portal_url, instance, keyring, keys, sealed.state).posts(sealed)
        frame = parse_report_frame(sealed.payload)
        return cls(town, " ".join(words(instance, code)), instance, keyring, keys, frame)

    def is_answered(
        self,
        text: str,
        status: str = "investigating",
        *,
        by: str = "deputy",
        on: dt.date = TODAY,
        next_date: dt.date | None = None,
        ack: Ack | None = None,
        readers: tuple[Reader, ...] = (),
        skipping: int = 0,
        prev: Hash | None = None,
    ) -> None:
        seed = self._folder_seed()
        report = open_report(self.instance, self.frame.folder, seed, self.frame.item, [self.keyring])
        officer = next(each for each in OFFICERS if each.name == by)
        live = next(each for each in self.keyring.officers if each.oid == officer.oid)
        self.seq += 1 + skipping
        frame = seal_reply(
            self.instance,
            report,
            seq=self.seq,
            by=live.kid,
            sseed=officer.sseed,
            on=on,
            prev=prev or self.prev,
            ack=ack,
            text=text,
            status=status,
            next_date=next_date,
            readers=readers,
            folder=FolderKey(1, exchange_public(seed)),
        )
        item = parse_item_frame(frame)
        opened = open_item(
            self.instance, self.frame.folder, item, self.keys.reply_seed, lambda _: live.vk, as_reporter=True
        )
        self.prev = opened.hash
        self._deliver(frame)

    def state(self) -> MailboxState:
        """What the mailbox now remembers for its code: `seq` messages were taken."""
        reporter = SealedReporter(
            self.town.databases.portal_url, self.instance, self.keyring, self.keys, None
        )
        return reporter.mailbox()[0]

    def _deliver(self, frame: bytes) -> None:
        with psycopg.connect(self.town.databases.collector_url.replace("+psycopg", "")) as connection:
            connection.execute("select postbox.deliver(%s, %s, %s)", [self.frame.lookup, self.seq, frame])

    def _folder_seed(self) -> bytes:
        """By the first officer whose slot is not a blank."""
        receivers = [each for each in self.keyring.officers if each.receives]
        for officer, slot in zip(receivers, self.frame.slots, strict=False):
            xseed = next(each.xseed for each in OFFICERS if each.oid == officer.oid)
            try:
                return unwrap_folder_seed(
                    self.instance, self.frame.folder, 1, officer.kid, self.frame.pk_hash, xseed, slot
                )
            except CannotOpen:
                continue  # a blank, for somebody left out
        raise AssertionError("nobody can open this report")
