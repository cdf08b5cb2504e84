/** The fields of the forms: who it is, what is rarely needed, and what all share. */

import { css, html, nothing } from "lit";
import type { Home } from "../../data/home.js";
import { byName } from "../../ha/format.js";
import { t } from "../../localize.js";
import type { Draft, Patch } from "./draft.js";

export interface Form {
  home: Home;
  draft: Draft;
  set: Patch;
  /** The access that is changed, whose own name is free for it. */
  grantId?: string;
}

export const fieldStyle = css`
  [tabindex="-1"] {
    outline: none;
  }
  .foot {
    position: sticky;
    bottom: 0;
    background: var(--surface);
    padding-block: 8px;
    z-index: 1;
  }
  form,
  .fields {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 16px;
  }
  .pair {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 180px), 1fr));
    gap: 16px;
  }
  .area {
    border-top: var(--line);
    padding-top: 8px;
  }
  .area legend {
    float: inline-start;
    width: 100%;
  }
  .area ul {
    clear: both;
  }
  .choice span {
    overflow-wrap: anywhere;
  }
  .days {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(44px, 1fr));
    gap: 4px;
    max-width: 440px;
  }
  .days button {
    padding: 0;
  }
  .days button[aria-pressed="true"] {
    background: var(--accent);
    border-color: var(--accent);
    color: var(--on-accent);
  }
`;

export const valueOf = (event: Event): string =>
  (event.target as HTMLInputElement | HTMLSelectElement).value;

export const checkedOf = (event: Event): boolean =>
  (event.target as HTMLInputElement).checked;

/** Whether somebody who has access is called so, in whatever letters. */
export function isTaken({ home, draft, grantId }: Form): boolean {
  const name = draft.name.trim().toLowerCase();
  return [...home.access.values()].some(
    (it) =>
      it.grant_id !== grantId &&
      it.status !== "ended" &&
      it.name.toLowerCase() === name,
  );
}

export function whoFields(form: Form) {
  const { home, draft, set } = form;
  const groups = [...home.access.values()].flatMap((it) => it.group ?? []);
  const taken = isTaken(form);
  return html`<label>
      ${t("people.name")}
      <input
        name="name"
        autofocus
        required
        maxlength="64"
        autocomplete="off"
        aria-describedby="taken"
        aria-invalid=${taken ? "true" : "false"}
        .value=${draft.name}
        @input=${(event: Event) => set({ name: valueOf(event) })}
      />
    </label>
    <p id="taken" class="bad small" role="alert" ?hidden=${!taken}>
      ${t("people.name_taken")}
    </p>
    ${personField(form)}
    <label>
      ${t("people.group_field")}
      <input
        list="groups"
        autocomplete="off"
        .value=${draft.group}
        @input=${(event: Event) => set({ group: valueOf(event) })}
      />
      <datalist id="groups">
        ${[...new Set(groups)].toSorted().map((it) => html`<option value=${it}></option>`)}
      </datalist>
    </label>`;
}

function personField({ home, draft, set }: Form) {
  const persons = Object.values(home.hass.states).flatMap((it) =>
    it?.entity_id.startsWith("person.") === true
      ? [{ id: it.entity_id, name: it.attributes.friendly_name ?? it.entity_id }]
      : [],
  );
  const choose = (event: Event) => {
    const person = valueOf(event);
    const name = persons.find((it) => it.id === person)?.name ?? "";
    set(draft.name === "" ? { person, name } : { person });
  };
  return persons.length === 0
    ? nothing
    : html`<label>
        ${t("people.person_field")}
        <select @change=${choose}>
          <option value="">${t("people.no_person")}</option>
          ${persons
            .toSorted(byName)
            .map(
              ({ id, name }) =>
                html`<option value=${id} ?selected=${id === draft.person}>
                  ${name}
                </option>`,
            )}
        </select>
      </label>`;
}

const DRIFTS = ["report", "restore", "accept"] as const;

/** What is rarely needed. */
export function optionFields({ draft, set }: Form) {
  return html`<label>
      ${t("people.notes")}
      <textarea
        rows="2"
        .value=${draft.notes}
        @input=${(event: Event) => set({ notes: valueOf(event) })}
      ></textarea>
    </label>
    <label>
      ${t("people.drift")}
      <select @change=${(event: Event) => set({ drift: valueOf(event) })}>
        ${DRIFTS.map(
          (it) =>
            html`<option value=${it} ?selected=${it === draft.drift}>
              ${t(`people.drift.${it}`)}
            </option>`,
        )}
      </select>
    </label>`;
}

/** Home Assistant keeps hours that a lock cannot; what that costs stands beside it. */
export const allowField = ({ draft, set }: Form) =>
  html`<label class="choice">
    <input
      type="checkbox"
      aria-describedby="allow"
      .checked=${draft.allow}
      @change=${(event: Event) => set({ allow: checkedOf(event) })}
    />
    <span>
      ${t("people.allow")}<br />
      <span id="allow" class="quiet small">${t("people.allow_help")}</span>
    </span>
  </label>`;
