"""What the application was started with."""

from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path

from corridor.app.passwords import Secret
from corridor.errors import OptionError

#: Largest body of a request, in bytes: a long report as PDF.
UPLOAD_BYTES = 20_000_000

#: Largest ensemble that may be asked for.
MOST_MEMBERS = 100_000


@dataclass(frozen=True)
class Settings:
    """What is served, where, and to whom.

    Attributes
    ----------
    folder : Path
        Holds scenarios, and under ``runs`` what came of them.
    host, port : str, int
        Where the server listens.
    secret : Secret or None
        What a password or token is compared with; None lets everybody in, which only loopback may.
    hosts : frozenset of str
        Names under which the server may be asked for, beside its own.
    session_hours : float
        How long a session lasts without being used.
    upload_bytes, most_members : int
        Limits of a request.
    """

    folder: Path
    host: str = "127.0.0.1"
    port: int = 8000
    secret: Secret | None = None
    hosts: frozenset[str] = field(default_factory=frozenset)
    session_hours: float = 12.0
    upload_bytes: int = UPLOAD_BYTES
    most_members: int = MOST_MEMBERS

    def check(self) -> None:
        """See that nobody is let in from elsewhere without a password.

        Raises
        ------
        OptionError
            For an address other than loopback without one, or a folder that is none.
        """
        if self.secret is None and not is_loopback(self.host):
            raise OptionError(
                f"--host {self.host} can be reached from other machines: give --password-file or "
                "set CORRIDOR_PASSWORD or CORRIDOR_TOKEN; 127.0.0.1 needs none"
            )
        if self.folder.exists() and not self.folder.is_dir():
            raise OptionError(f"{self.folder} is a file, expected a folder")

    def allowed_hosts(self) -> frozenset[str]:
        """Names that the Host header of a request may have, without the port."""
        own = {"localhost", "127.0.0.1", "[::1]"} if is_loopback(self.host) else set()
        if self.host not in ("0.0.0.0", "::"):  # noqa: S104 - compared, not bound
            own.add(f"[{self.host}]" if ":" in self.host else self.host)
        return frozenset(own | self.hosts)

    @property
    def any_host(self) -> bool:
        """Whether any Host header is taken: the server listens everywhere and was told no name.

        It then has a password, and its cookies are of one site only.
        """
        return self.host in ("0.0.0.0", "::") and not self.hosts  # noqa: S104 - compared, not bound


def is_loopback(host: str) -> bool:
    """Whether an address can be reached from this machine only."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
