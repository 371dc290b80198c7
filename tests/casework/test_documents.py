"""The officers' documents hold many screens: what a script looks for by name stands in each once."""

import re
from collections import Counter

import pytest


@pytest.fixture(params=["/", "/join", "/custody"])
def document(request, demo) -> str:
    return demo.app.test_client().get(request.param).text


def test_no_id_stands_twice_in_a_document(document):
    shown = re.sub(r"<template.*?</template>", "", document, flags=re.DOTALL)
    ids = Counter(re.findall(r'\sid="([^"]+)"', shown))

    assert [each for each, times in ids.items() if times > 1] == []


def test_what_holds_rows_or_sentences_shares_its_name_with_no_place_on_a_screen(document):
    named = set(re.findall(r'<template (data-[a-z-]+(?:="[^"]*")?)>', document))

    assert [each for each in named if len(re.findall(rf"<[a-z]+[^>]*\s{each}[\s>]", document)) > 1] == []
    assert named
