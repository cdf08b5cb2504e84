/** Texts in the language of the person who looks; English where one is missing. */

import en from "./translations/en/index.js";

export type TextKey = Extract<keyof typeof en, string>;
type Stem<K, End extends string> = K extends `${infer S}.${End}` ? S : never;
type PluralKey = Stem<TextKey, "other">;
type Texts = Record<string, string | undefined>;
type Values = Record<string, string | number>;

type WordKind<K = TextKey> = K extends `word.${infer Kind}.${string}` ? Kind : never;

const LANGUAGES: Record<string, () => Promise<{ default: Texts }>> = {
  de: () => import("./translations/de/index.js"),
};

const ENGLISH: Texts = en;

let language = "en";
let texts = ENGLISH;
let plurals = new Intl.PluralRules("en");

/** Speak a language from now on; returns whether anything is different. */
export async function useLanguage(wanted: string): Promise<boolean> {
  if (wanted === language) {
    return false;
  }
  language = wanted;
  const load = LANGUAGES[wanted] ?? LANGUAGES[wanted.split("-")[0] ?? ""];
  const loaded = load === undefined ? ENGLISH : (await load()).default;
  if (wanted !== language) {
    return false;
  }
  texts = loaded;
  plurals = new Intl.PluralRules(load === undefined ? "en" : wanted);
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

const byNumber = (key: string, count: number): string | null =>
  lookUp(`${key}.${plurals.select(count)}`) ?? lookUp(`${key}.other`);

const lookUp = (key: string): string | null => texts[key] ?? ENGLISH[key] ?? null;
