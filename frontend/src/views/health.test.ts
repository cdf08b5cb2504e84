import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { UpdateView } from "../data/types.js";
import { useLocale } from "../ha/format.js";
import { all, linkOf, press, settle, textOf } from "../test/hands.js";
import {
  access,
  accessDoor,
  account,
  door,
  house,
  mount,
  update,
} from "../test/house.js";
import { HealthView } from "./health.js";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-11-21T14:30:00+01:00") });
});
afterEach(() => {
  document.body.replaceChildren();
  vi.useRealTimers();
});

async function show(with_: Partial<UpdateView> = {}) {
  const { home } = house(with_);
  useLocale(home.hass);
  const view = await mount(new HealthView(), { home });
  await settle();
  return { view, home };
}

const problem = { reason: "list_full", since: null, code_id: null, name: null };
const full = { ...problem, message: "There is no room." };

test("where nothing is wrong it says so", async () => {
  const { view } = await show();
  expect(textOf(view)).toContain("All is well");
  expect(all(view, "h3").map((it) => it.textContent)).toEqual(["Accounts"]);
});

test("an account tells how it is kept up to date, and what it may still ask", async () => {
  const { view } = await show({ accounts: [account({ budget_used: 85, locks: 3 })] });
  const text = textOf(view);
  expect(text).toContain("Tedee 3 locks Connected. Told at once.");
  expect(text).toContain("85% of the calls that the vendor allows are used.");
  expect(text).toContain("News come more slowly");
  const meter = all(view, "[role=meter]")[0];
  expect(meter?.getAttribute("aria-valuenow")).toBe("85");
  expect(linkOf(view, "Open this account in Home Assistant").href).toContain(
    "#config_entry=account",
  );
});

test("an account that is signed out says what to do", async () => {
  const out = { state: "signed_out", reason: "signed_out", message: "Sign in again." };
  const { view } = await show({ accounts: [account(out)] });
  expect(textOf(view)).toContain("1 thing needs attention.");
  expect(textOf(view)).toContain("Signed out. Sign in again.");
});

test("what ends soon is told so", async () => {
  const ends = {
    subscription_ends: "2026-12-01T00:00:00+01:00",
    key_ends: "2028-12-01T00:00:00+01:00",
  };
  const { view } = await show({ accounts: [account(ends)] });
  expect(textOf(view)).toContain("December 1, 2026. Renew it at the vendor.");
  expect(textOf(view)).toContain("The key of this account ends on December 1, 2028.");
});

test("doors are told with what to do, and lead to their details", async () => {
  const { view } = await show({
    doors: [
      door({ battery: 7, keypad_battery_low: true }),
      door({ door_id: "b", name: "Gate", available: false, reachability: "offline" }),
      door({ door_id: "c", name: "Shed", problems: [full] }),
      door({ door_id: "d", name: "Fine" }),
    ],
  });
  const text = textOf(view);
  expect(text).toContain("3 things need attention.");
  expect(text).toContain(
    "Front door Battery low (7%): change it Battery of the keypad",
  );
  expect(text).toContain("Gate The lock is out of reach.");
  expect(text).toContain("Shed There is no room.");
  expect(text).not.toContain("Fine");
  const asked = vi.fn();
  view.addEventListener("hass-more-info", (event) => {
    asked((event as CustomEvent<{ entityId: string }>).detail.entityId);
  });
  await press(view, "Details of Front door");
  expect(asked).toHaveBeenCalledWith("lock.front_door");
});

test("an account that is away is told once, not for each of its locks", async () => {
  const { view } = await show({
    accounts: [account({ state: "unreachable" })],
    doors: [door({ available: false })],
  });
  expect(textOf(view)).toContain("1 thing needs attention.");
});

test("codes that are not as wished lead to the access", async () => {
  const held = { status: "blocked", message: "The list is full.", code_id: "7" };
  const about = { ...full, code_id: "7", name: "Anna" };
  const other = { ...full, code_id: "8", name: "Cleaner" };
  const { view } = await show({
    doors: [door({ problems: [about, other] })],
    access: [access({ doors: [accessDoor(held)] })],
  });
  const text = textOf(view);
  expect(text).toContain("2 things need attention.");
  expect(text).toContain("Anna at Front door The list is full.");
  expect(text).toContain("Cleaner at Front door There is no room.");
  const links = all<HTMLAnchorElement>(view, "a.link").map((it) => it.pathname);
  expect(links).toEqual(["/cloud-locks/people/anna", "/cloud-locks/people/elsewhere"]);
});

const issue = {
  issue_id: "code_problem_1",
  severity: "warning",
  title: "The code of Ben is still there",
  description: "It **may** open the door.",
  fixable: true,
};

test("repairs lead to where they are repaired, for administrators", async () => {
  const { view, home } = await show({ issues: [issue] });
  expect(textOf(view)).toContain(
    "The code of Ben is still there It may open the door.",
  );
  expect(linkOf(view, "Repair").href).toContain("/config/repairs");
  home.hass.user = { id: "x", name: "X", is_admin: false };
  home.take(update({ issues: [issue] }));
  await settle();
  expect(textOf(view)).toContain("An administrator can repair this");
});
