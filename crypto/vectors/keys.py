"""Vectors of keys and what they seal: bodies, seeds, wraps, follow-up codes."""

from crypto import body
from crypto.code import derive_keys, words
from crypto.context import sha256
from crypto.names import FolderId, Kid
from crypto.seeds import SMALL_ORDER, exchange_public, sign, verification_key
from crypto.vectors.case import Case, flipped, ok, pattern, refused
from crypto.vectors.cast import INSTANCE, seed, short
from crypto.wrap import blank, chain_seed, seal, unchain_seed, unwrap_folder_seed, wrap_folder_seed, wrap_info

MIB = 1 << 20


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
    """Follow-up codes; a refused one says which `word` (from 1), or null, and how many words (`count`)."""
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
