"""One report from sealing to opening, for vectors and tests of what follows it."""

from datetime import timedelta
from typing import Any, Final

from crypto.code import CodeKeys, derive_keys
from crypto.deposit import parse_item_frame, parse_report_frame
from crypto.files import SealedFiles
from crypto.identity import Identity
from crypto.item import open_item
from crypto.keyring import slots
from crypto.letter import Ack, Answer, FolderKey, Reader
from crypto.names import FolderId, Hash, Seed
from crypto.opening import OpenedReport, open_report, seal_reply
from crypto.report import SealedReport, seal_report
from crypto.vectors.cast import (
    CLERK,
    DEPUTY,
    FORMER,
    INSTANCE,
    KEYRING,
    MONITORING,
    REVIEWER,
    STRANGER,
    TODAY,
    Person,
    seed,
    short,
)
from crypto.wrap import unwrap_folder_seed

FOLDER: Final = FolderId(short("folder of the report"))
ENTROPY: Final = seed("code of the report")[:13]
NAME: Final = Identity("Ann Example", "07700 900000", ("Monitoring Officer",))
ANSWERS: Final[dict[str, Answer]] = {
    "what": "The Monitoring Officer signed it off.\nTwice – 😀",
    "where": ("office", "home"),
}


class Story:
    """A report that leaves the deputy out, with a name given in confidence, and what its reader finds."""

    def __init__(self, *, identity: Identity | None = NAME, files: SealedFiles | None = None) -> None:
        self.keys: CodeKeys = derive_keys(INSTANCE, ENTROPY)
        self.sealed: SealedReport = seal_report(
            INSTANCE,
            KEYRING,
            self.keys,
            folder=FOLDER,
            answers=ANSWERS,
            language="en",
            sealed_by="browser",
            left_out=frozenset({DEPUTY.oid}),
            files=files or SealedFiles(),
            identity=identity,
        )
        self.frame = parse_report_frame(self.sealed.payload)
        self.seed = self._unwrap(MONITORING)
        self.opened: OpenedReport = open_report(INSTANCE, FOLDER, self.seed, self.frame.item, [KEYRING])

    def _unwrap(self, who: Person) -> Seed:
        at = [slot.id for slot in slots(KEYRING)].index(who.kid)
        wrap, pk_hash = self.frame.slots[at], self.frame.pk_hash
        return unwrap_folder_seed(INSTANCE, FOLDER, 1, who.kid, pk_hash, who.xseed, wrap)

    def reply(self, seq: int, prev: Hash, **different: Any) -> bytes:
        """A reply's frame by the Monitoring Officer, or as `different` says."""
        by: Person = different.pop("by", MONITORING)
        parts: dict[str, Any] = {
            "seq": seq,
            "by": by.kid,
            "sseed": by.sseed,
            "on": TODAY,
            "prev": prev,
            "ack": Ack(0, self.opened.hash),
            "text": f"Reply {seq}. Thank you – diolch.",
            "status": "received",
            "next_date": TODAY + timedelta(days=7),
            "readers": [Reader(MONITORING.title, TODAY, None, TODAY)],
            "folder": FolderKey(1, self.opened.report.folder_pk),
        }
        return seal_reply(INSTANCE, self.opened, **{**parts, **different})

    def hash_of(self, reply: bytes) -> Hash:
        """H(the reply's document), as the reporter sees it without asking who may write."""
        people = {each.kid.hex(): each.vk for each in (MONITORING, DEPUTY, REVIEWER, CLERK, FORMER, STRANGER)}

        def author_of(document: bytes) -> bytes:
            return next(vk for kid, vk in people.items() if f'"by":"{kid}"' in document.decode())

        frame = parse_item_frame(reply)
        return open_item(INSTANCE, FOLDER, frame, self.keys.reply_seed, author_of, as_reporter=True).hash
