import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ArrivalView } from "../data/types.js";
import { useLocale } from "../ha/format.js";
import { all, buttonOf, textOf } from "../test/hands.js";
import { access, accessDoor, door, house, mount, update } from "../test/house.js";
import { ArrivalsView } from "./arrivals.js";

const arrival = (with_: Partial<ArrivalView> = {}): ArrivalView => ({
  grant_id: "anna",
  day: "today",
  start: "2026-11-21T15:00:00+01:00",
  end: "2026-11-23T11:00:00+01:00",
  door_ids: ["tedee:1:front"],
  came_in: null,
  ...with_,
});

beforeEach(() => vi.useFakeTimers({ now: new Date("2026-11-21T09:00:00Z") }));
afterEach(() => {
  document.body.replaceChildren();
  vi.useRealTimers();
});

async function view(arrivals: ArrivalView[], with_: Parameters<typeof house>[0] = {}) {
  const { home, callWS } = house(with_);
  useLocale(home.hass);
  callWS.mockResolvedValue({ arrivals });
  const it = await mount(new ArrivalsView(), { home });
  await vi.advanceTimersByTimeAsync(0);
  return { home, callWS, it };
}

const rows = (it: ArrivalsView) => all(it, "cloud-locks-arrival");
const text = (it: ArrivalsView) => rows(it).map(textOf).join();

test("a guest stands there with hours, doors and what is still to do", async () => {
  const { it } = await view([arrival()]);
  expect(text(it)).toContain("Anna");
  expect(text(it)).toContain("15:00 – Mon, Nov 23, 11:00");
  expect(text(it)).toContain("Front door On the lock");
  expect(text(it)).toContain("PIN not sent yet");
  expect(text(it)).toContain("Has not come in yet");
});

test("why a lock does not have it, when the PIN was sent, and who is here", async () => {
  const blocked = accessDoor({ status: "blocked", message: "Check its battery." });
  const sent = "2026-11-21T08:30:00+01:00";
  const { it } = await view([arrival({ came_in: "2026-11-21T09:12:00+01:00" })], {
    access: [access({ doors: [blocked], message_sent: sent })],
  });
  expect(text(it)).toContain("Held up");
  expect(text(it)).toContain("Check its battery.");
  expect(text(it)).toContain("PIN sent: 08:30");
  expect(text(it)).toContain("Came in: 09:12");
});

test("who did not come while they could is said to have stayed away", async () => {
  const { it } = await view([
    arrival({
      start: "2026-11-21T08:00:00+01:00",
      end: "2026-11-21T09:00:00+01:00",
    }),
  ]);
  expect(text(it)).toContain("08:00 – 09:00 Did not come in");
});

test("today's guests can be let in after a second press", async () => {
  const { it, callWS } = await view([arrival(), arrival({ day: "tomorrow" })]);
  expect(all(it, "cloud-locks-confirmed")).toHaveLength(1);
  const letIn = buttonOf(it, "Let in now");
  callWS.mockClear();
  letIn.click();
  expect(callWS).not.toHaveBeenCalled();
  letIn.click();
  expect(callWS).toHaveBeenCalledWith(
    expect.objectContaining({
      domain: "lock",
      service: "open",
      service_data: { entity_id: "lock.front_door" },
    }),
  );
});

test("a PIN that was not sent can be", async () => {
  const { it, home } = await view([arrival()]);
  buttonOf(it, "Send PIN").click();
  await vi.advanceTimersByTimeAsync(0);
  expect(all(it, "cloud-locks-send-message")).toHaveLength(1);
  all(it, "cloud-locks-send-message")[0]?.dispatchEvent(new CustomEvent("sent"));
  home.take(update({ access: [access({ has_pin: false })] }));
  await vi.advanceTimersByTimeAsync(0);
  expect(all(it, "cloud-locks-send-message")).toHaveLength(0);
  expect(text(it)).not.toContain("Send PIN");
});

test("a lock out of reach lets nobody in, and says why", async () => {
  const away = door({ available: false, reachability: "offline" });
  const { it } = await view([arrival()], { doors: [away] });
  expect(buttonOf(it, "Let in now").disabled).toBe(true);
  expect(text(it)).toContain("out of reach");
});

test("it is read anew when access changes, and at midnight", async () => {
  const { it, home, callWS } = await view([]);
  expect(it.renderRoot.textContent).toContain("Nobody is expected today.");
  expect(it.renderRoot.textContent).toContain("Nobody is expected tomorrow.");
  callWS.mockResolvedValue({ arrivals: [arrival()] });
  home.take(update({ access: [access()] }));
  await vi.advanceTimersByTimeAsync(600);
  expect(rows(it)).toHaveLength(1);
  const asked = callWS.mock.calls.length;
  await vi.advanceTimersByTimeAsync(24 * 3_600_000);
  expect(callWS.mock.calls.length).toBe(asked + 1);
});

test("what becomes of an access at a lock is shown at once", async () => {
  const { it, home } = await view([arrival()]);
  home.take(
    update({ access: [access({ doors: [accessDoor({ status: "failed" })] })] }),
  );
  await vi.advanceTimersByTimeAsync(0);
  expect(text(it)).toContain("Failed");
});
