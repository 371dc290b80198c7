"""The demonstration on fresh databases, with its collector and a web application, all in this process."""

from dataclasses import dataclass

from flask import Flask
from sqlalchemy import Engine

from casework.collect import Collector
from casework.collector_key import CollectorKey
from casework.demo_keys import OFFICERS
from casework.postbox import Postbox
from casework.store import documents
from casework.web.access import ENGINE
from casework.worker import Worker
from config.database import engine
from crypto.context import Instance
from crypto.keyring import Keyring
from crypto.publish import read_keyring
from tests.casework.acting import Actor, DeclaringClient
from tests.casework.reporting import Reporter


@dataclass
class Founded:
    """Everything a test of casework needs; `carry` makes one round of the worker."""

    databases: object
    owner: Engine
    worker: Worker
    app: Flask

    @property
    def collector(self) -> Collector:
        return self.worker.collector

    def __post_init__(self) -> None:
        self.web = self.app.extensions[ENGINE]
        self.app.test_client_class = DeclaringClient

    def close(self) -> None:
        for each in (
            self.owner,
            self.collector.casework,
            self.collector.postbox.engine,
            self.web,
        ):
            each.dispose()

    def carry(self) -> None:
        assert self.worker.round()

    def keyring(self) -> Keyring:
        with self.owner.begin() as connection:
            return read_keyring(documents.published(connection, "keyring")[-1].document)

    @property
    def instance(self) -> Instance:
        return Instance(self.keyring().iid)

    def reporter(self) -> Reporter:
        return Reporter(self.databases.portal_url, self.instance, self.keyring())

    def actor(self, name: str, **choices: object) -> Actor:
        officer = next(each for each in OFFICERS if each.name == name)
        return Actor(officer, self.app.test_client(), self.instance, **choices)


def collector_of(databases: object, key: CollectorKey) -> Collector:
    return Collector(engine(databases.casework_worker_url), Postbox(engine(databases.collector_url)), key)
