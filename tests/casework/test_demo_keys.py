"""The demonstration's keys are on a public page: nothing real starts, publishes or signs with one of them."""

from dataclasses import replace
from threading import Event

import psycopg
import pytest

from casework import custody, demonstration, drafting
from casework.app import create_app
from casework.demo_keys import AUDITOR, EVERYBODY, OFFICERS, DemoOfficer, refuse_on
from casework.store import documents, founding
from casework.worker import Worker
from config.database import engine
from config.settings import CaseworkSettings
from crypto.errors import Refused
from crypto.keyring import EndedOfficer
from crypto.root import custodian_id
from crypto.seeds import new_seed, sign, verification_key
from tests.casework.acting import TODAY
from tests.casework.fixtures import KEY

KNOWN = "has a demonstration's key, which everybody knows"


def test_casework_does_not_start_with_one(demo):
    settings = CaseworkSettings(
        database_url=demo.databases.casework_web_url, sign_in_secret="s" * 43, demo=False
    )
    with pytest.raises(SystemExit, match=rf"Monitoring Officer \(demonstration\).*{KNOWN}"):
        create_app(settings)


def test_the_worker_publishes_no_keyring_with_one(demo):
    assert not Worker(demo.collector, Event(), demo=False).round()
    with psycopg.connect(demo.databases.portal_url.replace("+psycopg", "")) as portal:
        assert portal.execute("select postbox.published('keyring')").fetchone() == (None,)
    demo.carry()


def custodian(name: str) -> DemoOfficer:
    """Somebody whose keys are made as the demonstration's, of a name that it does not use."""
    return replace(OFFICERS[0], name=name, title_en=name)


def signs(connection, drafts, *custodians: DemoOfficer) -> None:
    for draft in drafts:
        for each in custodians:
            signature = sign(custody.instance_for(draft), each.sseed, draft.kind, draft.hash)
            custody.sign(connection, draft.hash, custodian_id(each.vk), signature, today=TODAY, demo=False)


@pytest.mark.parametrize("third", [replace(AUDITOR, name="cem"), AUDITOR], ids=lambda each: each.name)
def test_two_custodians_of_a_real_office_put_none_on_their_keyring(databases, third):
    founders, owner = (custodian("ann"), custodian("bob")), engine(databases.casework_owner_url)
    with owner.begin() as connection:
        founding.add_installation(connection, collector_xpk=KEY.xpk, collector_vk=KEY.vk, threshold=2)
        for each in (*founders, third):
            demonstration.add(connection, each)
        drafting.draft(connection, TODAY)
        if third is AUDITOR:
            with pytest.raises(Refused, match=rf"Auditor \(demonstration\) {KNOWN}"):
                signs(connection, documents.drafts(connection), *founders)
        else:
            signs(connection, documents.drafts(connection), *founders)
            assert len(documents.published(connection, "keyring")) == 1
    owner.dispose()


@pytest.mark.parametrize("officer", EVERYBODY, ids=lambda each: each.name)
def test_each_of_them_is_known_in_office_and_after_it(demo, officer):
    keyring = demo.keyring()
    someone = replace(keyring.officers[0], vk=verification_key(new_seed()))
    honest = replace(keyring, officers=(someone,), ended=())
    refuse_on(honest)
    with pytest.raises(Refused, match=KNOWN):
        refuse_on(replace(honest, officers=(someone, replace(someone, vk=officer.vk))))
    gone = EndedOfficer(someone.kid, someone.oid, officer.vk, someone.title, replies=True, on=TODAY)
    with pytest.raises(Refused, match=KNOWN):
        refuse_on(replace(honest, ended=(gone,)))
