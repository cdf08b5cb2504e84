import {
  mdiAccountClock,
  mdiAccountKey,
  mdiAlertCircle,
  mdiBattery,
  mdiBatteryAlert,
  mdiCloudAlert,
  mdiCloudCheck,
  mdiDialpad,
  mdiInformationOutline,
  mdiSleep,
} from "@mdi/js";
import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import "../../components/asking.js";
import "../../components/icon.js";
import { go } from "../../components/link.js";
import "../../components/operate.js";
import { operate, press } from "../../data/actions.js";
import { isAsking, isBatteryLow, isKeypadLow } from "../../data/doors.js";
import type { Home } from "../../data/home.js";
import type { DoorView, ProblemView } from "../../data/types.js";
import { entitiesOf } from "../../ha/entities.js";
import { moment } from "../../ha/format.js";
import { inPanel, showMoreInfo } from "../../ha/navigate.js";
import { t } from "../../localize.js";
import { shared } from "../../styles/shared.js";
import {
  accessWords,
  batteryWords,
  boltLook,
  keypadWords,
  reachWords,
  stateWords,
} from "./words.js";

const REACHES: Record<string, string> = { offline: mdiCloudAlert, asleep: mdiSleep };

/** One door: how it stands, who came last, what is wrong, and the buttons of its lock. */
@customElement("cloud-locks-door")
export class DoorRow extends LitElement {
  @property({ attribute: false }) home!: Home;
  @property({ attribute: false }) door!: DoorView;
  /** How many people have access here. */
  @property({ type: Number }) people = 0;
  /** What a time without a date means. */
  @property() today = "";

  static override styles = [
    shared,
    css`
      :host,
      article {
        display: block;
        height: 100%;
      }
      article {
        display: flex;
        flex-direction: column;
        gap: 8px;
      }
      .head {
        display: flex;
        align-items: flex-start;
        gap: 12px;
      }
      .head > cloud-locks-icon {
        margin-top: 8px;
        width: 28px;
        height: 28px;
      }
      h4 {
        margin: 0;
        font-size: 1.0625rem;
        font-weight: 500;
        overflow-wrap: anywhere;
        display: -webkit-box;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 2;
        overflow: hidden;
      }
      .facts li {
        display: flex;
        gap: 8px;
        align-items: flex-start;
        overflow-wrap: anywhere;
      }
      .facts cloud-locks-icon,
      .problem cloud-locks-icon {
        width: 20px;
        height: 20px;
      }
      .problem {
        display: flex;
        gap: 8px;
        padding: 8px 12px;
        border-inline-start: 4px solid var(--bad);
        background: color-mix(in srgb, var(--bad) 8%, transparent);
        border-radius: 4px;
      }
      .problem cloud-locks-icon {
        color: var(--bad);
      }
      .foot {
        margin-top: auto;
        padding-top: 8px;
      }
      a.plain {
        display: inline-flex;
        align-items: center;
        gap: 8px;
        min-height: 44px;
      }
    `,
  ];

  protected override render() {
    const { door } = this;
    const bolt = boltLook(door.bolt, door.available);
    return html`<article class="card" aria-labelledby="name">
      <div class="head">
        <cloud-locks-icon class=${bolt.look} .path=${bolt.path}></cloud-locks-icon>
        <div class="grow">
          <h4 id="name" title=${door.name}>${door.name}</h4>
          <p>${stateWords(door)}</p>
        </div>
        ${door.entity_id === null ? nothing : this.renderDetails(door.entity_id)}
      </div>
      ${isAsking(door) ? this.renderAsking() : nothing}
      ${door.problems.map((it) => this.renderProblem(it))}
      <ul class="facts stack small">
        ${this.renderFacts()}
      </ul>
      <div class="foot">
        <cloud-locks-operate .home=${this.home} .door=${door}></cloud-locks-operate>
        <a
          class="plain small"
          href=${inPanel("people", "door", door.door_id)}
          @click=${go}
        >
          <cloud-locks-icon .path=${mdiAccountKey}></cloud-locks-icon>
          ${
            this.people === 0
              ? t("doors.nobody")
              : t("doors.people", { count: this.people })
          }
        </a>
      </div>
    </article>`;
  }

  private renderDetails(entityId: string) {
    return html`<button
      class="icon"
      aria-label=${t("doors.details", { door: this.door.name })}
      @click=${() => showMoreInfo(this, entityId)}
    >
      <cloud-locks-icon .path=${mdiInformationOutline}></cloud-locks-icon>
    </button>`;
  }

  /** A button cannot ask for the confirmation code: there the lock itself is unlocked. */
  private renderAsking() {
    const { door } = this;
    const { hass } = this.home;
    const entities = entitiesOf(hass, door.device_id ?? "");
    const accept = entities.get("button.accept_request");
    const reject = entities.get("button.reject_request");
    const unlocks = door.confirm_code || accept === undefined;
    return html`<cloud-locks-asking
      .until=${door.asking_until}
      .about=${door.name}
      .letIn=${(code?: string) =>
        unlocks
          ? operate(hass, door.entity_id ?? "", "unlock", code)
          : press(hass, accept)}
      .turnAway=${reject === undefined ? null : () => press(hass, reject)}
      ?code=${door.confirm_code}
    ></cloud-locks-asking>`;
  }

  private renderFacts() {
    const { door } = this;
    const { last_access, reachability } = door;
    const [isLow, isKeypad] = [isBatteryLow(door), isKeypadLow(door)];
    const keypad = isKeypad ? mdiBatteryAlert : mdiDialpad;
    const reach = REACHES[reachability] ?? mdiCloudCheck;
    return [
      fact(mdiAccountClock, last_access && accessWords(last_access)),
      fact(isLow ? mdiBatteryAlert : mdiBattery, batteryWords(door), isLow),
      fact(keypad, keypadWords(door), isKeypad),
      fact(reach, reachWords(door), reachability === "offline"),
    ];
  }

  private renderProblem({ message, name, since }: ProblemView) {
    return html`<div class="problem small">
      <cloud-locks-icon .path=${mdiAlertCircle}></cloud-locks-icon>
      <p>
        ${name === null ? nothing : html`<strong>${name}</strong>: `}${message}
        ${
          since === null
            ? nothing
            : html`<span class="quiet"
                >${t("doors.since", { when: moment(since) })}</span
              >`
        }
      </p>
    </div>`;
  }
}

const fact = (path: string, words: string | null, isBad = false) =>
  words === null
    ? nothing
    : html`<li class=${isBad ? "warn" : ""}>
        <cloud-locks-icon .path=${path}></cloud-locks-icon><span>${words}</span>
      </li>`;
