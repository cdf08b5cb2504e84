"""What a loaded account consists of."""

from collections import deque
from dataclasses import dataclass, field

from homeassistant.config_entries import ConfigEntry

from .account_issues import AccountIssues
from .activity import ActivityFeed
from .answering import DoorAnswers
from .codes import CodeBook, CodeWriter
from .const import REQUESTS_KEPT
from .coordinator import LocksCoordinator
from .credentials import CredentialDesk, Enrollments
from .inbox import Inbox
from .meter import CallMeter
from .model.cloud import Account, LockCloud
from .model.sign_in import Brand
from .passage import PassageWriter
from .people import PeopleDesk, PersonLinks
from .queue import LaneQueue
from .refusals import Refusals
from .renaming import LockRenamer
from .settings import SettingWriter
from .store import AccountStore
from .vendors import RequestRecord
from .webhook import CallbackListener

type RequestLog = deque[RequestRecord]


def new_request_log() -> RequestLog:
    """Return an empty ring of the newest requests."""
    return deque(maxlen=REQUESTS_KEPT)


@dataclass(slots=True, kw_only=True)
class AccountData:
    """The parts of one account; `entry.runtime_data`."""

    account: Account
    brand: Brand
    cloud: LockCloud
    locks: LocksCoordinator
    activity: ActivityFeed
    answers: DoorAnswers
    codes: CodeBook
    code_writer: CodeWriter
    credentials: CredentialDesk
    enrollments: Enrollments
    inbox: Inbox
    issues: AccountIssues
    links: PersonLinks
    people: PeopleDesk
    passage: PassageWriter
    renamer: LockRenamer
    settings: SettingWriter
    queue: LaneQueue
    store: AccountStore
    meter: CallMeter
    callbacks: CallbackListener | None = None
    refusals: Refusals = field(default_factory=Refusals)
    requests: RequestLog = field(default_factory=new_request_log)


type CloudLocksEntry = ConfigEntry[AccountData]
