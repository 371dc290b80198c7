"""The files of a plain form: sealed as their bytes come in, or dropped, with the reason."""

from collections.abc import Callable
from dataclasses import dataclass, field

from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from config.council import Council
from crypto.files import NO_FILES, FileStream, SealedFiles
from crypto.names import FolderId
from crypto.seeds import new_id
from portal import without_script as plain
from portal.intake import Full, Intake
from portal.web.forms import report_form
from portal.web.multipart import Incoming

_: Callable[..., str] = gettext


@dataclass
class Files:
    """The files of one form: sealed as they come, or dropped, with the reason, when they may not be kept."""

    intake: Intake
    office: plain.Office
    council: Council
    folder: FolderId = field(default_factory=lambda: FolderId(new_id()))
    trouble: str = ""
    count: int = 0
    stream: FileStream | None = None

    def receive(self, given: MultiDict[str, str], incoming: Incoming) -> "Files":
        """A file begins. It is only sealed if the form before it is complete."""
        self.count += 1
        if self.count == 1 and not report_form(self.office.keyring, given).validate():
            self.trouble = _("Choose your files again: they were not sent")
        elif self.count > self.council.files.max_count:
            self.trouble = _("You can add up to %(n)s files", n=self.council.files.max_count)
        elif incoming.name.rpartition(".")[2].lower() not in self.council.files.types:
            self.trouble = _("A file of this type cannot be added")
        if not self.trouble:
            self.stream = self.stream or plain.new_stream(self.intake, self.office, self.folder)
            self.stream.begin(incoming.name, incoming.type)
        return self

    def __call__(self, piece: bytes, last: bool) -> None:
        """More of the file begun."""
        if self.stream is None or self.trouble:
            return
        try:
            self.stream.write(piece)
            if last:
                self.stream.end()
        except Full:
            self.trouble = _("We have no room for files at the moment. You can send your words without them")

    def finish(self) -> SealedFiles:
        """What the report lists. Raises Full."""
        return self.stream.finish() if self.stream else NO_FILES
