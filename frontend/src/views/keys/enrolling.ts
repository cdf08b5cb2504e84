import { mdiAlertCircle, mdiCheckCircle, mdiProgressClock } from "@mdi/js";
import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import "../../components/action-button.js";
import { nameOfDoor } from "../../components/door-select.js";
import "../../components/icon.js";
import { act } from "../../data/actions.js";
import type { Home } from "../../data/home.js";
import type { EnrollmentView } from "../../data/types.js";
import { t } from "../../localize.js";
import { shared } from "../../styles/shared.js";

const LOOKS: Record<string, readonly [path: string, look: string]> = {
  enrolled: [mdiCheckCircle, "good"],
  failed: [mdiAlertCircle, "bad"],
};

/** How far a lock has come with reading; fires `seen` when its end was put away. */
@customElement("cloud-locks-enrolling")
export class Enrolling extends LitElement {
  @property({ attribute: false }) home!: Home;
  @property({ attribute: false }) enrollment!: EnrollmentView;

  static override styles = [
    shared,
    css`
      :host {
        display: block;
      }
      progress {
        width: 100%;
        accent-color: var(--accent);
      }
    `,
  ];

  protected override render() {
    const { state } = this.enrollment;
    const [path, look] = LOOKS[state] ?? [mdiProgressClock, ""];
    return html`<div class="card stack">
      <div class="row" role="status" aria-live="polite">
        <cloud-locks-icon class=${look} .path=${path}></cloud-locks-icon>
        <p class="grow">${this.says()}</p>
      </div>
      ${state === "reading" ? this.renderReading() : this.renderEnd()}
    </div>`;
  }

  private says(): string {
    const { state, credential_type, name, door_id, step, steps } = this.enrollment;
    const door = nameOfDoor(this.home.doors, door_id);
    if (state !== "reading") {
      return t(state === "enrolled" ? "keys.enrolled" : "keys.enroll_failed", {
        name,
        door,
      });
    }
    const how = { rfid_code: "card", fingerprint: "finger", face: "face" } as const;
    const kind = how[credential_type as keyof typeof how] as "card" | undefined;
    const what = t(`keys.hold_${kind ?? "finger"}`, { door });
    return step === null || steps === null ? what : `${what} ${stepWords(step, steps)}`;
  }

  private renderReading() {
    const { step, steps } = this.enrollment;
    return html`${
        step === null || steps === null
          ? nothing
          : html`<progress
              max=${steps}
              value=${step}
              aria-label=${stepWords(step, steps)}
            ></progress>`
      }
      <div>
        <cloud-locks-action
          .label=${t("keys.stop")}
          .run=${this.stop}
        ></cloud-locks-action>
      </div>`;
  }

  private renderEnd() {
    const seen = () => this.dispatchEvent(new CustomEvent("seen"));
    return html`<div><button @click=${seen}>${t("common.close")}</button></div>`;
  }

  private readonly stop = async () => {
    const { door_id, credential_type } = this.enrollment;
    await act(this.home.hass, "cancel_enrollment", {
      entity_id: this.home.doors.get(door_id)?.entity_id,
      credential_type,
    });
  };
}

/** Which one is next: what is told is how many are done. */
const stepWords = (done: number, steps: number): string =>
  t("keys.step", { step: Math.min(done + 1, steps), steps });

declare global {
  interface HTMLElementTagNameMap {
    "cloud-locks-enrolling": Enrolling;
  }
}
