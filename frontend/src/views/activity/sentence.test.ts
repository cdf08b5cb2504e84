import { afterEach, expect, test } from "vitest";
import { useLanguage } from "../../localize.js";
import { event } from "../../test/house.js";
import { changeSentence, eventSentence, spoken } from "./sentence.js";

afterEach(() => useLanguage("en"));

const says = (with_: Parameters<typeof event>[0]): string =>
  spoken(eventSentence(event(with_), "Front door"));

test.each([
  [{}, "Anna unlocked Front door with a code"],
  [{ who: null }, "Front door was unlocked with a code"],
  [{ who: null, method: "unknown" }, "Front door was unlocked"],
  [{ who: null, type: "locked", method: "auto" }, "Front door locked by itself"],
  [
    { who: null, type: "denied", method: "card" },
    "A card that it does not know was held to Front door",
  ],
  [{ type: "denied", method: "card" }, "Anna was refused at Front door with a card"],
  [{ who: null, stream: "doorbell", type: "ring" }, "Somebody rang at Front door"],
  [{ who: null, stream: "alarm", type: "unknown" }, "Front door raised an alarm"],
  [{ who: null, type: "unknown" }, "Something happened at Front door"],
  [{ type: "door_opened" }, "Front door was opened (Anna)"],
  [{ who: null, type: "melted" }, "Front door: melted"],
])("%o", (with_, sentence) => {
  expect(says(with_)).toBe(sentence);
});

const TYPES: Record<string, string> = {
  access:
    "unlocked unlatched locked denied lock_failed unlock_failed door_opened door_closed door_left_open open_requested unknown",
  alarm:
    "forced tamper jammed lockout key_left_in bolt_blocked overheat power_lost unknown",
  doorbell: "ring",
};

test.each(["en", "de"])(
  "%s has a sentence for everything that happens",
  async (lang) => {
    await useLanguage(lang);
    const all = Object.entries(TYPES).flatMap(([stream, types]) =>
      types.split(" ").map((type) => says({ stream, type, who: null })),
    );
    expect(all.filter((it) => it.startsWith("Front door: "))).toEqual([]);
    expect(all.filter((it) => /[{}]/.test(it))).toEqual([]);
  },
);

test("the name stands apart, so that it can be a link", () => {
  expect(eventSentence(event(), "Door")).toEqual([
    "",
    "Anna",
    " unlocked Door with a code",
  ]);
});

test("names that look like something else stay as they are", () => {
  const { who } = { who: "{door} $&" };
  expect(spoken(eventSentence(event({ who }), "{how}"))).toBe(
    "{door} $& unlocked {how} with a code",
  );
});

test("who changed whose access", () => {
  const change = { at: "", change: "rotated", grant_id: "a", name: "Anna" };
  expect(spoken(changeSentence({ ...change, user: "Mario" }))).toBe(
    "Mario gave Anna a new PIN",
  );
  expect(spoken(changeSentence({ ...change, user: null }))).toBe(
    "Anna was given a new PIN",
  );
  expect(spoken(changeSentence({ ...change, change: "eaten", user: null }))).toBe(
    "Anna: eaten",
  );
});

test("German puts the verb at the end", async () => {
  await useLanguage("de");
  expect(says({})).toBe("Anna hat „Front door“ mit einem Code entriegelt");
});
