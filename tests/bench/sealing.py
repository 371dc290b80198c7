"""Sealing in real browsers: the page's own modules, bundled as the page's are, in a module worker."""

import hashlib
import json
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, Page

from config.home import ROOT
from crypto.signed import Signed
from tests.bench.council import OFFICERS, Council
from tests.bench.spread import told
from tests.installation import Installation
from tests.relay import relaying

RUNS = 9
FILE_RUNS = 3
FILE_MIB = 100
WORDS = "The lift has not been safe since March. " * 25
PAGE = b"<!doctype html><title>Bench</title>"
ASK = """({ verb, input }) => new Promise((resolve, reject) => {
  worker.onmessage = ({ data }) => (data.error ? reject(new Error(data.error)) : resolve(data.result));
  worker.postMessage({ verb, input });
})"""

Figures = dict[str, float]
Own = dict[str, tuple[str, bytes]]


def bundled(worker: str) -> Own:
    """The worker and its chunks by path, made as build.mjs makes the page's."""
    with tempfile.TemporaryDirectory() as folder:
        line = [
            "node_modules/.bin/esbuild",
            f"tests/bench/{worker}.mjs",
            "--bundle",
            "--minify",
            "--splitting",
        ]
        subprocess.run(
            [*line, "--format=esm", "--log-level=error", f"--outdir={folder}"], cwd=ROOT, check=True
        )
        made = {f"/{path.name}": ("text/javascript", path.read_bytes()) for path in Path(folder).iterdir()}
    return made | {"/bench": ("text/html", PAGE)}


@contextmanager
def at_work(installation: Installation, council: Council, browser: Browser) -> Iterator[Page]:
    """A page whose worker has verified the council's keyring."""
    first = Signed.unpack(council.roots[4:]).document
    with relaying(installation.portal_port, own=bundled("sealing")) as relay:
        page = browser.new_context().new_page()
        page.goto(relay.address + "/bench")
        page.evaluate("() => { globalThis.worker = new Worker('/sealing.js', { type: 'module' }); }")
        trusted = {"rootHash": hashlib.sha256(first).hexdigest(), "leastThreshold": 1}
        assert page.evaluate(ASK, {"verb": "prepare", "input": trusted}) == OFFICERS
        yield page
        page.context.close()


def reports(installation: Installation, council: Council, browsers: dict[str, Browser]) -> Figures:
    """One report sealed for five officers, code and all; the code's share of it besides."""
    figures: Figures = {}
    for name, browser in browsers.items():
        with at_work(installation, council, browser) as page:
            ask = {"verb": "report", "input": WORDS}
            page.evaluate(ASK, ask)
            runs = [page.evaluate(ASK, ask) for _ in range(RUNS)]
        figures |= told(f"seal_ms_{name}", [run["all"] for run in runs])
        figures |= told(f"seal_code_ms_{name}", [run["code"] for run in runs])
    return figures


@dataclass
class Heap:
    """The most memory that a page's worker was seen to hold: objects, and buffers outside them."""

    session: CDPSession
    worker: str = ""
    peak: float = 0
    asked: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, page: Page) -> "Heap":
        heap = cls(page.context.new_cdp_session(page))
        heap.session.on("Target.attachedToTarget", heap.attach)
        heap.session.on("Target.receivedMessageFromTarget", heap.hear)
        heap.session.send(
            "Target.setAutoAttach", {"autoAttach": True, "waitForDebuggerOnStart": False, "flatten": False}
        )
        return heap

    def attach(self, told: dict) -> None:
        self.worker = told["sessionId"]

    def hear(self, told: dict) -> None:
        used = json.loads(told["message"]).get("result", {})
        if "usedSize" in used:
            held = used["usedSize"] + used["embedderHeapUsedSize"] + used["backingStorageSize"]
            self.peak = max(self.peak, held)

    def look(self) -> None:
        self.asked.append(len(self.asked) + 1)
        message = json.dumps({"id": self.asked[-1], "method": "Runtime.getHeapUsage"})
        self.session.send("Target.sendMessageToTarget", {"sessionId": self.worker, "message": message})


def one_file(installation: Installation, council: Council, browser: Browser) -> Figures:
    """A file of 100 MiB: how fast, beside WebCrypto alone in the same run, and the peak heap."""
    speeds, ratios, peaks = [], [], []
    for _ in range(FILE_RUNS):
        with at_work(installation, council, browser) as page:
            heap = Heap.of(page)
            page.evaluate(ASK, {"verb": "choose", "input": FILE_MIB})
            ms = _watched(page, heap)
            speeds.append(FILE_MIB * 1000 / ms)
            ratios.append(page.evaluate(ASK, {"verb": "raw"}) / ms)
            peaks.append(heap.peak / 1e6)
    return {
        **told("file_mib_s", speeds),
        **told("file_ratio_to_raw", ratios),
        **told("file_peak_heap_mb", peaks),
    }


def _watched(page: Page, heap: Heap) -> float:
    """Milliseconds that sealing the file took, while the worker's heap was looked at all along."""
    page.evaluate(f"() => {{ ({ASK})({{ verb: 'seal' }}).then((ms) => {{ globalThis.took = ms; }}); }}")
    while (took := page.evaluate("() => globalThis.took ?? null")) is None:
        heap.look()
        page.wait_for_timeout(20)
    return took
