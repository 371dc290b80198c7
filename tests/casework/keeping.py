"""Folders without a browser: what an officer's keeper does with them, in Python, through casework's API."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from crypto.chain import Ledger, verify_chain
from crypto.context import sha256
from crypto.deposit import parse_item_frame
from crypto.frame import FrameType, pack
from crypto.ledger import Act, Event, sign_event
from crypto.names import FolderId, Kid, Oid, Rid, Seed
from crypto.note import Note, OpenedNote, open_note, seal_note
from crypto.seeds import exchange_public, new_id, new_seed
from crypto.signed import Signed
from crypto.wrap import chain_seed, unchain_seed, unwrap_folder_seed, wrap_folder_seed
from tests.casework.acting import TODAY, Actor, b64, post, raw


def wrap_frame(actor: Actor, folder: bytes, epoch: int, holder: Kid | Rid, seed: Seed) -> bytes:
    """A wrap for anybody on the keyring."""
    ring = actor.keyring()
    keys = {each.kid: each.xpk for each in ring.officers} | {each.rid: each.xpk for each in ring.recovery}
    sealed = wrap_folder_seed(actor.instance, FolderId(folder), epoch, holder, keys[holder], seed)
    return pack(FrameType.WRAP, folder, epoch.to_bytes(4, "big"), holder, sealed)


@dataclass
class Draft:
    """A folder about to be opened; tests change what they wish before it is sent."""

    actor: Actor
    folder: bytes
    seed: Seed
    event: Event
    kind: str = "case"

    @classmethod
    def of(
        cls,
        actor: Actor,
        *,
        to: Iterable[Actor] = (),
        barred: Iterable[Oid] = (),
        kind: str = "case",
        on: date = TODAY,
    ):
        folder, seed = new_id(), new_seed()
        holders = tuple(sorted({actor.kid(), *(each.kid() for each in to)}))
        event = Event(
            folder=FolderId(folder),
            seq=0,
            act=Act.OPEN,
            by=actor.kid(),
            on=on,
            to=holders,
            epoch=1,
            pk=sha256(exchange_public(seed)),
            barred=tuple(barred),
        )
        return cls(actor, folder, seed, event, kind)

    def wraps(self) -> list[bytes]:
        return [wrap_frame(self.actor, self.folder, 1, holder, self.seed) for holder in self.event.to]

    def sends(self, wraps: list[bytes] | None = None):
        frame = sign_event(self.actor.instance, self.event, self.actor.officer.sseed)
        given = self.wraps() if wraps is None else wraps
        body = {"kind": self.kind, "event": b64(frame), "wraps": [b64(each) for each in given]}
        return post(self.actor.client, "/api/folders", body)


def opens_folder(actor: Actor, **choices: object) -> bytes:
    """A new folder; its id."""
    draft = Draft.of(actor, **choices)
    answer = draft.sends()
    assert answer.status_code == 201, answer.text
    return draft.folder


def fetched(actor: Actor, folder: bytes) -> dict:
    answer = actor.client.get(f"/api/folders/{folder.hex()}")
    assert answer.status_code == 200, answer.text
    return answer.json


def ledger_of(actor: Actor, folder: bytes) -> Ledger:
    frames = [raw(each["frame"]) for each in fetched(actor, folder)["events"]]
    return verify_chain(frames, actor.instance, FolderId(folder), [actor.keyring()])


def seed_of(actor: Actor, folder: bytes) -> Seed:
    """The newest epoch's."""
    ledger = ledger_of(actor, folder)
    wraps = fetched(actor, folder)["wraps"]
    wrap = next(each for each in wraps if each["epoch"] == ledger.epoch)
    return unwrap_folder_seed(
        actor.instance,
        FolderId(folder),
        ledger.epoch,
        Kid(bytes.fromhex(wrap["id"])),
        ledger.pk_hashes[ledger.epoch],
        actor.officer.xseed,
        raw(wrap["wrap"]),
    )


def next_event(actor: Actor, folder: bytes, act: Act, **fields: object) -> bytes:
    """The next event of a folder's ledger."""
    frames = [raw(each["frame"]) for each in fetched(actor, folder)["events"]]
    place = {"seq": len(frames), "prev": Signed.unpack(frames[-1]).hash, "by": actor.kid(), "on": TODAY}
    event = Event(folder=FolderId(folder), act=act, **{**place, **fields})
    return sign_event(actor.instance, event, actor.officer.sseed)


def sealed_item(
    actor: Actor, folder: bytes, value: str, *, kind: str, name: str, seq: int, seed=None, sseed=None
):
    note = Note(actor.kid(), TODAY, name, value)
    public = exchange_public(seed or seed_of(actor, folder))
    return seal_note(
        actor.instance,
        FolderId(folder),
        kind,
        note,
        folder_pk=public,
        sseed=sseed or actor.officer.sseed,
        seq=seq,
    )


def sends_item(actor: Actor, folder: bytes, frame: bytes, *, name: str | None = None, event=None):
    item = parse_item_frame(frame)
    noted = event or next_event(actor, folder, Act.ADD, item=item.id, hash=sha256(frame))
    body = {"name": name, "item": b64(frame), "event": b64(noted)}
    return post(actor.client, f"/api/folders/{folder.hex()}/items", body)


def writes_note(actor: Actor, folder: bytes, value: str):
    frame = sealed_item(actor, folder, value, kind="note", name="", seq=0)
    return sends_item(actor, folder, frame)


def writes_field(actor: Actor, folder: bytes, name: str, value: str, seq: int = 1):
    frame = sealed_item(actor, folder, value, kind="field", name=name, seq=seq)
    return sends_item(actor, folder, frame, name=name)


def reads(actor: Actor, folder: bytes) -> list[OpenedNote]:
    """Every item, opened."""
    seeds = all_seeds(actor, folder)
    frames = [parse_item_frame(raw(each["item"])) for each in fetched(actor, folder)["items"]]
    return [open_note(actor.instance, FolderId(folder), seeds, actor.keyring(), frame) for frame in frames]


def grants(
    actor: Actor,
    folder: bytes,
    to: Actor,
    *,
    purpose: str = "investigate",
    until: date | None = None,
    seed: Seed | None = None,
    wraps: list[bytes] | None = None,
    **fields: object,
):
    """Let somebody in; a test changes what it wishes."""
    ledger, key = ledger_of(actor, folder), seed or seed_of(actor, folder)
    said = {"to": (to.kid(),), "epoch": ledger.epoch, "pk": ledger.pk_hashes[ledger.epoch], "until": until}
    event = next_event(actor, folder, Act.GRANT, **{**said, "purpose": purpose, **fields})
    given = wraps or [wrap_frame(actor, folder, ledger.epoch, to.kid(), key)]
    body = {"event": b64(event), "wraps": [b64(each) for each in given]}
    return post(actor.client, f"/api/folders/{folder.hex()}/grants", body)


def revokes(actor: Actor, folder: bytes, whom: Actor, *, purpose: str = "work-done"):
    event = next_event(actor, folder, Act.REVOKE, to=(whom.kid(),), purpose=purpose)
    return post(actor.client, f"/api/folders/{folder.hex()}/revocations", {"event": b64(event)})


def bars(actor: Actor, folder: bytes, *whom: Actor):
    oids = tuple(sorted(each.officer.oid for each in whom))
    event = next_event(actor, folder, Act.BAR, barred=oids, purpose="conflict")
    return post(actor.client, f"/api/folders/{folder.hex()}/bars", {"event": b64(event)})


def seals_roll(
    actor: Actor, folder: bytes, *, stay: Iterable[Actor] = (), old: Seed | None = None
) -> tuple[dict, Seed]:
    """A roll's body, and the new seed."""
    ledger, new = ledger_of(actor, folder), new_seed()
    to = tuple(sorted({actor.kid(), *(each.kid() for each in stay)}))
    epoch, pk = ledger.epoch + 1, sha256(exchange_public(new))
    event = next_event(actor, folder, Act.ROLL, to=to, epoch=epoch, pk=pk)
    chained = chain_seed(actor.instance, FolderId(folder), epoch, old or seed_of(actor, folder), new)
    chain = pack(FrameType.WRAP, folder, epoch.to_bytes(4, "big"), bytes(16), chained)
    wraps = [wrap_frame(actor, folder, epoch, holder, new) for holder in to]
    return {"event": b64(event), "wraps": [b64(each) for each in wraps], "chain": b64(chain)}, new


def rolls(actor: Actor, folder: bytes, *, stay: Iterable[Actor] = ()):
    body, _ = seals_roll(actor, folder, stay=stay)
    return post(actor.client, f"/api/folders/{folder.hex()}/rolls", body)


def all_seeds(actor: Actor, folder: bytes) -> list[Seed]:
    """Newest epoch first, the older ones through the seed chains."""
    ledger, seeds = ledger_of(actor, folder), [seed_of(actor, folder)]
    chains = {each["epoch"]: raw(each["sealed"]) for each in fetched(actor, folder)["chains"]}
    for epoch in range(ledger.epoch, 1, -1):
        pk_hash = ledger.pk_hashes[epoch - 1]
        old = unchain_seed(actor.instance, FolderId(folder), epoch, seeds[-1], pk_hash, chains[epoch])
        seeds.append(old)
    return seeds
