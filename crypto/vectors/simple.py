"""Vectors of what stands alone: documents, frames, contexts, padding, tree, bodies, seeds, wraps, codes."""

from crypto import body, padding, tree
from crypto.code import derive_keys, words
from crypto.context import hkdf, lp, sha256
from crypto.frame import FrameType, pack
from crypto.names import FolderId, Kid
from crypto.seeds import SMALL_ORDER, exchange_public, sign, verification_key
from crypto.vectors.case import Case, flipped, ok, pattern, refused
from crypto.vectors.cast import INSTANCE, seed, short
from crypto.wrap import blank, chain_seed, seal, unchain_seed, unwrap_folder_seed, wrap_folder_seed, wrap_info

MIB = 1 << 20


def documents() -> list[Case]:
    """Strict JSON."""
    good = {
        "smallest": '{"kind":"test","v":1}',
        "every kind of value": '{"a":[true,false,null,"x",{"b":0}],"a_b":9007199254740991,"kind":"test","v":1}',
        "text beyond ASCII": '{"a":"Grŵp \U0001f600 \\"\\\\/\\u0001\\b\\f\\n\\r\\t\x7f\u2028","kind":"test","v":1}',
    }
    bad = {
        "duplicate key": '{"a":1,"a":1,"kind":"test","v":1}',
        "float": '{"a":1.0,"kind":"test","v":1}',
        "exponent": '{"a":1e2,"kind":"test","v":1}',
        "negative": '{"a":-1,"kind":"test","v":1}',
        "negative zero": '{"a":-0,"kind":"test","v":1}',
        "too large an integer": '{"a":9007199254740992,"kind":"test","v":1}',
        "endless integer": '{"a":' + "9" * 5000 + ',"kind":"test","v":1}',
        "NaN": '{"a":NaN,"kind":"test","v":1}',
        "byte order mark": '\ufeff{"kind":"test","v":1}',
        "white space": '{"kind": "test","v":1}',
        "white space after": '{"kind":"test","v":1}\n',
        "keys not sorted": '{"v":1,"kind":"test"}',
        "key with a capital": '{"aB":1,"kind":"test","v":1}',
        "key with a digit": '{"a1":1,"kind":"test","v":1}',
        "__proto__": '{"__proto__":{},"kind":"test","v":1}',
        "lone surrogate": '{"a":"\\ud800","kind":"test","v":1}',
        "needless escape": '{"a":"\\u0041","kind":"test","v":1}',
        "escaped solidus": '{"a":"\\/","kind":"test","v":1}',
        "capital escape": '{"a":"\\u001F","kind":"test","v":1}',
        "not an object": "[1]",
        "another version": '{"kind":"test","v":2}',
        "version true": '{"kind":"test","v":true}',
        "another kind": '{"kind":"text","v":1}',
        "a key too many": '{"a":1,"b":1,"kind":"test","v":1}',
        "nested too deep": '{"a":' + "[" * 16 + "]" * 16 + ',"kind":"test","v":1}',
        "nested without end": '{"a":' + "[" * 50_000,
    }
    raw = {
        "UTF-16": '{"kind":"test","v":1}'.encode("utf-16-le"),
        "not UTF-8": b'{"a":"\xff","kind":"test","v":1}',
    }
    keys = {"every kind of value": ["a", "a_b"], "smallest": [], "text beyond ASCII": ["a"]}
    bad_keys = ("white", "byte", "keys", "another", "version", "UTF-16", "not an")
    return [
        *(ok(name, "document", bytes=text.encode(), keys=keys[name]) for name, text in good.items()),
        *(
            refused(name, "document", name, bytes=text, keys=[] if name.startswith(bad_keys) else ["a"])
            for name, text in ({name: text.encode() for name, text in bad.items()} | raw).items()
        ),
    ]


def frames() -> list[Case]:
    """The envelope; `type` is its fifth byte."""
    done = (short("id"), bytes(seed("payload")))
    frame = pack(FrameType.DONE, *done)
    put = (short("id"), b"ticket", b"\0\0\0\1", b"bytes")
    bad = {
        "cut": frame[:-1],
        "with a tail": frame + b"\0",
        "of another magic": b"CND2" + frame[4:],
        "with another count": frame[:5] + b"\3" + frame[6:],
        "of another type": frame[:4] + b"\5" + frame[5:],
        "with a wrong length": frame[:9] + b"\x11" + frame[10:],
        "empty": b"",
        "header only": frame[:6],
        "with a huge length": frame[:6] + b"\xff\xff\xff\xff" + frame[10:],
    }
    return [
        ok("done", "frame", type=10, fields=done, frame=frame),
        ok("put", "frame", type=6, fields=put, frame=pack(FrameType.PUT, *put)),
        ok("begin", "frame", type=5, fields=[done[0]], frame=pack(FrameType.BEGIN, done[0])),
        *(refused(name, "frame", name, type=10, frame=bytes_) for name, bytes_ in bad.items()),
    ]


def contexts() -> list[Case]:
    """LP, C, H, HKDF; `parts` are bytes, texts as their UTF-8."""
    parts = (b"", b"\0\1", "Grŵp".encode())
    context = INSTANCE.context("wrap", *parts)
    return [
        ok("lp", "lp", parts=parts, out=lp(*parts)),
        ok("context", "context", iid=INSTANCE.iid, label="wrap", parts=parts, out=context),
        ok("longest part", "lp_length", length=65_535),
        refused("too long a part", "lp_length", "longer than a u16 can say", length=65_536),
        ok("hash", "hash", content=b"candour", out=sha256(b"candour")),
        ok("hkdf", "hkdf", secret=seed("hkdf"), info=context, length=76, out=hkdf(seed("hkdf"), context, 76)),
    ]


def paddings() -> list[Case]:
    """Buckets; `content` is `length` bytes of i mod 251."""
    sizes = (0, 1, 1015, 1016, 16_375, 16_376, 24_568, 24_569, 32_759, 32_760, 49_144, 49_145, 100_000)
    rounds = (1, 2, 3, 4, 5, 7, 8, 9, 13, 1023, 1024, 1025, 1536, 1537, MIB - 1, MIB, MIB + 1, 3 << 29)
    padded = padding.pad(b"candour", padding.FLOOR_SMALL)
    bad = {
        "not zero": padded[:-1] + b"\1",
        "a byte short": padded[:-1],
        "a byte long": padded + b"\0",
        "a length beyond the end": b"\0\0\0\0\0\0\4\0" + padded[8:],
        "a huge length": b"\xff" * 8 + padded[8:],
        "too short for a length": b"\0\0\0",
        "the next bucket": padded + bytes(513),
    }
    return [
        *(
            ok(f"round {length}", "round_up", length=length, out=padding.round_up(length))
            for length in rounds
        ),
        *(
            ok(
                f"pad {length} to {floor}",
                "pad",
                length=length,
                floor=floor,
                size=padding.padded_length(length, floor),
                hash=sha256(padding.pad(pattern(length), floor)),
            )
            for length in sizes
            for floor in (padding.FLOOR_SMALL, padding.FLOOR_ITEM, padding.FLOOR_REPORT)
        ),
        *(
            ok(f"stream {length}", "stream_length", length=length, out=padding.stream_length(length))
            for length in (0, 72, MIB, MIB + 1, MIB * 3 // 2 + 1, 3 << 29)
        ),
        ok("unpad", "unpad", floor=padding.FLOOR_SMALL, padded=padded, content=b"candour"),
        *(
            refused(n, "unpad", "padding is checked", floor=padding.FLOOR_SMALL, padded=p)
            for n, p in bad.items()
        ),
    ]


def trees() -> list[Case]:
    """Tree hashes of `length` bytes of i mod 251."""
    sizes = (0, 1, MIB - 1, MIB, MIB + 1, 2 * MIB, 2 * MIB + 5)
    return [
        ok(f"tree {size}", "tree", iid=INSTANCE.iid, length=size, out=tree.tree(INSTANCE, pattern(size)))
        for size in sizes
    ]


def bodies() -> list[Case]:
    """Cobblestone-256; plaintexts are `length` bytes of i mod 251."""
    key, context, salt = seed("body"), INSTANCE.context("body", b"here"), seed("salt")[:24]
    sealed = body.seal_body(key, context, pattern(16_384 + 10), salt=salt)
    three = body.seal_body(key, context, pattern(2 * 16_384), salt=salt)
    two_keys = body.seal_body(seed("other"), context, b"another text", salt=salt)
    short_body = body.seal_body(key, context, b"candour", salt=salt)
    first, second = three[56 : 56 + 16_400], three[56 + 16_400 : 56 + 32_800]
    bad = {
        "flipped bit": flipped(sealed, 100),
        "flipped commitment": flipped(sealed, 30),
        "flipped salt": flipped(sealed, 0),
        "flipped tag": flipped(sealed, -1),
        "cut at a chunk edge": sealed[: 56 + 16_400],
        "cut within the tag": sealed[:80],
        "cut in the header": sealed[:40],
        "chunks swapped": three[:56] + second + first + three[56 + 32_800 :],
        "one ciphertext under two keys": two_keys[:24] + sealed[24:56] + two_keys[56:],
    }
    return [
        *(
            ok(
                f"body of {length}",
                "seal_body",
                key=key,
                context=context,
                salt=salt,
                length=length,
                size=body.sealed_length(length),
                hash=sha256(body.seal_body(key, context, pattern(length), salt=salt)),
            )
            for length in (0, 1, 16_383, 16_384, 16_385, 32_768, MIB - 1, MIB, MIB + 1)
        ),
        ok("opens", "open_body", key=key, context=context, body=sealed, length=16_384 + 10),
        *(refused(n, "open_body", n, key=key, context=context, body=b) for n, b in bad.items()),
        refused("another key", "open_body", "key", key=seed("other"), context=context, body=two_keys[:72]),
        refused("another context", "open_body", "replay", key=key, context=context + b"x", body=short_body),
    ]


def seeds() -> list[Case]:
    """Keys and signatures."""
    parts = (short("folder"), b"\0\0\0\1")
    signature = sign(INSTANCE, seed("a"), "event", *parts)
    common = {"iid": INSTANCE.iid, "label": "event", "parts": parts, "vk": verification_key(seed("a"))}
    anything = bytes([1, *bytes(31)])
    return [
        ok("exchange key", "exchange_public", seed=seed("a"), out=exchange_public(seed("a"))),
        ok("verification key", "verification_key", seed=seed("a"), out=verification_key(seed("a"))),
        ok("signature", "verify", **common, signature=signature),
        ok("signing", "sign", **common, seed=seed("a"), signature=signature),
        refused("flipped signature", "verify", "forged", **common, signature=flipped(signature, 3)),
        refused("other parts", "verify", "replay", **{**common, "parts": parts[:1]}, signature=signature),
        refused("other label", "verify", "replay", **{**common, "label": "item"}, signature=signature),
        *(
            refused(
                "small order",
                "verify",
                "verifies anything",
                **{**common, "vk": vk},
                signature=anything + bytes(32),
            )
            for point in sorted(SMALL_ORDER)
            for vk in (point, point[:31] + bytes([point[31] | 0x80]))
        ),
        refused(
            "short exchange key", "check_exchange_public", "length", public=exchange_public(seed("a"))[:-1]
        ),
        refused("exchange key out of range", "check_exchange_public", "not reduced", public=b"\xff" * 1216),
    ]


def wraps() -> list[Case]:
    """Seals, wraps of folder seeds, the chain of epochs."""
    folder, other = FolderId(short("folder")), FolderId(short("other folder"))
    kid, xseed, inner, new = Kid(short("kid")), seed("officer"), seed("folder seed"), seed("next epoch")
    pk_hash = sha256(exchange_public(inner))
    wrap = wrap_folder_seed(INSTANCE, folder, 1, kid, exchange_public(xseed), inner)
    common = {
        "iid": INSTANCE.iid,
        "folder": folder,
        "epoch": 1,
        "holder": kid,
        "pk_hash": pk_hash,
        "xseed": xseed,
    }
    planted = seal(exchange_public(xseed), wrap_info(INSTANCE, folder, 1, kid, pk_hash), seed("planted"))
    chained = chain_seed(INSTANCE, folder, 2, inner, new)
    chain = {"iid": INSTANCE.iid, "folder": folder, "epoch": 2, "seed": new, "old_pk_hash": pk_hash}
    assert unwrap_folder_seed(INSTANCE, folder, 1, kid, pk_hash, xseed, wrap) == inner
    assert unchain_seed(INSTANCE, folder, 2, new, pk_hash, chained) == inner
    sealed = seal(exchange_public(xseed), b"info", inner)
    unseal, unwrap = "unseal", "unwrap_folder_seed"
    return [
        ok("seal", unseal, seed=xseed, info=b"info", sealed=sealed, secret=inner),
        refused("other info", unseal, "replay", seed=xseed, info=b"inf", sealed=sealed),
        refused("flipped seal", unseal, "forged", seed=xseed, info=b"info", sealed=flipped(sealed, -1)),
        refused("short seal", unseal, "length", seed=xseed, info=b"info", sealed=sealed[:-1]),
        refused("blank", unseal, "a blank opens to nobody", seed=xseed, info=b"", sealed=blank()),
        ok("wrap", unwrap, **common, wrap=wrap, seed=inner),
        refused("other folder", unwrap, "replay", **{**common, "folder": other}, wrap=wrap),
        refused("other epoch", unwrap, "replay", **{**common, "epoch": 2}, wrap=wrap),
        refused("other holder", unwrap, "replay", **{**common, "holder": short("x")}, wrap=wrap),
        refused("planted seed", unwrap, "server-made folder key", **common, wrap=planted),
        ok("seed chain", "unchain_seed", **chain, chained=chained, old=inner),
        refused(
            "made-up roll", "unchain_seed", "server-made roll", **{**chain, "seed": xseed}, chained=chained
        ),
        refused(
            "other old key", "unchain_seed", "void", **{**chain, "old_pk_hash": sha256(b"")}, chained=chained
        ),
    ]


def codes() -> list[Case]:
    """Follow-up codes; a refused one says which `word` (from 1), or null, and how many there were (`count`)."""
    entropy = seed("code")[:13]
    keys, spelt = derive_keys(INSTANCE, entropy), words(INSTANCE, entropy)
    other = next(word for word in ("able", "zoo") if word != spelt[4])
    text = " ".join(spelt)

    def typed(name: str, entry: str) -> Case:
        return ok(name, "parse_code", iid=INSTANCE.iid, text=entry, entropy=entropy)

    def mistyped(name: str, entry: str, word: int | None, count: int = 10) -> Case:
        where = {"iid": INSTANCE.iid, "text": entry, "word": word, "count": count}
        return refused(name, "parse_code", name, **where)

    derived = {name: getattr(keys, name) for name in keys.__slots__ if name != "reply_pk"}
    return [
        ok("words", "words", iid=INSTANCE.iid, entropy=entropy, words=spelt),
        ok("keys", "derive_keys", iid=INSTANCE.iid, entropy=entropy, **derived, auth_hash=keys.auth_hash),
        typed("as printed", text),
        typed("capitals, hyphens and lines", "-".join(spelt).upper() + "\r\n"),
        typed("full width", "".join(chr(ord(c) + 0xFEE0) if c.isalpha() else c for c in text)),
        typed("first four letters", " ".join(word[:4] for word in spelt)),
        typed("numbered", " ".join(f"{number}. {word}" for number, word in enumerate(spelt, 1))),
        mistyped("not a word", " ".join((*spelt[:2], "qqqq", *spelt[3:])), 3),
        mistyped("three letters of a longer word", " ".join(("abl", *spelt[1:])), 1),
        mistyped("one word changed", " ".join((*spelt[:4], other, *spelt[5:])), None),
        mistyped("two words swapped", " ".join((spelt[1], spelt[0], *spelt[2:])), None),
        mistyped("nine words", " ".join(spelt[:9]), None, 9),
        mistyped("eleven words", text + " zoo", None, 11),
        mistyped("nothing", "", None, 0),
    ]
