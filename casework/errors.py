"""What casework refuses, each with the one line that its user reads."""


class SignInAgain(Exception):
    """There is no session, or it has ended."""

    def __init__(self) -> None:
        super().__init__("Sign in again")


class WrongSignIn(Exception):
    """Name, passphrase or code; never which."""

    def __init__(self) -> None:
        super().__init__("The name, passphrase or code is not right")


class TooManyTries(Exception):
    """Wait `seconds` before the next try."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"Too many tries: wait {seconds} seconds")
        self.seconds = seconds


class NotThere(Exception):
    """There is no such thing, or not for this officer: nobody learns which."""

    def __init__(self, what: str) -> None:
        super().__init__(f"No such {what}")


class DeclareFirst(Exception):
    """Nobody sees a folder before they have said whether they have a conflict of interest in it."""

    def __init__(self) -> None:
        super().__init__("Say first whether you have a conflict of interest")


class Undecided(Exception):
    """A possible conflict was declared, or the reporter objects; a colleague has not decided about it."""

    def __init__(self) -> None:
        super().__init__("A colleague decides first whether you may read this")


class Taken(Exception):
    """Somebody was faster: fetch again and repeat."""
