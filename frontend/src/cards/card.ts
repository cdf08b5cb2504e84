import { css, html, LitElement, type PropertyValues } from "lit";
import { property, state } from "lit/decorators.js";
import type { Toast } from "../components/toast.js";
import { useLocale } from "../ha/format.js";
import { notify } from "../ha/navigate.js";
import type { HomeAssistant } from "../ha/types.js";
import { t, type TextKey, useLanguage } from "../localize.js";

/** What the cards look like inside Home Assistant's own frame of a card. */
export const cardStyle = css`
  :host {
    display: block;
    height: 100%;
  }
  ha-card {
    height: 100%;
  }
  .inside {
    display: grid;
    gap: 12px;
    padding: 16px;
    align-content: start;
  }
`;

/** A card that renders when an entity that it shows is different, and else never. */
export abstract class Card<Config> extends LitElement {
  @property({ attribute: false }) config!: Config;
  @property({ attribute: false }) hass!: HomeAssistant;
  @state() private speaks = false;
  private relatedOf: unknown = null;

  /** The entities that it shows. */
  protected abstract watched(): Iterable<string>;
  /** Find the entities of the locks; they are others by now, or it is another lock. */
  protected abstract relate(): void;
  protected abstract renderCard(): unknown;

  constructor() {
    super();
    this.addEventListener("cloud-locks-toast", (event) => {
      event.stopPropagation();
      notify(this, (event as CustomEvent<Toast>).detail.text);
    });
  }

  protected override shouldUpdate(changed: PropertyValues<this>): boolean {
    const before = changed.get("hass");
    if (changed.size > 1 || before === undefined) {
      return true;
    }
    const { hass } = this;
    return (
      hass.language !== before.language ||
      hass.locale !== before.locale ||
      hass.entities !== before.entities ||
      [...this.watched()].some((it) => hass.states[it] !== before.states[it])
    );
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("hass")) {
      useLocale(this.hass);
      void this.speak();
    }
    if (changed.has("config") || this.relatedOf !== this.hass.entities) {
      this.relatedOf = this.hass.entities;
      this.relate();
    }
  }

  private async speak(): Promise<void> {
    if ((await useLanguage(this.hass.language)) && this.speaks) {
      // Every text of the card is another one.
      this.speaks = false;
      await this.updateComplete;
    }
    this.speaks = true;
  }

  protected override render() {
    return html`<ha-card>
      <div class="inside">${this.speaks ? this.renderCard() : ""}</div>
    </ha-card>`;
  }

  /** Why there is nothing to show, and what to do. */
  protected renderFault(key: TextKey, entity: string) {
    return html`<p role="alert">${t(key, { entity })}</p>`;
  }
}
