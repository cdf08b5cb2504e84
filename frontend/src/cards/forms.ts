/** How the cards are set up, in Home Assistant's own editor. */

import { t, type TextKey, useLanguage } from "../localize.js";
import { pageHass } from "./names.js";

const OURS = { integration: "cloud_locks", domain: "lock" };

/** What a lock card can show, all of it unless somebody chooses. */
export const PARTS = ["door", "last_access", "battery", "buttons"] as const;
export type Part = (typeof PARTS)[number];

export const MOST_ROWS = 50;
export const ROWS = 8;

interface Field {
  name: string;
  required?: boolean;
  selector: Record<string, unknown>;
}

async function form(fields: () => Field[]) {
  await useLanguage(pageHass()?.language ?? "en");
  return {
    schema: fields(),
    computeLabel: ({ name }: Field) => t(`card.field.${name}` as TextKey),
    computeHelper: () => undefined,
  };
}

export const lockForm = () =>
  form(() => [
    { name: "entity", required: true, selector: { entity: { filter: OURS } } },
    { name: "name", selector: { text: {} } },
    {
      name: "show",
      selector: {
        select: {
          multiple: true,
          mode: "list",
          options: PARTS.map((value) => ({ value, label: t(`card.part.${value}`) })),
        },
      },
    },
  ]);

export const activityForm = () =>
  form(() => [
    {
      name: "entities",
      required: true,
      selector: { entity: { multiple: true, filter: OURS } },
    },
    { name: "title", selector: { text: {} } },
    {
      name: "rows",
      selector: { number: { min: 1, max: MOST_ROWS, mode: "box" } },
    },
  ]);
