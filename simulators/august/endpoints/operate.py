"""Operating locks. Source: partner user guides, "Remote operate".

Synchronous by default; with `type=async`, and in version 2.0.0 of the interface, the
answer is 202 without a body, and what came of it is pushed.
"""

from simulators.august.operating import COMMANDS, Order
from simulators.august.refusals import RefusalError
from simulators.august.routing import NO_BODY, Call, Routes

routes = Routes()


@routes.write("PUT", "/remoteoperate/{lock}/{command}")
async def remote_operate(call: Call) -> object:
    """Carry out a command, now or after the answer."""
    lock, command = call.owned_lock(), call.places["command"]
    if command not in COMMANDS:
        raise RefusalError(501, f"Unknown command {command}")
    # A limit below 1 is taken as 1; what a higher one changes cannot be seen here.
    call.number("retryLimit", 1)
    order = Order(
        lock=lock,
        command=command,
        user=call.user,
        transaction=call.state.fresh_uuid(),
        function=call.text("function") if command == "extendedfunction" else None,
    )
    later = _is_async(call)
    call.state.operating.check(order, later=later)
    if not later:
        return await call.state.operating.run(order)
    call.state.spawn(call.state.operating.run_later(order))
    return NO_BODY


def _is_async(call: Call) -> bool:
    """Tell whether the answer comes before the work."""
    kind = call.query.get("type", "sync")
    if kind not in {"sync", "async"}:
        raise RefusalError(400, '"type" must be one of [sync, async]')
    versioned = call.version == "2.0.0" and call.switches.versioned_async
    return kind == "async" or versioned
