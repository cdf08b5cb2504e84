/** The home of the tests: `scripts/demo --stage`, for as long as they run. */

import { type ChildProcessByStdio, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";

export interface Stage {
  url: string;
  control: string;
  token: string;
  admin: string;
  user: string;
}

declare module "vitest" {
  interface ProvidedContext {
    stage: Stage;
  }
}

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const STOP_SECONDS = 30;

type Process = ChildProcessByStdio<Writable, Readable, null>;

export default async function setup(
  project: TestProject,
): Promise<() => Promise<void>> {
  const process = start();
  project.provide("stage", await read(process));
  return () => stop(process);
}

/** Start the demo; its log goes to ours. */
export function start(options: string[] = []): Process {
  const python = `${ROOT}/.venv/bin/python`;
  return spawn(python, ["-m", "scripts.demo_home", "--stage", ...options], {
    cwd: ROOT,
    stdio: ["pipe", "pipe", "inherit"],
  });
}

/** Where everything is, as soon as the home is furnished. */
export async function read(process: Process): Promise<Stage> {
  for await (const line of createInterface(process.stdout)) {
    return JSON.parse(line) as Stage;
  }
  throw new Error("the demo ended before it was ready");
}

/** Let it end by itself: it does so when nobody is there to read its input. */
export async function stop(process: Process): Promise<void> {
  const ended = new Promise<void>((resolve) => {
    process.once("exit", () => resolve());
  });
  process.stdin.end();
  const late = setTimeout(() => process.kill("SIGKILL"), STOP_SECONDS * 1_000);
  await ended;
  clearTimeout(late);
}
