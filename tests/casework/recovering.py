"""What the recovery tests need: a group on the keyring, officers with new keys, custodians who sign."""

from dataclasses import dataclass
from pathlib import Path

from casework import drafting
from casework.demonstration import sign_drafts
from casework.recovery import asking, files, laying_out, opening
from casework.recovery.group import Made
from casework.recovery.registering import register
from casework.store import documents
from crypto.chain import verify_chain
from crypto.context import u32
from crypto.deposit import parse_item_frame
from crypto.enrol import enrol
from crypto.keyring import Keyring, kid_of
from crypto.ledger import Event
from crypto.names import FolderId, Oid, Seed
from crypto.opening import open_report
from crypto.publish import read_keyring
from crypto.recovery import join_shares
from crypto.root import custodian_id, read_root
from crypto.seeds import exchange_public, new_seed, sign, verification_key
from crypto.signed import Signed
from crypto.wrap import unwrap_folder_seed
from tests.casework.acting import TODAY, Actor, b64, post, raw

HOLDERS = ("monitoring.officer", "deputy", "reviewer")


@dataclass
class NewKeys:
    """An officer who has lost the old keys and made new ones."""

    name: str
    oid: Oid
    xseed: Seed
    sseed: Seed


def with_group(demo, made: Made, *, replaces: str | None = None) -> None:
    """Register a group, and let the demonstration's custodian sign the next keyring."""
    with demo.owner.begin() as connection:
        register(connection, made.group, replaces=replaces, today=TODAY)
    sign_next_keyring(demo)


def sign_next_keyring(demo) -> None:
    with demo.owner.begin() as connection:
        drafting.draft(connection, TODAY)
        sign_drafts(connection, TODAY)


def loses_keys(demo, actor: Actor) -> Actor:
    """The same officer with new keys, which the custodian has signed onto the keyring."""
    old = actor.officer
    new = NewKeys(old.name, old.oid, new_seed(), new_seed())
    xpk, vk = exchange_public(new.xseed), verification_key(new.sseed)
    with demo.owner.begin() as connection:
        connection.exec_driver_sql(
            "update casework.keys set ended_on = current_date where oid = %s", (old.oid,)
        )
        connection.exec_driver_sql(
            "insert into casework.keys values (%s, %s, %s, %s, %s, %s)",
            (
                custodian_id(vk),
                old.oid,
                kid_of(demo.instance, xpk, vk),
                xpk,
                vk,
                enrol(demo.instance, old.oid, new.xseed, new.sseed),
            ),
        )
    sign_next_keyring(demo)
    return Actor(new, actor.client, actor.instance)


def asks(
    demo, path: Path, *names: str, group: str | None = None, folders: tuple[str, ...] | None = None
) -> int:
    """`recovery request`."""
    with demo.owner.begin() as connection:
        asked, held = asking.ask(connection, asking.Wanted(names, group, folders), today=TODAY)
        return files.write_request(path, asked, held)


def opens(path: Path, made: Made) -> list[files.RecoveredFolder]:
    """`recovery open`, with as many shares as are needed."""
    asked, folders = files.read_request(path)
    trust = opening.Trust.verify(asked, today=TODAY, least_threshold=1)
    seed = join_shares(made.shares[: made.group.threshold])
    opening.check_seed(trust, seed)
    return [opening.recover(trust, seed, each, today=TODAY) for each in folders]


def submits(demo, recovered: list[files.RecoveredFolder]) -> None:
    """`recovery submit`."""
    with demo.owner.begin() as connection:
        rid = Event.decode(recovered[0].event).by
        laying_out.lay_out(connection, rid, recovered, today=TODAY)


def waiting(custodian: Actor) -> list[dict]:
    answer = custodian.client.get("/api/custody/recoveries")
    assert answer.status_code == 200, answer.text
    return answer.json["events"]


def signs_recoveries(custodian: Actor, sseed: Seed | None = None):
    """Sign every recovery that waits."""
    seed = sseed or custodian.officer.sseed
    signatures = []
    for each in waiting(custodian):
        event = Event.decode(raw(each["document"]))
        parts = (event.folder, u32(event.seq), bytes.fromhex(each["hash"]))
        signature = sign(custodian.instance, seed, "event", *parts)
        signatures.append({"hash": each["hash"], "signature": b64(signature)})
    signer = custodian_id(verification_key(custodian.officer.sseed)).hex()
    return post(
        custodian.client, "/api/custody/recoveries/signatures", {"id": signer, "signatures": signatures}
    )


def keyrings(demo) -> list[Keyring]:
    with demo.owner.begin() as connection:
        return [read_keyring(each.document) for each in documents.published(connection, "keyring")]


def reads(demo, actor: Actor, folder: bytes) -> dict:
    """The answers, as this officer's browser comes to them: own wrap, whole ledger, every keyring."""
    found, rings = actor.fetches(folder), keyrings(demo)
    with demo.owner.begin() as connection:
        roots = [read_root(each.document) for each in documents.published(connection, "root")]
    frames = [raw(each["frame"]) for each in actor.thread(folder)["events"]]
    ledger = verify_chain(frames, demo.instance, FolderId(folder), rings, roots=roots)
    kid = actor.kid()
    assert ledger.may_open(kid, TODAY)
    sealed = next(raw(each["wrap"]) for each in found["wraps"] if each["id"] == kid.hex())
    seed = unwrap_folder_seed(
        demo.instance, FolderId(folder), 1, kid, ledger.pk_hashes[1], actor.officer.xseed, sealed
    )
    item = parse_item_frame(raw(found["item"]))
    return open_report(demo.instance, FolderId(folder), seed, item, rings).report.answers


def acts(actor: Actor, folder: bytes) -> list[str]:
    events = (Signed.unpack(raw(each["frame"])) for each in actor.thread(folder)["events"])
    return [str(Event.decode(each.document).act) for each in events]
