import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { ScheduleRow } from "../../data/types.js";
import { useLocale } from "../../ha/format.js";
import { useLanguage } from "../../localize.js";
import { always, house } from "../../test/house.js";
import { accessLine, accessSentence, daysOf, hoursOf, shifted } from "./sentence.js";

const friday = { days: ["fri"], start_time: "09:00:00", end_time: "12:00:00" };

const row = (with_: Partial<ScheduleRow>): ScheduleRow => ({ ...always, ...with_ });

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-11-21T12:00:00+01:00") });
});

afterEach(() => {
  vi.useRealTimers();
});

async function speak(language: string) {
  const { home } = house();
  const locale = { language, time_format: "24", time_zone: "local" } as const;
  useLocale({ ...home.hass, locale });
  await useLanguage(language);
}

describe("in English", () => {
  beforeEach(() => speak("en-GB"));

  test.each<[Partial<ScheduleRow>, string]>([
    [{}, "at any time"],
    [{ schedule: null }, "at hours that the cloud does not tell"],
    [{ one_time: true }, "at any time, a single time"],
    [friday, "Fridays 09:00–12:00"],
    [{ ...friday, days: [] }, "every day 09:00–12:00"],
    [{ ...friday, end_time: "06:00:00" }, "Fridays 09:00 to 06:00 the next day"],
    [{ ...friday, end_time: "09:00:00" }, "Fridays 09:00 to 09:00 the next day"],
    [{ days: ["sat", "sun"] }, "at weekends"],
    [
      { ...friday, end_datetime: "2027-03-01T12:00:00+01:00" },
      "Fridays 09:00–12:00, until 1 March 2027, 12:00",
    ],
    [
      {
        ...friday,
        start_datetime: "2026-12-01T00:00:00+01:00",
        end_datetime: "2027-03-02T00:00:00+01:00",
      },
      "Fridays 09:00–12:00, from 1 December 2026 until 1 March 2027",
    ],
    [{ start_datetime: "2026-12-01T15:00:00+01:00" }, "from 1 December 2026, 15:00"],
    [{ end_datetime: "2027-01-01T00:00:00+01:00" }, "until 31 December 2026"],
    [{ start_datetime: "2026-11-20T15:00:00+01:00" }, "at any time"],
    [
      {
        start_datetime: "2026-11-20T15:00:00+01:00",
        end_datetime: "2026-11-24T11:00:00+01:00",
      },
      "until 24 November 2026, 11:00",
    ],
    [
      {
        start_datetime: "2026-11-19T15:00:00+01:00",
        end_datetime: "2026-11-20T11:00:00+01:00",
      },
      "from 19 November 2026, 15:00 until 20 November 2026, 11:00",
    ],
    [
      { start_datetime: "2026-11-20T15:00", end_datetime: "2026-11-24T11:00" },
      "from 20 November 2026, 15:00 until 24 November 2026, 11:00",
    ],
    [
      {
        start_datetime: "2026-12-01T09:00:00+01:00",
        end_datetime: "2026-12-01T12:00:00+01:00",
        one_time: true,
      },
      "on 1 December 2026, 09:00–12:00, a single time",
    ],
    [
      {
        start_datetime: "2026-12-01T22:00:00+01:00",
        end_datetime: "2026-12-02T00:00:00+01:00",
      },
      "on 1 December 2026, 22:00–00:00",
    ],
    [
      {
        start_datetime: "2026-12-01T00:00:00+01:00",
        end_datetime: "2026-12-02T00:00:00+01:00",
      },
      "on 1 December 2026",
    ],
  ])("%o", (with_, sentence) => {
    expect(hoursOf(row(with_))).toBe(sentence);
  });

  test.each<[string[], string]>([
    [[], "every day"],
    [["mon", "tue", "wed", "thu", "fri", "sat", "sun"], "every day"],
    [["fri", "thu", "wed", "tue", "mon"], "on weekdays"],
    [["mon", "tue", "wed", "thu"], "Mondays to Thursdays"],
    [["sat", "sun"], "at weekends"],
    [["sun", "mon"], "Mondays and Sundays"],
    [["mon", "wed", "fri"], "Mondays, Wednesdays and Fridays"],
    [["tue", "wed"], "Tuesdays and Wednesdays"],
    [["fri", "sat", "sun"], "Fridays to Sundays"],
  ])("%o", (days, words) => {
    expect(daysOf(days)).toBe(words);
  });

  test("another zone than the home's is said", () => {
    const there = row({ ...friday, time_zone: "Europe/Lisbon" });
    expect(hoursOf(there, "Europe/Lisbon")).toBe("Fridays 09:00–12:00");
    expect(hoursOf(there, "Europe/Amsterdam")).toBe(
      "Fridays 09:00–12:00, by the clock of Europe/Lisbon",
    );
  });

  test("one or two doors by their names, more by number", () => {
    const doors = ["Front door", "Cellar", "Garage"].map((name) => ({
      ...row(friday),
      name,
    }));
    expect(accessSentence("Anna", doors.slice(0, 2))).toBe(
      "Anna can open Front door and Cellar, Fridays 09:00–12:00.",
    );
    expect(accessSentence("Anna", doors)).toBe(
      "Anna can open 3 doors, Fridays 09:00–12:00.",
    );
    expect(accessSentence("Anna", [])).toBe("Anna can open no door.");
  });

  test("hours that differ are said door by door", () => {
    const doors = [
      { ...row(friday), name: "Front door" },
      { ...row({}), name: "Garage" },
      { ...row(friday), name: "Cellar" },
    ];
    expect(accessLine(doors)).toBe(
      "Front door and Cellar, Fridays 09:00–12:00; Garage, at any time",
    );
    expect(accessSentence("Anna", doors)).toBe(
      "Anna can open: Front door and Cellar, Fridays 09:00–12:00; Garage, at any time.",
    );
  });

  test("names with braces or dollars stay as they are", () => {
    const doors = [{ ...row({}), name: "{hours} $&" }];
    expect(accessSentence("Anna", doors)).toBe(
      "Anna can open {hours} $&, at any time.",
    );
  });

  test("days are counted over ends of months and changes of the clock", () => {
    expect(shifted("2027-03-01", -1)).toBe("2027-02-28");
    expect(shifted("2026-10-24", 2)).toBe("2026-10-26");
  });
});

describe("in German", () => {
  beforeEach(() => speak("de"));

  test.each<[Partial<ScheduleRow>, string]>([
    [{}, "jederzeit"],
    [friday, "freitags 09:00–12:00"],
    [{ days: ["mon", "tue", "wed", "thu", "fri"] }, "montags bis freitags"],
    [
      { ...friday, days: ["tue", "thu"], end_time: "01:00:00" },
      "dienstags und donnerstags 09:00 bis 01:00 am nächsten Tag",
    ],
    [
      {
        start_datetime: "2026-12-01T15:00:00+01:00",
        end_datetime: "2026-12-04T11:00:00+01:00",
      },
      "von 1. Dezember 2026, 15:00 bis 4. Dezember 2026, 11:00",
    ],
  ])("%o", (with_, sentence) => {
    expect(hoursOf(row(with_))).toBe(sentence);
  });

  test("the whole sentence", () => {
    const doors = [{ ...row(friday), name: "Haustür" }];
    expect(accessSentence("Anna", doors)).toBe(
      "Anna kann Haustür öffnen, freitags 09:00–12:00.",
    );
  });
});
