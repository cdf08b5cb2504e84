import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import "../../components/action-button.js";
import "../../components/pin.js";
import { act } from "../../data/actions.js";
import { revealPin } from "../../data/commands.js";
import { Follow, type Home } from "../../data/home.js";
import type { CodeRow, DoorView } from "../../data/types.js";
import { byName } from "../../ha/format.js";
import { t, word } from "../../localize.js";
import { shared } from "../../styles/shared.js";
import { hoursOf } from "./sentence.js";

/** Codes that are nobody's access, by door. */
@customElement("cloud-locks-elsewhere")
export class Elsewhere extends LitElement {
  @property({ attribute: false }) home!: Home;

  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 16px;
      }
      h3 {
        margin-bottom: 8px;
      }
      li {
        padding: 8px 0;
        border-top: var(--line);
      }
      .name {
        overflow-wrap: anywhere;
        font-weight: 500;
      }
    `,
  ];

  constructor() {
    super();
    new Follow(this, ["doors"]);
  }

  protected override render() {
    const doors = [...this.home.doors.values()]
      .filter((it) => (it.codes ?? []).length > 0)
      .toSorted(byName);
    return html`<p class="quiet">
        ${t(doors.length === 0 ? "people.no_others" : "people.others")}
      </p>
      ${repeat(
        doors,
        (it) => it.door_id,
        (it) =>
          html`<section class="card">
            <h3>${it.name}</h3>
            <ul>
              ${repeat(
                it.codes ?? [],
                (code) => code.code_id,
                (code) => this.renderCode(it, code),
              )}
            </ul>
          </section>`,
      )}`;
  }

  private renderCode(door: DoorView, code: CodeRow) {
    const { code_id: id } = code;
    const made = t(code.managed ? "people.made_here" : "people.made_elsewhere");
    return html`<li class="stack">
      <div class="row spread">
        <span class="name">${code.name === "" ? t("people.no_name") : code.name}</span>
        <span class="chip">${word("code_status", code.status)}</span>
      </div>
      <p class="small quiet">
        ${made} · ${word("kind", code.kind)} ·
        ${hoursOf(code, this.home.hass.config.time_zone)}
      </p>
      ${
        id === null || door.entity_id === null || code.kind === "member"
          ? nothing
          : html`<div class="row">
              ${this.renderPin(door, id)} ${this.renderDeeds(door.entity_id, id, code)}
            </div>`
      }
    </li>`;
  }

  private renderPin(door: DoorView, codeId: string) {
    const read = async () => {
      const of = { door_id: door.door_id, code_id: codeId };
      return (await revealPin(this.home.hass, of)).pin;
    };
    return door.code_rules?.["pins_readable"] === true
      ? html`<cloud-locks-pin .read=${read}></cloud-locks-pin>`
      : nothing;
  }

  private renderDeeds(
    entityId: string,
    codeId: string,
    { managed, name, kind }: CodeRow,
  ) {
    const run = (service: string) => () =>
      act(this.home.hass, service, { entity_id: entityId, code_id: codeId, wait: 5 });
    return html`${
        managed || kind !== "online"
          ? nothing
          : html`<cloud-locks-action
              title=${t("people.adopt_help")}
              .label=${t("people.adopt")}
              .run=${run("adopt_code")}
            ></cloud-locks-action>`
      }
      <cloud-locks-action
        twice
        look="bad"
        .label=${t("people.delete_code", { name })}
        .run=${run("delete_code")}
      ></cloud-locks-action>`;
  }
}
