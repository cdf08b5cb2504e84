/** Links inside the panel, which do not load the page anew. */

import { html } from "lit";
import type { Home } from "../data/home.js";
import { navigate } from "../ha/navigate.js";

const PANEL = "/cloud-locks";

export const go = (event: MouseEvent) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) {
    return;
  }
  event.preventDefault();
  navigate((event.currentTarget as HTMLAnchorElement).pathname);
};

/** The id that stands in an address, as far as it is one. */
export function idIn(sub: string): string {
  try {
    return decodeURIComponent(sub);
  } catch {
    return sub;
  }
}

export const doorKeysPath = (doorId: string): string =>
  `${PANEL}/keys/${encodeURIComponent(doorId)}`;

/** `look`: its classes, such as those of a button. */
export const link = (path: string, text: unknown, look = "") =>
  html`<a class=${look} href=${path} @click=${go}>${text}</a>`;

/** Somebody's name, leading to their access where it is known. */
export const accessLink = (home: Home, grantId: string | null, text: string) =>
  grantId !== null && home.access.has(grantId)
    ? link(`${PANEL}/people/${encodeURIComponent(grantId)}`, text)
    : html`<strong>${text}</strong>`;
