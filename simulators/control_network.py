"""Controls of the network: outages, slowness, quotas and spoilt answers."""

import re

from .desk import Desk
from .faults import ANY_METHOD, WRITES, Answer, Fault
from .home import NotInHomeError

_OUTAGE, _RATE_LIMIT = "outage", "rate limit"


class NetworkControl(Desk):
    """What can go wrong between a client and a cloud."""

    async def outage(self, vendor: str, mode: str = "503") -> None:
        """Take a cloud down: `503`, `drop` (closes connections), `refuse`, or `off`."""
        self._known(vendor)
        self._simulation.faults.clear(vendor, _OUTAGE)
        faults = {
            "503": Fault(vendor=vendor, status=503, times=None, label=_OUTAGE),
            "drop": Fault(vendor=vendor, answer=Answer.DROP, times=None, label=_OUTAGE),
        }
        if mode not in {*faults, "refuse", "off"}:
            msg = f"unknown outage {mode!r}"
            raise ValueError(msg)
        await self._simulation.listen(vendor, on=mode != "refuse")
        if mode in faults:
            self._simulation.faults.add(faults[mode])

    def slow(self, vendor: str, seconds: float) -> None:
        """Delay every answer of a cloud by some real seconds; 0 ends it."""
        self._known(vendor)
        self._simulation.faults.delays[vendor] = seconds

    def rate_limit(
        self, vendor: str, retry_after: int | None = 30, times: int | None = None
    ) -> None:
        """Answer 429 with Retry-After so many times, or until `clear-faults`."""
        headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
        self._add_fault(
            Fault(
                vendor=vendor,
                status=429,
                headers=headers,
                times=times,
                label=_RATE_LIMIT,
            )
        )

    def fault(
        self,
        vendor: str,
        *,
        answer: str = "status",
        status: int | None = None,
        method: str | None = None,
        path: str = "",
        after_work: bool = False,
        times: int | None = 1,
    ) -> None:
        """Spoil answers: `status`, `drop`, `empty`, `half`, `html` or `text`."""
        self._add_fault(
            Fault(
                vendor=vendor,
                answer=Answer(answer),
                status=status,
                methods=frozenset({method.upper()}) if method else ANY_METHOD,
                path=path,
                after_work=after_work,
                times=times,
            )
        )

    def lost_answer(
        self, vendor: str, status: int | None = 408, path: str = "", times: int = 1
    ) -> None:
        """Do the next write, then answer `status`, or close the connection for null."""
        self._add_fault(
            Fault(
                vendor=vendor,
                answer=Answer.DROP if status is None else Answer.STATUS,
                status=status,
                methods=WRITES,
                path=path,
                after_work=True,
                times=times,
            )
        )

    async def clear_faults(self, vendor: str | None = None) -> None:
        """End all faults of a vendor, or of all."""
        if vendor is not None:
            self._known(vendor)
        self._simulation.faults.clear(vendor)
        for key in self._simulation.vendors if vendor is None else [vendor]:
            await self._simulation.listen(key, on=True)

    def _add_fault(self, fault: Fault) -> None:
        """Add a fault after a look at its vendor and its pattern."""
        self._known(fault.vendor)
        try:
            re.compile(fault.path)
        except re.PatternError as err:
            msg = f"{fault.path!r} is no regular expression"
            raise ValueError(msg) from err
        self._simulation.faults.add(fault)

    def _known(self, vendor: str) -> None:
        """Raise unless the vendor is being simulated."""
        if vendor not in self._simulation.vendors:
            msg = f"no vendor called {vendor!r}"
            raise NotInHomeError(msg)
