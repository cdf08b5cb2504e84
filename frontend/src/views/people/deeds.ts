/** What is done about an access; all of it answers at once, news come by themselves. */

import { act, type Data, type Outcome, reasonOf } from "../../data/actions.js";
import type { Home } from "../../data/home.js";
import type { AccessView } from "../../data/types.js";
import { toast } from "../../components/toast.js";
import { t } from "../../localize.js";
import { isOver } from "./status.js";

export const PEOPLE = "/cloud-locks/people";

export const pathOf = (grantId: string, what = ""): string =>
  `${PEOPLE}/${encodeURIComponent(grantId)}${what && `/${what}`}`;

/** Call an action about one access. */
export async function change(
  home: Home,
  service: string,
  { grant_id }: AccessView,
  data: Data = {},
): Promise<Outcome> {
  const answer = await act(home.hass, service, { grant_id, wait: 0, ...data });
  return answer[grant_id] ?? {};
}

/** Try again what did not work. A pause stays one: nothing else is wished. */
export const retry = (home: Home, access: AccessView): Promise<unknown> =>
  isOver(access)
    ? change(home, "revoke_grant", access)
    : change(home, access.paused ? "pause_grant" : "resume_grant", access);

/** End an access, and offer to take that back. */
export async function remove(from: HTMLElement, home: Home, access: AccessView) {
  await change(home, "revoke_grant", access);
  const run = () => void restore(from, home, access);
  const action = { label: t("common.undo"), run };
  const text = t("people.removed", { name: access.name });
  toast(from, access.has_pin ? { text, action } : { text });
}

async function restore(from: HTMLElement, home: Home, access: AccessView) {
  try {
    await change(home, "restore_grant", access);
    toast(from, { text: t("people.restored", { name: access.name }) });
  } catch (err) {
    toast(from, { text: reasonOf(err), bad: true });
  }
}
