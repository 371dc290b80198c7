"""What goes in comes out, at every size where something changes; what was touched does not."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto import body, padding
from crypto.code import parse_code, word_list, words
from crypto.document import decode, encode
from crypto.errors import CandourError, CannotOpen, CodeMistake, Malformed, TooLarge
from crypto.files import FileStream, cut_file, open_file, open_file_stream
from crypto.frame import LAYOUT, FrameType, pack, unpack
from crypto.names import FolderId
from crypto.seeds import exchange_public, new_seed
from crypto.tree import TreeHasher, tree
from crypto.vectors.case import pattern
from crypto.vectors.cast import INSTANCE, short
from crypto.wrap import seal, unseal

MIB = 1 << 20
EDGES = [0, 1, 1015, 1016, 16_375, 16_376, 16_383, 16_384, 16_385, 24_568, 32_767, 32_768, 32_769]
FOLDER = FolderId(short("folder"))
KEY = bytes(range(32))
sizes = st.one_of(st.sampled_from(EDGES), st.integers(0, 70_000))
texts = st.text(st.characters(codec="utf-8"), max_size=20)
keys = st.from_regex(r"[a-z][a-z_]{0,5}", fullmatch=True).filter(lambda key: key not in ("v", "kind"))
values = st.recursive(
    st.none() | st.booleans() | st.integers(0, 2**53 - 1) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)


@given(sizes)
def test_a_body_of_any_size_opens_and_has_the_length_foretold(size):
    sealed = body.seal_body(KEY, b"here", pattern(size))

    assert body.open_body(KEY, b"here", sealed) == pattern(size)
    assert len(sealed) == body.sealed_length(size)
    assert body.opened_length(len(sealed)) == size


@pytest.mark.parametrize("size", [MIB - 1, MIB, MIB + 1, MIB - MIB % 16_384])
def test_a_body_at_the_edges_of_a_part_opens(size):
    assert body.open_body(KEY, b"", body.seal_body(KEY, b"", pattern(size))) == pattern(size)


@given(sizes, st.lists(st.integers(1, 20_000), max_size=8))
def test_pieces_pushed_one_by_one_make_the_same_body(size, cuts):
    content, salt, pushed, at = pattern(size), bytes(24), bytearray(), 0
    sealer = body.BodySealer(KEY, b"", pushed.extend, salt=salt)
    for cut in (*cuts, size):
        sealer.write(content[at : at + cut])
        at += cut
    sealer.close()

    assert bytes(pushed) == body.seal_body(KEY, b"", content, salt=salt)


@given(st.sampled_from([0, 1, 16_383, 16_384, 16_385, 33_000]), st.data())
def test_a_body_cut_or_lengthened_anywhere_is_refused(size, draw):
    sealed = body.seal_body(KEY, b"", pattern(size))
    kept = draw.draw(st.integers(0, len(sealed) - 1))

    for changed in (
        sealed[:kept],
        sealed + b"\0",
        sealed[:kept] + bytes([sealed[kept] ^ 1]) + sealed[kept + 1 :],
    ):
        with pytest.raises(CannotOpen):
            body.open_body(KEY, b"", changed)


class Dribble(io.BytesIO):
    def read(self, size=-1):
        return super().read(min(size, 1000))


def test_a_source_that_gives_less_than_asked_makes_no_difference():
    sealed = bytearray()
    body.seal_stream(KEY, b"", Dribble(pattern(40_000)), sealed.extend)
    opened = bytearray()
    body.open_stream(KEY, b"", Dribble(bytes(sealed)), opened.extend)

    assert bytes(opened) == pattern(40_000)


@given(sizes, st.sampled_from([padding.FLOOR_SMALL, padding.FLOOR_ITEM, padding.FLOOR_REPORT]))
def test_padding_comes_off_again_and_wastes_at_most_half(size, floor):
    padded = padding.pad(pattern(size), floor)

    assert padding.unpad(padded, floor) == pattern(size)
    assert len(padded) == floor or len(padded) <= (size + 8) * 1.5


@given(st.integers(1, 1 << 31))
def test_there_are_two_buckets_an_octave(length):
    rounded = padding.round_up(length)
    top = rounded.bit_length() - 1

    assert length <= rounded
    assert length < 4 or rounded % (1 << (top - 1)) == 0


@given(st.integers(0, 3 * MIB), st.lists(st.integers(1, MIB + 7), min_size=1, max_size=5))
@settings(max_examples=15)
def test_a_tree_hash_does_not_depend_on_the_pieces(size, cuts):
    content, hasher, at = pattern(size), TreeHasher(INSTANCE), 0
    for cut in (*cuts, size):
        hasher.update(content[at : at + cut])
        at += cut

    assert hasher.digest() == tree(INSTANCE, content)


@given(st.dictionaries(keys, values, max_size=5))
def test_a_document_is_read_as_it_was_written_and_in_no_other_spelling(document):
    encoded = encode("test", document)

    assert decode(encoded, "test", document).values == {"v": 1, "kind": "test", **document}
    with pytest.raises(Malformed):
        decode(encoded.replace(b":", b": ", 1), "test", document)


@given(st.binary(max_size=200))
def test_arbitrary_bytes_are_no_document_and_no_frame(content):
    with pytest.raises(Malformed):
        decode(content, "test", ())
    for kind in FrameType:
        with pytest.raises(Malformed):
            unpack(content, kind)


@given(st.sampled_from(sorted(LAYOUT)), st.data())
def test_a_frame_is_read_as_it_was_packed_and_neither_cut_nor_lengthened(kind, draw):
    fields = [
        bytes(
            draw.draw(st.integers(field.least // field.unit, min(field.most // field.unit, 20_000)))
            * field.unit
        )
        if field.least != field.most
        else bytes(field.least)
        for field in LAYOUT[kind]
    ]
    frame = pack(kind, *fields)

    assert unpack(frame, kind) == tuple(fields)
    cut = draw.draw(st.integers(0, len(frame) - 1))
    for changed in (frame[:cut], frame + b"\0"):
        with pytest.raises(Malformed):
            unpack(changed, kind)


@given(st.binary(min_size=13, max_size=13))
def test_a_code_survives_being_shortened_and_shouted(entropy):
    spelt = words(INSTANCE, entropy)

    assert parse_code(INSTANCE, " ".join(spelt)) == entropy
    assert parse_code(INSTANCE, "-".join(word[:4].upper() for word in spelt)) == entropy


@given(st.binary(min_size=13, max_size=13), st.integers(0, 9))
def test_a_code_with_a_word_misspelt_says_which(entropy, at):
    spelt = list(words(INSTANCE, entropy))
    spelt[at] = "qqqqq"

    with pytest.raises(CodeMistake) as mistake:
        parse_code(INSTANCE, " ".join(spelt))
    assert mistake.value.word == at + 1


def test_a_code_with_another_word_of_the_list_is_nearly_always_noticed():
    spelt, passed = words(INSTANCE, bytes(13)), 0
    for word in word_list()[:640]:
        try:
            parse_code(INSTANCE, " ".join((word, *spelt[1:])))
        except CodeMistake:
            continue
        passed += 1

    assert passed < 40


def test_only_the_holder_of_the_seed_opens_a_seal():
    seed = new_seed()
    sealed = seal(exchange_public(seed), b"here", KEY)

    assert unseal(seed, b"here", sealed) == KEY
    for other_seed, info, changed in (
        (new_seed(), b"here", sealed),
        (seed, b"", sealed),
        (seed, b"here", bytes(1168)),
    ):
        with pytest.raises(CandourError):
            unseal(other_seed, info, changed)


def sealed_files(*contents):
    parts = {}
    stream = FileStream(INSTANCE, FOLDER, parts.__setitem__)
    for number, content in enumerate(contents):
        stream.add(f"{number}.txt", "text/plain", io.BytesIO(content))
    return stream.finish(), parts


@pytest.mark.parametrize(
    "lengths", [(0,), (1, 0, 3), (MIB - 56 - 16 * 64,), (MIB, 5), (MIB - 1, MIB + 1), (MIB * 3,)]
)
def test_files_come_out_of_their_stream_whole(lengths):
    contents = [pattern(length) for length in lengths]
    sealed, parts = sealed_files(*contents)

    assert sorted(parts) == list(range(sealed.parts))
    assert all(len(parts[number]) == MIB for number in range(sealed.parts - 1))
    assert tree(INSTANCE, b"".join(parts.values())) == sealed.tree
    for file, content in zip(sealed.files, contents, strict=True):
        ciphertext = cut_file(file, b"".join(parts[number] for number in file.parts))
        opened = bytearray()
        open_file_stream(INSTANCE, FOLDER, file, io.BytesIO(ciphertext), opened.extend)
        assert open_file(INSTANCE, FOLDER, file, ciphertext) == bytes(opened) == content


def test_one_file_or_two_make_the_same_number_of_bytes():
    _, one = sealed_files(pattern(300_000))
    _, two = sealed_files(pattern(100), pattern(250_000))

    assert sum(map(len, one.values())) == sum(map(len, two.values())) == MIB


def test_no_files_make_no_parts():
    sealed, parts = sealed_files()

    assert (sealed.parts, sealed.tree, parts) == (0, bytes(32), {})


def test_a_hundred_files_are_enough():
    stream = FileStream(INSTANCE, FOLDER, lambda *_: None)
    for _ in range(100):
        stream.add("a", "b", io.BytesIO(b""))

    with pytest.raises(TooLarge):
        stream.begin("a", "b")
