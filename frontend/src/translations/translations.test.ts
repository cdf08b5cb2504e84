import { afterEach, expect, test } from "vitest";
import { t, useLanguage, word } from "../localize.js";
import de from "./de/index.js";
import en from "./en/index.js";
import words from "./en/words.json";
import es from "./es/index.js";
import fr from "./fr/index.js";
import it from "./it/index.js";
import nl from "./nl/index.js";
import pl from "./pl/index.js";

type Texts = Record<string, string>;
const LANGUAGES: Record<string, Texts> = { de, es, fr, it, nl, pl };
const SOME: Record<string, Texts> = { es, fr, it, nl, pl };

const keys = (texts: object) => Object.keys(texts).toSorted();
const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).toSorted();

afterEach(() => useLanguage("en"));

test("German has all texts", () => {
  expect(keys(de)).toEqual(keys(en));
});

test.each(keys(SOME))("%s has every word, and what the others have", (language) => {
  const texts = SOME[language] ?? {};
  expect(Object.keys(texts)).toEqual(expect.arrayContaining(keys(words)));
  expect(keys(texts)).toEqual(keys(fr));
  expect(Object.keys(en)).toEqual(expect.arrayContaining(keys(texts)));
});

test.each(keys(LANGUAGES))("every text in %s has the placeholders", (language) => {
  for (const [key, text] of Object.entries(LANGUAGES[language] ?? {})) {
    const wanted = placeholders((en as Texts)[key] ?? "");
    expect([key, ...placeholders(text)]).toEqual([key, ...wanted]);
    expect(text.trim()).toBe(text);
    expect(text).not.toBe("");
  }
});

test("what happens at doors is said whole in one language", () => {
  const isOfDoors = (key: string) => /^activity\.(did|said)\./.test(key);
  expect(keys(fr).filter(isOfDoors)).toEqual(keys(en).filter(isOfDoors));
});

test("a language with few texts speaks those, and English else", async () => {
  await useLanguage("nl-BE");
  expect(word("bolt", "locked")).toBe("Vergrendeld");
  expect(t("doors.search")).toBe("Find a door or area");
});

test("an English text goes by English numbers", async () => {
  await useLanguage("fr");
  expect(t("doors.count", { count: 0 })).toBe("0 doors");
  expect(t("activity.attempts", { count: 0 })).toBe("0 essai infructueux");
});

test("a word that a newer server brings is shown as it is", () => {
  expect(word("event", "teleported")).toBe("teleported");
});
