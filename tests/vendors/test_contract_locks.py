"""What a client tells about locks."""

from datetime import UTC
from zoneinfo import available_timezones

from custom_components.cloud_locks.model.cloud import LockCloud
from custom_components.cloud_locks.model.lock import BoltState, Lock, Reachability

from .contract import Stage


async def test_inventory_is_complete(stage: Stage, cloud: LockCloud) -> None:
    """Both locks are there, under their own ids, with what entities are made of."""
    inventory = await cloud.inventory()
    assert {stage.props.main, stage.props.other} <= inventory.locks.keys()
    gateways = {gateway.id for gateway in inventory.gateways}
    for lock_id, lock in inventory.locks.items():
        assert lock.id == lock_id
        assert lock.gateway_id is None or lock.gateway_id in gateways
        _check_believable(lock, stage)


def _check_believable(lock: Lock, stage: Stage) -> None:
    assert lock.name
    assert lock.vendor_id
    assert lock.brand in {brand.key for brand in stage.vendor.brands}
    assert lock.battery.percent is None or 0 <= lock.battery.percent <= 100
    assert lock.time_zone is None or lock.time_zone in available_timezones()
    assert lock.last_contact is None or lock.last_contact.utcoffset() is not None


async def test_ids_are_stable(stage: Stage, cloud: LockCloud) -> None:
    """Listing again gives the same ids, whatever order the cloud has."""
    first, second = await cloud.inventory(), await cloud.inventory()
    assert first.locks.keys() == second.locks.keys()


async def test_states_keep_what_they_do_not_read(
    stage: Stage, cloud: LockCloud
) -> None:
    """A quick read gives whole locks back, not only what it asked for.

    It may find something more: a door sensor shows when it says something.
    """
    known = (await cloud.inventory()).locks
    stage.advance(cloud.pace.states)
    after = await cloud.states(known)
    assert after.keys() == known.keys()
    for lock_id, lock in after.items():
        assert lock.name == known[lock_id].name
        assert lock.capabilities >= known[lock_id].capabilities
        assert lock.code_rules == known[lock_id].code_rules


async def test_states_of_no_locks(cloud: LockCloud) -> None:
    """Nothing known, nothing to tell."""
    assert not await cloud.states({})


async def test_offline_lock_spoils_no_other(stage: Stage, cloud: LockCloud) -> None:
    """One sick lock says so; its neighbour is as before."""
    known = (await cloud.inventory()).locks
    await stage.set_offline(stage.props.other)
    stage.advance(cloud.pace.states)
    for locks in (await cloud.states(known), (await cloud.inventory()).locks):
        other = locks.get(stage.props.other)
        assert other is None or other.reachability is Reachability.OFFLINE
        assert locks[stage.props.main].reachability is Reachability.ONLINE
        assert locks[stage.props.main].bolt is not BoltState.UNKNOWN


async def test_capabilities_have_what_they_need(stage: Stage, cloud: LockCloud) -> None:
    """A lock that takes codes says by which rules, and rules refuse something."""
    for lock in (await cloud.inventory()).locks.values():
        if lock.code_rules is None:
            continue
        assert lock.code_rules.lengths
        assert lock.code_rules.check_pin("1")
        assert lock.code_rules.check_name("")
    assert stage.now().tzinfo is UTC
