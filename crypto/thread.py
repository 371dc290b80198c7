"""Two threads that hold on to each other: a document names its predecessor and the other side's newest."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from crypto.errors import Refused
from crypto.keyring import Keyring
from crypto.letter import Ack, Reply
from crypto.names import Hash, Oid


class Fault(StrEnum):
    """What does not fit together in a thread; each is shown to its reader."""

    GAP = "gap"
    FORK = "fork"
    ROLLED_BACK = "rolled-back"
    ACK_BEYOND = "ack-beyond"
    ACK_OTHER = "ack-other"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault, at which sequence number, and in a few words why."""

    fault: Fault
    seq: int
    why: str


@dataclass(frozen=True, slots=True)
class Link:
    """What of a document holds the threads together."""

    seq: int
    hash: Hash
    prev: Hash
    ack: Ack | None


@dataclass(frozen=True, slots=True)
class ReceivedReply:
    """A reply whose author may write and did."""

    seq: int
    hash: Hash
    reply: Reply

    @property
    def link(self) -> Link:
        """Its place in the thread."""
        return Link(self.seq, self.hash, self.reply.prev, self.reply.ack)


def chain_findings(links: Iterable[Link], known: Mapping[int, Hash], *, begun: bool) -> tuple[Finding, ...]:
    """Gaps and forks of one side's thread, `links` in order of seq.

    `known` are hashes remembered by seq; `begun` says that nothing older is to be had, so that a first link
    without its predecessor is a gap.
    """
    hashes, findings, first = dict(known), [], True
    for link in links:
        if hashes.setdefault(link.seq, link.hash) != link.hash:
            findings.append(Finding(Fault.FORK, link.seq, "two documents with one number"))
        elif link.seq - 1 in hashes:
            if hashes[link.seq - 1] != link.prev:
                findings.append(Finding(Fault.FORK, link.seq, "does not follow the document before it"))
        elif begun or not first:
            findings.append(Finding(Fault.GAP, link.seq, "the document before it is missing"))
        first = False
    return tuple(findings)


def ack_findings(links: Iterable[Link], sent: Mapping[int, Hash], newest: int) -> tuple[Finding, ...]:
    """Acknowledgements of documents never sent: numbers beyond `newest`, or another hash than in `sent`."""
    findings = []
    for link in links:
        if link.ack and link.ack.seq > newest:
            findings.append(Finding(Fault.ACK_BEYOND, link.seq, "acknowledges what was never sent"))
        elif link.ack and sent.get(link.ack.seq, link.ack.hash) != link.ack.hash:
            findings.append(Finding(Fault.ACK_OTHER, link.seq, "acknowledges another text than was sent"))
    return tuple(findings)


def reply_author(keyring: Keyring, left_out: Iterable[Oid]) -> Callable[[bytes], bytes]:
    """Whose key must have signed a reply; Refused if they may not write to this reporter at all."""

    def author_of(document: bytes) -> bytes:
        reply = Reply.decode(document)
        signer = keyring.signer(reply.by, reply.on)
        if signer is None or not signer.replies:
            raise Refused("a reply by somebody who may not reply")
        if signer.oid in left_out:
            raise Refused("a reply by somebody whom the reporter left out")
        return signer.vk

    return author_of
