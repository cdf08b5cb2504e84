/** What happened, as a sentence. */

import type { ChangeView, EventView } from "../../data/types.js";
import { t, type TextKey, word } from "../../localize.js";

/** The name is apart, as it may be a link: `[before, name, after]`. */
export type Sentence = [string, string, string];

/** Stands for the name while the rest is put together; in no text of people. */
const NAME = "\uE000";

/** `Anna unlocked Front door with a code`. */
export function eventSentence(event: EventView, door: string): Sentence {
  const { type, method, who } = event;
  const how = method === "unknown" ? "" : word("by", method);
  const values = { door, how, who: NAME };
  const did = who === null ? null : said(`activity.did.${type}`, values);
  if (did !== null) {
    return apart(did, who ?? "");
  }
  const kind = type === "unknown" ? event.stream : type;
  const what =
    said(`activity.said.${kind}_${method}`, values) ??
    said(`activity.said.${kind}`, values) ??
    `${door}: ${word("event", type)}`;
  return apart(who === null ? what : `${what} (${NAME})`, who ?? "");
}

/** `Mario gave Anna access`; the name is that of the access. */
export function changeSentence(change: ChangeView): Sentence {
  const { user } = change;
  const by = user === null ? "itself" : "by";
  const values = { who: NAME, user: user ?? "" };
  const text =
    said(`activity.${by}.${change.change}`, values) ??
    `${NAME}: ${word("change", change.change)}`;
  return apart(text, change.name);
}

/** As one text, for who listens. */
export const spoken = (sentence: Sentence): string => sentence.join("");

function said(key: string, values: Record<string, string>): string | null {
  const text = t(key as TextKey, values);
  return text === key ? null : text.replaceAll(/\s+/g, " ").trim();
}

function apart(text: string, name: string): Sentence {
  const [before = "", after] = text.split(NAME);
  return after === undefined ? [before, "", ""] : [before, name, after];
}
