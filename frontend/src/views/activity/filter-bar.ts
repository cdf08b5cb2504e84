import { html } from "lit";
import { doorSelect } from "../../components/door-select.js";
import type { Home } from "../../data/home.js";
import { byName } from "../../ha/format.js";
import { t, word } from "../../localize.js";
import { type Entry, type Filter, KINDS, methodsOf, peopleOf } from "./entries.js";

interface Option {
  value: string;
  name: string;
}

/** What is to be shown: of which door, of whom, what, and by what. */
export function filterBar(
  home: Home,
  entries: readonly Entry[],
  filter: Filter,
  choose: (filter: Filter) => void,
) {
  const people = peopleOf(entries).map((it) => ({ value: it, name: it }));
  const kinds = KINDS.map((it) => ({ value: it, name: t(`activity.kind.${it}`) }));
  const methods = methodsOf(entries).map((it) => ({
    value: it,
    name: word("method", it),
  }));
  return html`<div class="filters" role="search" aria-label=${t("activity.filter")}>
    ${doorSelect({
      doors: home.doors.values(),
      chosen: filter.door,
      all: t("activity.all_doors"),
      choose: (door) => choose({ ...filter, door }),
    })}
    ${select("who", people.sort(byName), filter.who, (who) => choose({ ...filter, who }))}
    ${select("kind", kinds, filter.kind, (kind) =>
      choose({ ...filter, kind: kind as Filter["kind"] }),
    )}
    ${select("method", methods.sort(byName), filter.method, (method) =>
      choose({ ...filter, method }),
    )}
  </div>`;
}

function select(
  what: "who" | "kind" | "method",
  options: Option[],
  chosen: string,
  choose: (value: string) => void,
) {
  const changed = (event: Event) => choose((event.target as HTMLSelectElement).value);
  return html`<label>
    ${t(`activity.by_${what}`)}
    <select @change=${changed}>
      <option value="" .selected=${chosen === ""}>${t(`activity.all_${what}`)}</option>
      ${options.map(
        (it) =>
          html`<option value=${it.value} .selected=${it.value === chosen}>
            ${it.name}
          </option>`,
      )}
    </select>
  </label>`;
}
