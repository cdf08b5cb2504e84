import { mdiAccountClock, mdiBattery, mdiBatteryAlert, mdiDialpad } from "@mdi/js";
import { css, html, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import "../components/action-button.js";
import "../components/asking.js";
import "../components/confirmed.js";
import "../components/icon.js";
import { OPERATIONS, type Operation } from "../components/operate.js";
import { operate, press } from "../data/actions.js";
import { LOW_PERCENT } from "../data/doors.js";
import { entitiesOf, isOurs, told } from "../ha/entities.js";
import { EachDay } from "../ha/each-day.js";
import { showMoreInfo } from "../ha/navigate.js";
import type { HassEntity } from "../ha/types.js";
import { t, word } from "../localize.js";
import { shared } from "../styles/shared.js";
import { accessWords, boltLook, levelWords } from "../views/doors/words.js";
import { Card, cardStyle } from "./card.js";
import type { Part } from "./forms.js";

interface LockConfig {
  entity: string;
  name?: string;
  show?: Part[];
}

/** Where its latch can be pulled; `LockEntityFeature.OPEN`. */
const CAN_OPEN = 1;

/** One lock, from the states of its entities alone: for everybody who may see those. */
@customElement("cloud-locks-lock-card-content")
export class LockCard extends Card<LockConfig> {
  private related: ReadonlyMap<string, string> = new Map();

  constructor() {
    super();
    new EachDay(this);
  }

  static override styles = [
    shared,
    cardStyle,
    css`
      .head {
        width: 100%;
        height: auto;
        padding: 0;
        border: 0;
        border-radius: 8px;
        justify-content: flex-start;
        text-align: start;
        white-space: normal;
        gap: 12px;
      }
      .head cloud-locks-icon {
        width: 32px;
        height: 32px;
      }
      .name {
        display: block;
        font-size: 1.0625rem;
        font-weight: 500;
        overflow-wrap: anywhere;
      }
      .buttons {
        --button-padding: 10px;
      }
      .buttons > * {
        flex: 1 1 auto;
      }
      li {
        display: flex;
        gap: 8px;
        overflow-wrap: anywhere;
      }
      li cloud-locks-icon {
        width: 20px;
        height: 20px;
      }
    `,
  ];

  protected watched(): Iterable<string> {
    return [this.config.entity, ...this.related.values()];
  }

  protected relate(): void {
    const device = this.hass.entities[this.config.entity]?.device_id;
    this.related = entitiesOf(this.hass, device ?? "");
  }

  private shows(part: Part): boolean {
    const { show = [] } = this.config;
    return show.length === 0 || show.includes(part);
  }

  private told(key: string): HassEntity | null {
    return told(this.hass, this.related.get(key));
  }

  protected renderCard() {
    const { entity } = this.config;
    const lock = this.hass.states[entity];
    if (lock === undefined) {
      return this.renderFault("card.gone", entity);
    }
    if (!isOurs(this.hass, entity)) {
      return this.renderFault("card.not_ours", entity);
    }
    return html`${this.renderHead(lock)} ${this.renderAsking(lock)}
    ${this.renderFacts()} ${this.shows("buttons") ? this.renderButtons(lock) : nothing}`;
  }

  private renderHead(lock: HassEntity) {
    const { path, look } = boltLook(lock.state);
    return html`<button class="head" @click=${() => showMoreInfo(this, lock.entity_id)}>
      <cloud-locks-icon class=${look} .path=${path}></cloud-locks-icon>
      <span class="grow">
        <span class="name">${this.nameOf(lock)}</span>
        <span>${this.stateWords(lock)}</span>
      </span>
    </button>`;
  }

  private nameOf(lock: HassEntity): string {
    const { name = "" } = this.config;
    return name === "" ? (lock.attributes.friendly_name ?? lock.entity_id) : name;
  }

  private stateWords(lock: HassEntity): string {
    if (lock.state === "unavailable") {
      return t("card.unavailable");
    }
    const bolt = word("bolt", lock.state);
    const isAssumed = lock.attributes["assumed_state"] === true;
    const said = isAssumed ? t("doors.commanded", { bolt }) : bolt;
    const door = this.shows("door") ? this.told("binary_sensor.door") : null;
    const words = door && word("door", door.state === "on" ? "open" : "closed");
    return words === null ? said : `${said} · ${words}`;
  }

  /** Its buttons are there while somebody asks, and say until when. */
  private renderAsking(lock: HassEntity) {
    const accept = this.related.get("button.accept_request") ?? "";
    const reject = this.related.get("button.reject_request") ?? "";
    const until = this.hass.states[accept]?.attributes["until"];
    if (typeof until !== "string") {
      return nothing;
    }
    const code = asksCode(lock);
    return html`<cloud-locks-asking
      .until=${until}
      .about=${this.nameOf(lock)}
      .letIn=${(typed?: string) =>
        code ? this.operate("unlock", typed) : press(this.hass, accept)}
      .turnAway=${() => press(this.hass, reject)}
      ?code=${code}
    ></cloud-locks-asking>`;
  }

  private renderFacts() {
    const facts = [
      ...(this.shows("last_access") ? this.lastAccess() : []),
      ...(this.shows("battery") ? this.batteries() : []),
    ];
    return facts.length === 0
      ? nothing
      : html`<ul class="stack small">
          ${facts}
        </ul>`;
  }

  private lastAccess() {
    const at = this.told("sensor.last_access");
    return at === null
      ? []
      : [
          fact(
            mdiAccountClock,
            accessWords({
              who: this.told("sensor.last_access_by")?.state ?? null,
              method: this.told("sensor.last_access_method")?.state ?? "unknown",
              occurred_at: at.state,
            }),
          ),
        ];
  }

  private batteries() {
    return (["battery", "keypad"] as const).flatMap((of) => {
      const key = of === "battery" ? "battery" : "keypad_battery";
      const state = this.told(`sensor.${key}`)?.state;
      const percent = state === undefined ? null : Number(state);
      const warns = this.told(`binary_sensor.${key}_low`)?.state === "on";
      const isLow = warns || (percent ?? 100) <= LOW_PERCENT;
      const words = levelWords(of, percent, isLow);
      const path = of === "battery" ? mdiBattery : mdiDialpad;
      return words === null ? [] : fact(isLow ? mdiBatteryAlert : path, words, isLow);
    });
  }

  private renderButtons(lock: HassEntity) {
    const features = lock.attributes.supported_features ?? 0;
    const can = { lock: true, unlock: true, open: (features & CAN_OPEN) !== 0 };
    const buttons = (Object.keys(can) as Operation[]).filter((it) => can[it]);
    return html`<div class="row buttons">
      ${buttons.map((it) => this.renderButton(lock, it))}
    </div>`;
  }

  private renderButton(lock: HassEntity, operation: Operation) {
    const isAway = lock.state === "unavailable";
    const label = word("operation", operation);
    const path = OPERATIONS[operation];
    return operation === "lock"
      ? html`<cloud-locks-action
          .label=${label}
          .path=${path}
          .done=${t("action.sent")}
          .run=${() => this.operate(operation)}
          ?disabled=${isAway}
        ></cloud-locks-action>`
      : html`<cloud-locks-confirmed
          .label=${label}
          .path=${path}
          .about=${this.nameOf(lock)}
          .run=${(code?: string) => this.operate(operation, code)}
          ?code=${asksCode(lock)}
          ?disabled=${isAway}
        ></cloud-locks-confirmed>`;
  }

  private operate(operation: Operation, code?: string): Promise<unknown> {
    return operate(this.hass, this.config.entity, operation, code);
  }
}

const asksCode = (lock: HassEntity): boolean =>
  typeof lock.attributes["code_format"] === "string";

const fact = (path: string, words: string, isBad = false) =>
  html`<li class=${isBad ? "warn" : ""}>
    <cloud-locks-icon .path=${path}></cloud-locks-icon><span>${words}</span>
  </li>`;
