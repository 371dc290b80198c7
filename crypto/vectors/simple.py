"""Vectors of plain bytes: documents, frames, contexts, padding, tree hashes."""

from crypto import padding, tree
from crypto.context import hkdf, lp, sha256
from crypto.frame import FrameType, pack
from crypto.vectors.case import Case, ok, pattern, refused
from crypto.vectors.cast import INSTANCE, seed, short

MIB = 1 << 20


def documents() -> list[Case]:
    """Strict JSON."""
    good = {
        "smallest": '{"kind":"test","v":1}',
        "every kind of value": '{"a":[true,false,null,"x",{"b":0}],'
        '"a_b":9007199254740991,"kind":"test","v":1}',
        "text beyond ASCII": '{"a":"Grŵp \U0001f600 '
        '\\"\\\\/\\u0001\\b\\f\\n\\r\\t\x7f\u2028","kind":"test","v":1}',
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
