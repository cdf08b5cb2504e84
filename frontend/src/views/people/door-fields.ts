/** Which doors: by area, all at once or one by one. */

import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { DoorView } from "../../data/types.js";
import { byName } from "../../ha/format.js";
import { t } from "../../localize.js";
import { checkedOf, type Form, valueOf } from "./fields.js";

/** Why nobody can be given a code there; null where somebody can. */
export function whyNot(door: DoorView): string | null {
  if (door.entity_id === null) {
    return t("people.why.no_entity");
  }
  if (door.code_rules === null) {
    return t("people.why.no_codes");
  }
  return door.code_rules["pin_chooser"] === "vendor" ? t("people.why.vendor") : null;
}

/** From so many doors on they can be searched. */
const MANY = 15;

export function doorFields(form: Form) {
  const every = [...form.home.doors.values()].toSorted(byName);
  const { search } = form.draft;
  const shown = every.filter((it) =>
    `${it.name} ${it.area ?? ""}`.toLowerCase().includes(search.trim().toLowerCase()),
  );
  const areas = new Map<string, DoorView[]>();
  for (const door of shown) {
    const area = door.area ?? "";
    areas.set(area, [...(areas.get(area) ?? []), door]);
  }
  const names = [...areas.keys()].toSorted((one, other) =>
    one === "" ? 1 : other === "" ? -1 : one.localeCompare(other),
  );
  return html`${every.length < MANY ? nothing : searchField(form)}
  ${
    every.length > 1 && search === ""
      ? allField(form, every, t("people.all_doors"))
      : nothing
  }
  ${repeat(
    names,
    (area) => area,
    (area) => areaFields(form, area, areas.get(area) ?? []),
  )}`;
}

/** Enter ends a search, not the step. */
const stay = (event: KeyboardEvent) => {
  if (event.key === "Enter") {
    event.preventDefault();
  }
};

const searchField = ({ draft, set }: Form) =>
  html`<input
    type="search"
    aria-label=${t("people.search_doors")}
    placeholder=${t("people.search_doors")}
    .value=${draft.search}
    @input=${(event: Event) => set({ search: valueOf(event) })}
    @keydown=${stay}
  />`;

function areaFields(form: Form, area: string, doors: DoorView[]) {
  const name = area === "" ? t("people.no_area") : area;
  return html`<fieldset class="area">
    <legend>${doors.length > 1 ? allField(form, doors, name) : name}</legend>
    <ul>
      ${repeat(
        doors,
        (it) => it.door_id,
        (it) => doorField(form, it),
      )}
    </ul>
  </fieldset>`;
}

/** All doors of an area at once. */
function allField({ draft, set }: Form, doors: DoorView[], label: string) {
  const ids = doors.filter((it) => whyNot(it) === null).map((it) => it.door_id);
  const chosen = ids.filter((it) => draft.doorIds.includes(it));
  const others = draft.doorIds.filter((it) => !ids.includes(it));
  const change = (event: Event) =>
    set({ doorIds: checkedOf(event) ? [...others, ...ids] : others });
  return html`<label class="choice">
    <input
      type="checkbox"
      ?disabled=${ids.length === 0}
      .checked=${chosen.length > 0 && chosen.length === ids.length}
      .indeterminate=${chosen.length > 0 && chosen.length < ids.length}
      @change=${change}
    />
    <span>${label}</span>
  </label>`;
}

function doorField({ draft, set }: Form, door: DoorView) {
  const { door_id: id, name } = door;
  const chosen = draft.doorIds.includes(id);
  const why = whyNot(door);
  const note =
    why ?? (door.reachability === "offline" ? t("people.why.offline") : null);
  const change = (event: Event) =>
    set({
      doorIds: checkedOf(event)
        ? [...draft.doorIds, id]
        : draft.doorIds.filter((it) => it !== id),
    });
  return html`<li>
    <label class="choice">
      <input
        type="checkbox"
        name="door"
        ?disabled=${why !== null && !chosen}
        .checked=${chosen}
        @change=${change}
      />
      <span>
        ${name}
        ${note === null ? nothing : html`<span class="quiet small">– ${note}</span>`}
      </span>
    </label>
  </li>`;
}
