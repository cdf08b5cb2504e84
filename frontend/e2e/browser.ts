/** A browser in which somebody is signed in. */

import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from "playwright-core";
import type { TestContext } from "vitest";
import type { Stage } from "./home.js";

export const DESKTOP = { width: 1280, height: 900 };
export const PHONE = { width: 390, height: 844 };

export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });

/** A context of its own, as with a device of theirs, where a user has signed in. */
export async function signedIn(
  browser: Browser,
  stage: Stage,
  user: string,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL: stage.url,
    locale: "en-US",
    timezoneId: "Europe/Amsterdam",
    viewport: DESKTOP,
    // Home Assistant's service worker would fetch everything twice.
    serviceWorkers: "block",
    reducedMotion: "reduce",
    ...options,
  });
  const tokens = await signIn(stage, user);
  await context.addInitScript((stored) => {
    localStorage.setItem("hassTokens", stored);
  }, JSON.stringify(tokens));
  return context;
}

/** Open a view of the panel and wait until it is there. */
export async function open(context: BrowserContext, view: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`/cloud-locks/${view}`);
  await page.locator(`cloud-locks-${view.split("/")[0]}`).waitFor();
  return page;
}

/** Close all pages; of a test that failed a picture stays. */
export async function close(
  context: BrowserContext,
  { task }: Pick<TestContext, "task">,
): Promise<void> {
  for (const page of context.pages()) {
    if (task.result?.state === "fail") {
      const name = task.name.replaceAll(/[^\w]+/g, "-");
      await page.screenshot({ path: `test-results/${name}.png` });
    }
    await page.close();
  }
}

interface Step {
  type: string;
  flow_id: string;
  result: string;
}

/** Tokens as the login page would store them; whoever is at this machine may choose. */
export async function signIn(
  stage: Stage,
  user: string,
): Promise<Record<string, unknown>> {
  const client = `${stage.url}/`;
  const begun = await post<Step>(`${stage.url}/auth/login_flow`, {
    client_id: client,
    handler: ["trusted_networks", null],
    redirect_uri: client,
  });
  const done = await post<Step>(`${stage.url}/auth/login_flow/${begun.flow_id}`, {
    client_id: client,
    user,
  });
  const answer = await fetch(`${stage.url}/auth/token`, {
    method: "POST",
    body: new URLSearchParams({
      client_id: client,
      grant_type: "authorization_code",
      code: done.result,
    }),
  });
  const tokens = (await answer.json()) as Record<string, unknown>;
  const life = Number(tokens["expires_in"]) * 1_000;
  return {
    ...tokens,
    hassUrl: stage.url,
    clientId: client,
    expires: Date.now() + life,
  };
}

/** Let something happen in the home, by the simulators' control desk. */
export const act = <T>(
  stage: Stage,
  operation: string,
  how: Record<string, unknown> = {},
): Promise<T> => post<T>(`${stage.control}/${operation}`, how);

/** Perform an action as the administrator, past the panel. */
export const perform = async <T>(
  stage: Stage,
  service: string,
  data: Record<string, unknown>,
): Promise<T> => {
  const path = `${stage.url}/api/services/cloud_locks/${service}?return_response`;
  const answer = await post<{ service_response: T }>(path, data, stage.token);
  return answer.service_response;
};

/** Press the button of a lock that reads it now, as somebody does who cannot wait. */
export async function refresh(stage: Stage, door: string): Promise<void> {
  const name = door.toLowerCase().replaceAll(" ", "_");
  const states = await fetch(`${stage.url}/api/states`, {
    headers: { Authorization: `Bearer ${stage.token}` },
  });
  const all = (await states.json()) as { entity_id: string }[];
  const button = all.find(({ entity_id: it }) =>
    new RegExp(`^button\\..*${name}_refresh$`).test(it),
  );
  const path = `${stage.url}/api/services/button/press`;
  await post(path, { entity_id: button?.entity_id }, stage.token);
}

/** Load all accounts anew, as after a change that nobody was told of. */
export async function reload(stage: Stage): Promise<void> {
  const entries = `${stage.url}/api/config/config_entries/entry`;
  const answer = await fetch(`${entries}?domain=cloud_locks`, {
    headers: { Authorization: `Bearer ${stage.token}` },
  });
  for (const { entry_id: id } of (await answer.json()) as { entry_id: string }[]) {
    await post(`${entries}/${id}/reload`, {}, stage.token);
  }
}

async function post<T>(url: string, body: unknown, token?: string): Promise<T> {
  const answer = await fetch(url, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });
  if (!answer.ok) {
    throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
  }
  return (await answer.json()) as T;
}
