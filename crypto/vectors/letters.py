"""Vectors of what a reporter sends and what is made of it: reports, items, messages, names, files."""

import io
from dataclasses import asdict, replace
from typing import Any

from crypto.context import sha256
from crypto.deposit import ItemFrame, parse_item_frame
from crypto.files import FileStream, cut_file
from crypto.frame import FrameType, pack, unpack
from crypto.identity import open_share, release_share
from crypto.item import Recipients, seal_item
from crypto.keyring import slots
from crypto.mailbox import open_replies, open_state, seal_message
from crypto.names import NO_HASH, ItemId, Seed
from crypto.seeds import exchange_public
from crypto.vectors.case import Case, flipped, ok, refused
from crypto.vectors.cast import (
    COLLECTOR,
    DEPUTY,
    GROUP,
    INSTANCE,
    KEYRING,
    MONITORING,
    REVIEWER,
    STRANGER,
    Person,
    seed,
    short,
)
from crypto.vectors.story import ANSWERS, ENTROPY, FOLDER, NAME, Story


def _opening(story: Story, frame: ItemFrame, **different: Any) -> dict[str, Any]:
    known = {"iid": INSTANCE.iid, "folder": FOLDER, "seed": story.seed, "keyrings": [KEYRING.hash]}
    return {**known, "item": asdict(frame), **different}


def reports() -> list[Case]:
    """A whole deposit, and what collector and officers do with it."""
    story = Story()
    frame, payload = story.frame, story.sealed.payload
    common = {"iid": INSTANCE.iid, "keyring_document": KEYRING.document, "payload": payload}
    reorder = (frame.slots[1], frame.slots[0], *frame.slots[2:])
    fields = unpack(payload, FrameType.REPORT)
    swapped = pack(FrameType.REPORT, *fields[:3], b"".join(reorder), *fields[4:])
    to = [*(who.kid for who in sorted((MONITORING, REVIEWER), key=lambda who: who.kid)), GROUP.rid]
    return [
        ok("deposit", "parse_report_frame", payload=payload, folder=FOLDER, done=sha256(payload)),
        ok("route", "open_route", **common, seed=COLLECTOR.xseed, to=to, barred=[DEPUTY.oid]),
        refused(
            "slots in another order",
            "open_route",
            "the route is bound to the slots",
            iid=INSTANCE.iid,
            keyring_document=KEYRING.document,
            payload=swapped,
            seed=COLLECTOR.xseed,
        ),
        ok(
            "report",
            "open_report",
            payload=payload,
            iid=INSTANCE.iid,
            folder=FOLDER,
            seed=story.seed,
            keyrings=[KEYRING.hash],
            document_hash=story.opened.hash,
            what=ANSWERS["what"],
            reporter_vk=story.keys.reporter_vk,
            left_out=[DEPUTY.oid],
        ),
        ok(
            "mailbox",
            "open_state",
            iid=INSTANCE.iid,
            entropy=ENTROPY,
            sealed=frame.state,
            receipt=story.sealed.state.receipt,
            sent=story.opened.hash,
            pk=story.opened.report.folder_pk,
        ),
        refused(
            "state of another mailbox",
            "open_state",
            "replay",
            iid=INSTANCE.iid,
            entropy=seed("another code")[:13],
            sealed=frame.state,
        ),
    ]


def items() -> list[Case]:
    """A report's item changed or moved; and items that somebody else made."""
    story = Story(identity=None)
    frame = story.frame.item
    document = story.opened.report.encode()
    planted = replace(story.opened.report, folder_pk=exchange_public(seed("planted"))).encode()
    to = Recipients(story.opened.report.folder_pk)

    def made(author: Seed, text: bytes = document) -> ItemFrame:
        item = ItemId(short("item"))
        sealed = seal_item(INSTANCE, FOLDER, item, "report", 0, document=text, author=author, to=to)
        return parse_item_frame(sealed)

    def sent(**different: Any) -> ItemFrame:
        return replace(frame, **different)

    own = story.keys.sign_seed
    bad = {
        "under another item's id": _opening(story, sent(id=ItemId(short("x")))),
        "under another kind": _opening(story, sent(kind="message", seq=1)),
        "under another number": _opening(story, sent(seq=1)),
        "in another folder": _opening(story, frame, folder=short("x")),
        "flipped body": _opening(story, sent(body=flipped(frame.body, 500))),
        "flipped wrap": _opening(story, sent(folder_wrap=flipped(frame.folder_wrap, -1))),
        "with another seed": _opening(story, frame, seed=seed("x")),
        "keyring never published": _opening(story, frame, keyrings=[sha256(b"")]),
        "signed by somebody else": _opening(story, made(seed("x"))),
        "naming another folder key": _opening(story, made(own, text=planted)),
    }
    honest = ok("whole", "open_report", **_opening(story, frame), document_hash=story.opened.hash)
    return [honest, *(refused(name, "open_report", name, **case) for name, case in bad.items())]


def messages() -> list[Case]:
    """A message after a reply, and forged ones."""
    story = Story(identity=None)
    state = open_state(INSTANCE, story.keys, story.frame.state)
    first = story.reply(1, NO_HASH)
    learnt = open_replies(INSTANCE, story.keys, state, KEYRING, [first, b"filling"]).state
    sealed = seal_message(
        INSTANCE, KEYRING, story.keys, learnt, story.frame.state, topic="more", text="And then – eto"
    )
    report = {"folder": FOLDER, "reporter_vk": story.keys.reporter_vk, "report_hash": story.opened.hash}
    common = {"iid": INSTANCE.iid, "payload": sealed.payload, "seeds": [seed("newer"), story.seed], **report}
    strangers = {**common, "reporter_vk": STRANGER.vk}
    return [
        ok("message", "open_message", **common, text="And then – eto", seq=1, ack_seq=1, done=sealed.done),
        refused("not the report's author", "open_message", "forged message", **strangers),
        refused("in another folder", "open_message", "replay", **{**common, "folder": short("x")}),
        refused("without the key", "open_message", "not a member", **{**common, "seeds": [seed("newer")]}),
    ]


def identities() -> list[Case]:
    """A name opens to one person of each group together, by a share of one's own and one released."""
    story = Story()
    frame, item = story.frame, story.frame.item.id
    order = [slot.id for slot in slots(KEYRING) if slot.share]
    shares = dict(zip(order, frame.slots[-len(order) :], strict=True))

    def share(who: Person, group: int) -> dict[str, Any]:
        return {"kid": who.kid, "group": group, "xseed": who.xseed, "slot": shares[who.kid]}

    def opened(who: Person, group: int) -> bytes:
        return open_share(INSTANCE, FOLDER, item, who.kid, group, who.xseed, shares[who.kid])

    common = {"iid": INSTANCE.iid, "folder": FOLDER, "item": item}
    one, two = opened(MONITORING, 1), opened(REVIEWER, 2)
    asked = sha256(b"the asking event")
    released = release_share(INSTANCE, FOLDER, item, asked, MONITORING.xpk, two)
    whole = {"sealed": frame.identity, "given_name": NAME.name, "contact": NAME.contact}
    elsewhere = {**common, "item": short("x")}
    release = {"asking_event": asked, "xseed": MONITORING.xseed, "released": released}
    return [
        ok("share of group one", "open_share", **common, **share(MONITORING, 1), share=one),
        ok("share of group two", "open_share", **common, **share(REVIEWER, 2), share=two),
        refused("share of somebody left out", "open_share", "a blank", **common, **share(DEPUTY, 1)),
        refused("share for the other group", "open_share", "bound", **common, **share(MONITORING, 2)),
        refused("share of another item", "open_share", "replay", **elsewhere, **share(MONITORING, 1)),
        ok("released share", "open_released_share", **common, **release, share=two),
        refused(
            "released for another event",
            "open_released_share",
            "replay",
            **common,
            **{**release, "asking_event": NO_HASH},
        ),
        ok("name", "open_identity", **common, shares={"1": one, "2": two}, **whole),
        refused("half a name", "open_identity", "half", **common, shares={"1": one}, sealed=frame.identity),
        refused(
            "one half twice",
            "open_identity",
            "half",
            **common,
            shares={"1": one, "2": one},
            sealed=frame.identity,
        ),
        refused(
            "half guessed",
            "open_identity",
            "half",
            **common,
            shares={"1": one, "2": bytes(32)},
            sealed=frame.identity,
        ),
    ]


def files() -> list[Case]:
    """One file's entry and ciphertext; the stream around it is random."""
    parts: dict[int, bytes] = {}
    stream = FileStream(INSTANCE, FOLDER, parts.__setitem__)
    stream.add("first.txt", "text/plain", io.BytesIO(b"first"))
    file = stream.add("llun.txt", "text/plain", io.BytesIO(b"0123456789" * 2000), removed=("place",))
    stream.finish()
    ciphertext = cut_file(file, b"".join(parts[number] for number in file.parts))
    common = {"iid": INSTANCE.iid, "folder": FOLDER, "file": file.listed(), "ciphertext": ciphertext}
    honest_tree = {**file.listed(), "tree": sha256(b"wrong")}
    return [
        ok("file", "open_file", **common, content_hash=sha256(b"0123456789" * 2000)),
        refused("wrong tree", "open_file", "wrong tree", **{**common, "file": honest_tree}),
        refused("flipped bit", "open_file", "changed", **{**common, "ciphertext": flipped(ciphertext, 99)}),
        refused("cut", "open_file", "changed", **{**common, "ciphertext": ciphertext[:-1]}),
        refused("another folder", "open_file", "replay", **{**common, "folder": short("x")}),
    ]
