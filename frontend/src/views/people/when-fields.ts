/** When: always, from and until, every week, or for one visit. */

import { html, nothing } from "lit";
import { dayName, days as week } from "../../ha/format.js";
import { t } from "../../localize.js";
import type { Draft, Patch, When } from "./draft.js";
import { checkedOf, type Form, valueOf } from "./fields.js";

const WHEN: readonly When[] = ["always", "window", "weekly", "once"];

export function whenFields(form: Form) {
  const { draft, set } = form;
  const zone = form.home.hass.config.time_zone;
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return html`<fieldset>
      <legend class="hidden-text">${t("people.step.when")}</legend>
      ${WHEN.map(
        (it) =>
          html`<label class="choice">
            <input
              type="radio"
              name="when"
              .checked=${draft.when === it}
              @change=${() => set({ when: it })}
            />
            <span>${t(`people.when.${it}`)}</span>
          </label>`,
      )}
    </fieldset>
    ${hourInputs(form)}
    ${
      draft.when === "always" || here === zone
        ? nothing
        : html`<p class="small quiet">${t("people.home_clock", { zone })}</p>`
    }
    <label class="choice">
      <input
        type="checkbox"
        .checked=${draft.oneTime}
        @change=${(event: Event) => set({ oneTime: checkedOf(event) })}
      />
      <span>${t("people.one_time")}</span>
    </label>`;
}

type TextField = "start" | "end" | "day" | "since" | "until" | "from" | "to";

function hourInputs({ draft, set }: Form) {
  const input = (field: TextField, type: string, required = false) =>
    html`<label>
      ${t(`people.field.${field}`)}
      <input
        type=${type}
        ?required=${required}
        .value=${draft[field]}
        @change=${(event: Event) => set({ [field]: valueOf(event) })}
      />
    </label>`;
  switch (draft.when) {
    case "always":
      return nothing;
    case "window":
      return html`<div class="pair">
        ${input("start", "datetime-local")} ${input("end", "datetime-local")}
      </div>`;
    case "once":
      return html`<div class="pair">
        ${input("day", "date", true)} ${input("from", "time", true)}
        ${input("to", "time", true)}
      </div>`;
    case "weekly":
      return html`${dayInputs(draft, set)}
        <div class="pair">
          ${input("from", "time")} ${input("to", "time")} ${input("since", "date")}
          ${input("until", "date")}
        </div>`;
  }
}

function dayInputs({ days }: Draft, set: Patch) {
  return html`<div class="days" role="group" aria-label=${t("people.days")}>
    ${week.map((day) => {
      const on = days.includes(day);
      const next = on ? days.filter((it) => it !== day) : [...days, day];
      return html`<button
        type="button"
        aria-pressed=${on ? "true" : "false"}
        aria-label=${dayName(day, "long")}
        @click=${() => set({ days: next })}
      >
        ${dayName(day)}
      </button>`;
    })}
  </div>`;
}
