import { html, nothing } from "lit";
import { personName } from "../../data/persons.js";
import type { UserRow } from "../../data/types.js";
import type { HomeAssistant } from "../../ha/types.js";
import { t, word } from "../../localize.js";
import { hoursOf } from "../people/sentence.js";

/** How somebody is called in the vendor's app; by their account where nothing else is. */
export const nameOfUser = ({ name, account }: UserRow): string =>
  name || (account ?? t("common.unknown"));

/** Who has access to a lock through the app of its vendor. */
export function usersTable(hass: HomeAssistant, users: readonly UserRow[]) {
  return html`<div class="scroll" role="region" tabindex="0" aria-labelledby="users">
    <table>
      <thead>
        <tr>
          <th scope="col">${t("keys.name")}</th>
          <th scope="col">${t("keys.role")}</th>
          <th scope="col">${t("keys.hours")}</th>
          <th scope="col">${t("keys.here")}</th>
        </tr>
      </thead>
      <tbody>
        ${users.map((it) => userRow(hass, it))}
      </tbody>
    </table>
  </div>`;
}

function userRow(hass: HomeAssistant, user: UserRow) {
  const name = nameOfUser(user);
  const notes = [
    user.pending ? t("keys.invited") : null,
    user.enabled === false ? t("keys.paused") : null,
    user.remote === true ? t("keys.remote") : null,
  ].filter((it) => it !== null);
  return html`<tr>
    <th scope="row">
      ${name}
      ${
        user.account === null || user.account === name
          ? nothing
          : html`<div class="quiet small">${user.account}</div>`
      }
      ${notes.length === 0 ? nothing : html`<div class="small">${notes.join(", ")}</div>`}
    </th>
    <td>${user.role === null ? t("common.unknown") : word("role", user.role)}</td>
    <td>${user.schedule === null ? t("common.unknown") : hoursOf(user)}</td>
    <td>${user.person === null ? t("common.none") : personName(hass, user.person)}</td>
  </tr>`;
}
