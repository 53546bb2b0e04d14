"""How often someone may try a secret of a link or a code: failures count, so that a room behind one address gets in."""

import ipaddress
import math
import time
from collections.abc import Callable
from threading import Lock

# So many are remembered before those that no longer wait are forgotten.
_REMEMBERED = 10_000


class Failures:
    """So many failures at once for each key, then one more every few seconds; who succeeds is never counted.

    The generic cell rate algorithm: of each key it keeps only the moment at which all failures are forgotten, in this
    process; several processes each have their own.
    """

    def __init__(self, at_once: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.at_once, self.seconds, self.clock = at_once, seconds, clock
        self._forgotten_at: dict[str, float] = {}
        self._one_at_a_time = Lock()

    def wait(self, key: str) -> int:
        """How many seconds who has this key must wait before the next try; 0 for not at all."""
        ahead = self._forgotten_at.get(key, 0.0) - self.clock()
        return max(0, math.ceil(ahead - (self.at_once - 1) * self.seconds))

    def failed(self, key: str) -> None:
        """Counts a failure of who has this key."""
        now = self.clock()
        with self._one_at_a_time:
            if len(self._forgotten_at) >= _REMEMBERED:
                self._forgotten_at = {key: at for key, at in self._forgotten_at.items() if at > now}
            self._forgotten_at[key] = max(self._forgotten_at.get(key, 0.0), now) + self.seconds


def network_of(address: str) -> str:
    """What counts as one visitor's address: IPv4 as it is, and of IPv6 the network of 64 bits that one visitor has."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return ""
    return str(ip) if ip.version == 4 else str(ipaddress.ip_network((ip, 64), strict=False))
