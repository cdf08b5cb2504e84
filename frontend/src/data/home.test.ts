import { expect, test, vi } from "vitest";
import { access, door, event, house, update } from "../test/house.js";

test("a change of one door leaves the others as they are", () => {
  const { home } = house({ doors: [door(), door({ door_id: "back" })] });
  const other = home.doors.get("back");
  home.take(update({ doors: [door({ bolt: "unlocked" })] }));
  expect(home.doors.get("tedee:1:front")?.bolt).toBe("unlocked");
  expect(home.doors.get("back")).toBe(other);
});

test("what is gone is forgotten, also by a new beginning", () => {
  const { home } = house({ doors: [door(), door({ door_id: "back" })] });
  home.take(update({ removed_doors: ["back"], removed_access: ["anna"] }));
  expect([...home.doors.keys()]).toEqual(["tedee:1:front"]);
  expect(home.access.size).toBe(0);
  home.take(update({ complete: true, access: [access({ grant_id: "ben" })] }));
  expect(home.doors.size).toBe(0);
  expect([...home.access.keys()]).toEqual(["ben"]);
});

test("being heard of again changes nothing else of a door", () => {
  const { home } = house({ doors: [door({ last_contact: null, bolt: "unlocked" })] });
  const listener = vi.fn();
  home.listen(listener);
  const at = "2026-11-21T12:00:00+01:00";
  home.take(update({ contacts: { "tedee:1:front": at, "of nobody": at } }));
  expect(home.doors.get("tedee:1:front")).toMatchObject({
    last_contact: at,
    bolt: "unlocked",
  });
  expect(home.doors.size).toBe(1);
  expect(listener).toHaveBeenCalledWith(new Set(["doors"]));
});

test("events are kept newest first", () => {
  const { home } = house();
  home.take(update({ events: [event({ event_id: "1" }), event({ event_id: "2" })] }));
  home.take(update({ events: [event({ event_id: "3" })] }));
  expect(home.events.map((it) => it.event_id)).toEqual(["3", "2", "1"]);
});

test("only who follows a topic is told of it", () => {
  const { home } = house();
  const listener = vi.fn();
  const stop = home.listen(listener);
  home.take(update({ doors: [door()] }));
  expect(listener).toHaveBeenCalledWith(new Set(["doors"]));
  stop();
  home.take(update({ doors: [door()] }));
  expect(listener).toHaveBeenCalledOnce();
});

test("who may not is told so", async () => {
  const { home } = house();
  home.hass.connection.subscribeMessage = () =>
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- theirs
    Promise.reject({ code: "unauthorized", message: "No" });
  await home.start();
  expect(home.state).toBe("refused");
});
