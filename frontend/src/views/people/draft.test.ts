import { describe, expect, test } from "vitest";
import { access, accessDoor, door } from "../../test/house.js";
import {
  changeFields,
  type Draft,
  draftOf,
  grantFields,
  hourFields,
  newDraft,
  wallNow,
} from "./draft.js";

const NOW = "2026-11-21T09:30";
const doors = new Map(
  ["front", "back"].map((id) => [id, door({ door_id: id, entity_id: `lock.${id}` })]),
);

const draft = (with_: Partial<Draft> = {}): Draft => ({
  ...newDraft(NOW),
  name: "Anna",
  doorIds: ["front"],
  ...with_,
});

const nothing = {
  start_datetime: null,
  end_datetime: null,
  days: [],
  start_time: null,
  end_time: null,
  one_time: false,
};

test("now is read off the clock of the home", () => {
  const now = new Date("2026-11-21T23:30:00Z");
  expect(wallNow("Europe/Amsterdam", now)).toBe("2026-11-22T00:30");
});

describe("hours", () => {
  test.each<[string, Partial<Draft>, object]>([
    ["always", {}, {}],
    [
      "from and until",
      { when: "window", start: "2026-12-01T09:00", end: "" },
      { start_datetime: "2026-12-01T09:00" },
    ],
    [
      "weekly, the last day included",
      { when: "weekly", days: ["fri"], until: "2027-02-28" },
      {
        days: ["fri"],
        start_time: "09:00",
        end_time: "12:00",
        end_datetime: "2027-03-01T00:00",
      },
    ],
    [
      "days alone",
      { when: "weekly", days: ["sat", "sun"], from: "", to: "" },
      { days: ["sat", "sun"] },
    ],
    [
      "one visit",
      { when: "once", day: "2026-12-01", oneTime: true },
      {
        start_datetime: "2026-12-01T09:00",
        end_datetime: "2026-12-01T12:00",
        one_time: true,
      },
    ],
    [
      "one visit past midnight",
      { when: "once", day: "2026-12-31", from: "22:00", to: "01:00" },
      { start_datetime: "2026-12-31T22:00", end_datetime: "2027-01-01T01:00" },
    ],
  ])("%s", (_name, with_, fields) => {
    expect(hourFields(draft(with_))).toEqual({ ...nothing, ...fields });
  });
});

test("only what is said is sent", () => {
  expect(grantFields(draft({ name: " Anna " }), doors)).toEqual({
    entity_id: ["lock.front"],
    name: "Anna",
  });
});

test("everything that is said is sent", () => {
  const with_ = {
    person: "person.anna",
    group: "staff",
    notes: "Rings twice",
    drift: "restore",
    allow: true,
    when: "weekly",
    days: ["fri"],
  } as const;
  expect(grantFields(draft(with_), doors)).toEqual({
    entity_id: ["lock.front"],
    name: "Anna",
    person: "person.anna",
    group: "staff",
    notes: "Rings twice",
    drift: "restore",
    allow_home_assistant_schedule: true,
    days: ["fri"],
    start_time: "09:00",
    end_time: "12:00",
  });
});

describe("a change", () => {
  const front = accessDoor({ door_id: "front", entity_id: "lock.front" });
  const anna = access({ doors: [front] });
  const before = draftOf(anna, NOW);

  test("of nothing says nothing", () => {
    expect(changeFields(anna, before, before, doors)).toEqual({});
  });

  test("of the name says the name alone", () => {
    const next = { ...before, name: "Ann" };
    expect(changeFields(anna, before, next, doors)).toEqual({ new_name: "Ann" });
  });

  test("of the doors names those that come and go", () => {
    const next = { ...before, doorIds: ["back"] };
    expect(changeFields(anna, before, next, doors)).toEqual({
      add_locks: ["lock.back"],
      remove_locks: ["lock.front"],
    });
  });

  test("a lock without an entity goes by its own name", () => {
    const gone = access({ doors: [accessDoor({ door_id: "a:1", entity_id: null })] });
    const was = draftOf(gone, NOW);
    const next = { ...was, doorIds: [] };
    expect(changeFields(gone, was, next, doors)).toEqual({ remove_locks: ["a:1"] });
  });

  test("of the hours takes away the limits that were", () => {
    const weekly = { days: ["fri"], start_time: "09:00:00", end_time: "12:00:00" };
    const friday = access({ doors: [{ ...front, ...weekly }] });
    const was = draftOf(friday, NOW);
    expect(was).toMatchObject({ when: "weekly", days: ["fri"], from: "09:00" });
    const next = { ...was, when: "always" as const };
    expect(changeFields(friday, was, next, doors)).toEqual(nothing);
  });

  test("what is emptied is taken away", () => {
    const staff = access({ group: "staff", person: "person.anna", doors: [front] });
    const was = draftOf(staff, NOW);
    const next = { ...was, group: "", person: "" };
    expect(changeFields(staff, was, next, doors)).toEqual({
      new_group: null,
      person: null,
    });
  });

  test("the last whole day of weekly hours is shown as that day", () => {
    const until = {
      days: ["fri"],
      start_time: "09:00:00",
      end_time: "12:00:00",
      end_datetime: "2027-03-01T00:00:00+01:00",
    };
    const was = draftOf(access({ doors: [{ ...front, ...until }] }), NOW);
    expect(was.until).toBe("2027-02-28");
    expect(hourFields(was).end_datetime).toBe("2027-03-01T00:00");
  });

  test("a door that leaves is no door any more", () => {
    const leaving = access({ doors: [front, accessDoor({ leaving: true })] });
    expect(draftOf(leaving, NOW).doorIds).toEqual(["front"]);
  });
});
