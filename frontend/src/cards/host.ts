/** The elements that dashboards make: small, until one is shown. */

import type { HomeAssistant } from "../ha/types.js";
import { say } from "./names.js";

export interface CardConfig {
  type: string;
  /** Of a card in the picker of cards. */
  [key: string]: unknown;
}

type Everything = typeof import("../everything.js");

/** Bring what cards are made of. */
export const bring = (): Promise<Everything> => import("../everything.js");

/** Passes on what a dashboard says to the card inside, once that is there. */
export abstract class CardHost extends HTMLElement {
  /** The element of the card itself. */
  protected abstract readonly inner: string;
  private content: HTMLElement | null = null;
  private readonly said: Record<string, unknown> = {};

  setConfig(config: CardConfig): void {
    this.say("config", config);
  }

  set hass(hass: HomeAssistant) {
    this.say("hass", hass);
  }

  connectedCallback(): void {
    this.style.display = "block";
    if (this.content === null) {
      void this.show();
    }
  }

  private async show(): Promise<void> {
    try {
      await bring();
    } catch {
      // An update took away what this page would load.
      this.textContent = say("old");
      return;
    }
    this.content ??= document.createElement(this.inner);
    Object.assign(this.content, this.said);
    this.replaceChildren(this.content);
  }

  private say(name: string, value: unknown): void {
    this.said[name] = value;
    if (this.content !== null) {
      Object.assign(this.content, { [name]: value });
    }
  }
}
