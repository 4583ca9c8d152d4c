"""Passwords kept as scrypt hashes, and sessions that expire."""

import hmac
import os
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import scrypt, sha256
from secrets import token_urlsafe
from threading import Lock
from time import monotonic

from corridor.errors import OptionError

SHORTEST = 12

#: Cost of scrypt as OWASP's cheat sheet on password storage has it (N = 2**17, r = 8, p = 1).
_COST, _BLOCK, _MEMORY = 2**17, 8, 2**28

#: More sessions than this at once are not kept: the oldest goes.
_MOST_SESSIONS = 10_000


@dataclass(frozen=True)
class Secret:
    """A password that is not kept itself: only a salted hash of it."""

    salt: bytes
    digest: bytes

    @classmethod
    def of(cls, password: str) -> "Secret":
        """The secret of a password or token.

        Raises
        ------
        OptionError
            When it is shorter than :data:`SHORTEST` characters.
        """
        if len(password) < SHORTEST:
            raise OptionError(
                f"the password has {len(password)} characters, expected {SHORTEST} or more"
            )
        salt = os.urandom(16)
        return cls(salt, _hash(password, salt))

    def fits(self, password: str) -> bool:
        """Whether this is the password; takes as long whatever is wrong with it."""
        return hmac.compare_digest(_hash(password, self.salt), self.digest)


def _hash(password: str, salt: bytes) -> bytes:
    return scrypt(password.encode(), salt=salt, n=_COST, r=_BLOCK, p=1, maxmem=_MEMORY, dklen=32)


@dataclass
class Session:
    """Somebody who has signed in; ``csrf`` has to come with every change."""

    csrf: str
    by: str
    used: float


class Sessions:
    """Who is signed in; forgotten when the server ends."""

    def __init__(self, hours: float, clock: Callable[[], float] = monotonic) -> None:
        self._seconds, self._clock = hours * 3600, clock
        self._by_key: OrderedDict[bytes, Session] = OrderedDict()
        self._lock = Lock()

    def begin(self, by: str) -> tuple[str, Session]:
        """A new session, with the token that its cookie holds."""
        token = token_urlsafe(32)
        session = Session(token_urlsafe(32), by, self._clock())
        with self._lock:
            self._by_key[_key(token)] = session
            while len(self._by_key) > _MOST_SESSIONS:
                self._by_key.popitem(last=False)
        return token, session

    def find(self, token: str) -> Session | None:
        """The session of a token, if it has not expired."""
        with self._lock:
            session = self._by_key.get(_key(token))
            if session is None:
                return None
            if self._clock() - session.used > self._seconds:
                del self._by_key[_key(token)]
                return None
            session.used = self._clock()
            return session

    def end(self, token: str) -> None:
        """Forget a session."""
        with self._lock:
            self._by_key.pop(_key(token), None)


def _key(token: str) -> bytes:
    # Hashed, so that the time of a look-up says nothing of a token.
    return sha256(token.encode()).digest()


class Tries:
    """Counts wrong passwords by address, and over all: after too many everybody has to wait."""

    def __init__(
        self, most: int = 5, seconds: float = 60.0, clock: Callable[[], float] = monotonic
    ) -> None:
        self._most, self._seconds, self._clock = most, seconds, clock
        self._failed: list[tuple[float, str]] = []
        self._lock = Lock()

    def are_too_many(self, address: str) -> bool:
        """Whether this address, or all together, have failed too often lately."""
        with self._lock:
            since = self._clock() - self._seconds
            self._failed = [one for one in self._failed if one[0] > since]
            own = sum(other == address for _, other in self._failed)
            return own >= self._most or len(self._failed) >= 10 * self._most

    def note(self, address: str) -> None:
        """Count a wrong password."""
        with self._lock:
            self._failed.append((self._clock(), address))
