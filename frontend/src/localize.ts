/** Texts in the language of the person who looks; English where one is missing. */

import en from "./translations/en/index.js";

export type TextKey = Extract<keyof typeof en, string>;
type Stem<K, End extends string> = K extends `${infer S}.${End}` ? S : never;
type PluralKey = Stem<TextKey, "other">;
type Texts = Record<string, string | undefined>;
type Values = Record<string, string | number>;

type WordKind<K = TextKey> = K extends `word.${infer Kind}.${string}` ? Kind : never;

/** German has all texts; the others those that everybody of a household meets. */
const LANGUAGES: Record<string, () => Promise<{ default: Texts }>> = {
  de: () => import("./translations/de/index.js"),
  es: () => import("./translations/es/index.js"),
  fr: () => import("./translations/fr/index.js"),
  it: () => import("./translations/it/index.js"),
  nl: () => import("./translations/nl/index.js"),
  pl: () => import("./translations/pl/index.js"),
};

const ENGLISH: Texts = en;
const ENGLISH_PLURALS = new Intl.PluralRules("en");

let language = "en";
let loading = Promise.resolve(false);
let texts = ENGLISH;
let plurals = ENGLISH_PLURALS;

/**
 * Speak a language from now on; tells all who wait for it whether anything is different.
 */
export function useLanguage(wanted: string): Promise<boolean> {
  if (wanted !== language) {
    language = wanted;
    loading = change(wanted);
  }
  return loading;
}

async function change(wanted: string): Promise<boolean> {
  const load = LANGUAGES[wanted] ?? LANGUAGES[wanted.split("-")[0] ?? ""];
  // What an update took away is no reason to say nothing.
  const loaded = await load?.().catch(() => undefined);
  if (wanted !== language) {
    return false;
  }
  texts = loaded?.default ?? ENGLISH;
  plurals = loaded === undefined ? ENGLISH_PLURALS : new Intl.PluralRules(wanted);
  loading = Promise.resolve(false);
  return true;
}

/**
 * Return a text with its `{placeholders}` filled. Where there are several by number
 * (`key.one`, `key.other`, …) the value `count` chooses.
 */
export function t(key: TextKey | PluralKey, values: Values = {}): string {
  const { count } = values;
  const counted = typeof count === "number" ? byNumber(key, count) : null;
  const text = counted ?? lookUp(key) ?? key;
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) =>
    String(values[name] ?? whole),
  );
}

/** The word of a closed list, the raw one where a newer server knows more. */
export const word = (kind: WordKind, value: string): string =>
  lookUp(`word.${kind}.${value}`) ?? value;

/** An English text goes by English numbers. */
const byNumber = (key: string, count: number): string | null =>
  texts[`${key}.${plurals.select(count)}`] ??
  texts[`${key}.other`] ??
  ENGLISH[`${key}.${ENGLISH_PLURALS.select(count)}`] ??
  ENGLISH[`${key}.other`] ??
  null;

const lookUp = (key: string): string | null => texts[key] ?? ENGLISH[key] ?? null;
