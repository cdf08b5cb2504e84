"""Records of a lock, newest first as they were recorded.

Sources: Sifely Open API documentation, "Get unlock records by lockId"; TTLock open
platform documentation, "Get the unlock records of a lock".
"""

from simulators.ttlock.numbers import Number
from simulators.ttlock.paging import page
from simulators.ttlock.passcoderules import check_moments
from simulators.ttlock.recorder import KEPT_IN_CLOUD
from simulators.ttlock.records import Record
from simulators.ttlock.recordshapes import record_shape
from simulators.ttlock.refusals import RefusalError
from simulators.ttlock.routing import Answer, Call, Routes
from simulators.ttlock.stamps import to_ms

routes = Routes()

_LARGEST, _LARGEST_AT_SIFELY = 200, 100


@routes.read("GET", "lockRecord/list")
async def list_records(call: Call) -> Answer:
    """List what happened, by the lock's own clock."""
    lock = call.managed()
    starts = call.params.number("startDate") or 0
    ends = call.params.number("endDate") or 0
    check_moments(starts, ends)
    if ends and ends < starts:
        raise RefusalError(Number.INVALID)
    oldest = max(starts, to_ms(call.state.now - KEPT_IN_CLOUD))
    rows = [
        record
        for record in sorted(lock.records, key=lambda row: (row.at, row.id))
        if oldest <= to_ms(record.at) and (not ends or to_ms(record.at) <= ends)
        if _asked_for(call, record)
    ]
    shapes = [
        record_shape(lock, record, call.switches, sifely=call.sifely)
        for record in reversed(rows)
    ]
    largest = _LARGEST_AT_SIFELY if call.sifely else _LARGEST
    return page(call, shapes, largest=largest)


def _asked_for(call: Call, record: Record) -> bool:
    """Tell whether TTLock's filters let a record pass."""
    if call.sifely:
        return True
    kind = call.params.number("recordType")
    text = (call.params.text("searchStr") or "").lower()
    return kind in {None, record.kind} and text in (record.username or "").lower()
