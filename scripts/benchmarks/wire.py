"""How long it takes from an action to its request at the cloud, by the real clock."""

from time import perf_counter
from typing import Final

from .account import SimulatedAccount, simulated_account
from .figures import Effort, Figures, usual

_MS: Final = 1000.0


async def measure_wire(locks: int, effort: Effort) -> Figures:
    """Return milliseconds until a cloud is asked to unlock, and to add a code.

    Before a code is written its lock is asked which codes it has; `add_code_first` is
    that request, `add_code` the writing itself.
    """
    unlock, first, add = [], [], []
    async with simulated_account(locks) as account:
        for number in range(effort.rounds):
            door = number % locks + 1
            lock = account.entity_id("lock", "lock", door)
            unlock.append(await _unlock(account, lock))
            asked, written = await _add_code(account, lock, number)
            first.append(asked)
            add.append(written)
    return {
        "unlock": usual(unlock),
        "add_code_first": usual(first),
        "add_code": usual(add),
    }


async def _unlock(account: SimulatedAccount, lock: str) -> float:
    account.requests.arrived.clear()
    began = perf_counter()
    await account.act("lock.unlock", entity_id=lock)
    sent = next(it for it in account.requests.arrived if it.method == "POST")
    await account.act("lock.lock", entity_id=lock)
    return (sent.at - began) * _MS


async def _add_code(
    account: SimulatedAccount, lock: str, number: int
) -> tuple[float, float]:
    name = f"Guest {number}"
    account.requests.arrived.clear()
    began = perf_counter()
    await account.act("cloud_locks.add_code", entity_id=lock, name=name)
    arrived = list(account.requests.arrived)
    sent = next(it for it in arrived if it.method == "POST")
    await account.act("cloud_locks.delete_code", entity_id=lock, name=name)
    return (arrived[0].at - began) * _MS, (sent.at - began) * _MS
