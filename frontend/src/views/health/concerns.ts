/** What somebody has to see to, from everything that is known of the house. */

import { isBatteryLow, isKeypadLow, whyClosed } from "../../data/doors.js";
import type { Home } from "../../data/home.js";
import type { AccountView, DoorView } from "../../data/types.js";
import { byName } from "../../ha/format.js";
import { inPanel } from "../../ha/navigate.js";
import { t, word } from "../../localize.js";
import { batteryWords, keypadWords } from "../doors/words.js";

/** Sentences about one thing, and where something can be done about it. */
export interface Concern {
  key: string;
  name: string;
  sentences: string[];
  /** A page, or null where it is the entity whose details are shown. */
  href: string | null;
  entityId: string | null;
}

/** Of locks: a battery, out of reach, jammed, refused by the cloud. */
export function doorConcerns(home: Home): Concern[] {
  const found = [...home.doors.values()].toSorted(byName).map((door) => ({
    key: door.door_id,
    name: door.name,
    sentences: [...ofDoor(home, door)],
    href: null,
    entityId: door.entity_id,
  }));
  return found.filter((it) => it.sentences.length > 0);
}

function* ofDoor(home: Home, door: DoorView): Generator<string> {
  if (isBatteryLow(door)) {
    yield batteryWords(door) ?? "";
  }
  if (isKeypadLow(door)) {
    yield keypadWords(door) ?? "";
  }
  if (door.bolt === "jammed") {
    yield t("health.jammed");
  }
  const why = isAccountDown(home, door) ? null : whyClosed(door);
  if (why !== null) {
    yield t(...why);
  }
  yield* door.problems.filter((it) => it.code_id === null).map((it) => it.message);
}

/** Told once, of the account. */
const isAccountDown = (home: Home, door: DoorView): boolean =>
  home.accounts.some(
    (it) => it.account_id === door.account_id && it.state !== "connected",
  );

const HELD_UP = new Set(["failed", "blocked"]);

/** Of codes: somebody's access is not at a lock as wished, or a code of nobody's. */
export function codeConcerns(home: Home): Concern[] {
  const told = new Set<string>();
  const concerns: Concern[] = [];
  for (const { grant_id, name, doors } of home.access.values()) {
    for (const it of doors.filter((at) => HELD_UP.has(at.status))) {
      told.add(`${it.door_id} ${it.code_id}`);
      concerns.push({
        key: `${grant_id} ${it.door_id}`,
        name: t("health.code_at", { name, door: it.name }),
        sentences: [it.message ?? word("door_status", it.status)],
        href: inPanel("people", grant_id),
        entityId: null,
      });
    }
  }
  return [...concerns, ...otherCodes(home, told)].toSorted(byName);
}

function otherCodes(home: Home, told: ReadonlySet<string>): Concern[] {
  return [...home.doors.values()].flatMap((door) =>
    door.problems
      .filter((it) => it.code_id !== null)
      .filter((it) => !told.has(`${door.door_id} ${it.code_id}`))
      .map((it) => ({
        key: `${door.door_id} ${it.code_id}`,
        name: t("health.code_at", { name: it.name ?? "", door: door.name }),
        sentences: [it.message],
        href: inPanel("people", "elsewhere"),
        entityId: null,
      })),
  );
}

/** Nearly all that the vendor allows. */
const MUCH_PERCENT = 80;
const SOON_DAYS = 30;
const DAY_MS = 86_400_000;

export const isMuch = (percent: number): boolean => percent >= MUCH_PERCENT;

export const isSoon = (at: string): boolean =>
  new Date(at).getTime() - Date.now() < SOON_DAYS * DAY_MS;

/** Whether somebody has to see to an account. */
export const isAccountWell = (account: AccountView): boolean =>
  account.state === "connected" &&
  account.reason === null &&
  ![account.subscription_ends, account.key_ends].some(
    (it) => it !== null && isSoon(it),
  );
