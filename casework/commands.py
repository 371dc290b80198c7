# ruff: noqa: T201 - it speaks to a terminal
"""The commands: each reads its settings, does one thing and says what it did."""

from argparse import Namespace
from datetime import UTC, date, datetime, timedelta

from sqlalchemy.exc import IntegrityError

from casework import audit, demo_keys, demonstration, export, founding, leaving
from casework import refill as refilling
from casework import status as looking
from casework.clocks import Office
from casework.collect import Collector
from casework.collector_key import CollectorKey
from casework.errors import NotThere
from casework.leaving import Handover
from casework.notices import MailServer
from casework.postbox import Postbox
from casework.worker import Worker, stop_on_signals
from config import web
from config.council import read_council
from config.database import engine
from config.settings import CaseworkSettings, MailSettings, OwnerSettings, WorkerSettings, load
from crypto.errors import CandourError, Refused


def serve(_: Namespace) -> int:
    """Serve the officers' pages until stopped."""
    from casework.app import create_app  # noqa: PLC0415 - only this command needs the web's libraries

    settings = load(CaseworkSettings)
    web.serve(create_app(settings), settings.host, settings.port)
    return 0


def work(_: Namespace) -> int:
    """Collect and deliver until stopped."""
    settings = load(WorkerSettings)
    collector = Collector(
        engine(settings.database_url.get_secret_value(), pool_size=2),
        Postbox(engine(settings.postbox_url.get_secret_value(), pool_size=2)),
        CollectorKey.read(settings.collector_key),
    )
    mail = MailServer.of(load(MailSettings))
    office = Office.of(read_council(settings.council))
    days = settings.keyring_reminder_days
    Worker(collector, stop_on_signals(), settings.demo, mail, days, office).work(settings.interval_s)
    return 0


def init(chosen: Namespace) -> int:
    """Found an installation: the collector's key, the officers' list, a link for each."""
    settings = load(OwnerSettings)
    founders = founding.read_founding(chosen.founders)
    key = _key(settings)
    try:
        with engine(settings.database_url.get_secret_value()).begin() as connection:
            links = founding.found(connection, founders, key, public_url=settings.public_url, today=_today())
    except IntegrityError:
        raise SystemExit("There is an installation in this database already.") from None
    _print_links(links)
    return 0


def invite(chosen: Namespace) -> int:
    """One more officer."""
    settings = load(OwnerSettings)
    invitees = founding.read_invitees(chosen.founders)
    try:
        with engine(settings.database_url.get_secret_value()).begin() as connection:
            links = tuple(
                founding.invite(connection, each, public_url=settings.public_url, today=_today())
                for each in invitees
            )
    except IntegrityError:
        raise SystemExit("One of these names has an account or an invitation already.") from None
    _print_links(links)
    return 0


def demo(chosen: Namespace) -> int:
    """Found the demonstration where there is none, and say how to sign in."""
    settings = load(OwnerSettings)
    if not settings.demo:
        raise SystemExit(
            "CANDOUR_OWNER_DEMO is not set: this would put keys that everybody knows on a keyring."
        )
    people = demo_keys.EVERYBODY if chosen.colleagues else demo_keys.OFFICERS
    if not chosen.codes:
        try:
            with engine(settings.database_url.get_secret_value()).begin() as connection:
                demonstration.found(connection, _key(settings), today=_today(), people=people)
        except Refused as reason:
            raise SystemExit(f"Not founded: {reason}.") from None
    for each in demonstration.credentials(people):
        print(f"  {each.name:<20} passphrase: {each.passphrase}\n{'':<22} code now:   {each.code}")
    return 0


def status(_: Namespace) -> int:
    """Say what needs attention; 1 if anything does."""
    settings = load(WorkerSettings)
    postbox = Postbox(engine(settings.postbox_url.get_secret_value()))
    found = looking.status(engine(settings.database_url.get_secret_value()), postbox)
    alarms = found.alarms(_today(), timedelta(days=settings.keyring_reminder_days))
    print(f"Waiting in the postbox: {found.waiting.deposits} deposits, {found.waiting.parts} parts of files.")
    print(f"Folders on their way to new keys: {found.recovering}.")
    print(f"Replies not delivered yet: {found.undelivered}. Keyring until: {found.keyring_until}.")
    for alarm in alarms:
        print(f"ALARM: {alarm}")
    return 1 if alarms else 0


def refill(_: Namespace) -> int:
    """Rebuild a postbox that was lost."""
    settings = load(WorkerSettings)
    postbox = Postbox(engine(settings.postbox_url.get_secret_value()))
    done = refilling.refill(engine(settings.database_url.get_secret_value()), postbox)
    print(f"Put back: {done.mailboxes} mailboxes, {done.replies} replies, roots and keyring.")
    return 0


def reset(chosen: Namespace) -> int:
    """End an officer's keys and print a link for new ones."""
    settings = load(OwnerSettings)
    try:
        with engine(settings.database_url.get_secret_value()).begin() as connection:
            link, handover = leaving.reset(
                connection, chosen.name, public_url=settings.public_url, today=_today()
            )
    except NotThere as reason:
        raise SystemExit(f"{reason}: nothing was changed.") from None
    _print_links((link,))
    _print_handover(handover, "Ask another holder to grant them again")
    return 0


def leave(chosen: Namespace) -> int:
    """End an officer's access for good."""
    settings = load(OwnerSettings)
    try:
        with engine(settings.database_url.get_secret_value()).begin() as connection:
            handover = leaving.leave(connection, chosen.name, today=_today())
    except NotThere as reason:
        raise SystemExit(f"{reason}: nothing was changed.") from None
    print(f"{handover.title} is signed out and can open nothing from now on.")
    _print_handover(handover, "Somebody else must take them over")
    if handover.custodians < handover.threshold:
        print(
            f"ALARM: {handover.custodians} custodians are left, and {handover.threshold} must sign a keyring."
        )
    return 0


def _print_handover(handover: Handover, wanted: str) -> None:
    """References and numbers only: this terminal is nobody's desk."""
    print("Ask the custodians to sign a new keyring at /custody now: the old key ends with it.")
    print(f"Folders that {handover.title} could open: {len(handover.held)}. {wanted}:")
    for each in handover.held:
        others = f"{each.others} others can open it" if each.others else "NOBODY ELSE CAN OPEN IT"
        print(f"  {each.folder.hex()[:8]}  {each.kind:<10} since {each.made_on}  {others}")
    if handover.lost:
        print(f"ALARM: {len(handover.lost)} of them only the recovery group can still open, if at all.")


def export_ledgers(chosen: Namespace) -> int:
    """Write every ledger into a file."""
    settings = load(OwnerSettings)
    with engine(settings.database_url.get_secret_value()).begin() as connection:
        written = export.export_ledgers(connection, today=_today())
    chosen.file.write_text(written, encoding="utf-8")
    print(f"Written: {chosen.file}. Check it anywhere: python -m casework verify {chosen.file}")
    return 0


def verify(chosen: Namespace) -> int:
    """Check an export, offline; 1 if anything in it is not as it was signed."""
    try:
        read = audit.Export.read(chosen.file, least_threshold=1 if chosen.demo else 2)
    except CandourError as reason:
        print(f"BAD: {reason}")
        return 1
    print(f"First root: {read.words}. Compare these words with the ones on the poster.")
    found = list(audit.findings(read))
    for finding in found:
        print(f"BAD: {finding}")
    if not found:
        last = read.days[-1].on if read.days else "no day"
        print(f"Whole: {len(read.ledgers)} ledgers. Heads are signed until {last}.")
    return 1 if found else 0


def _key(settings: OwnerSettings) -> CollectorKey:
    if not settings.collector_key.exists():
        CollectorKey.new().write(settings.collector_key)
    return CollectorKey.read(settings.collector_key)


def _print_links(links: tuple[founding.Link, ...]) -> None:
    print("Hand each link to its person only. It works once, for a week.")
    for link in links:
        print(f"  {link.title}: {link.address}")


def _today() -> date:
    return datetime.now(UTC).date()
