import { afterEach, expect, test, vi } from "vitest";
import { buttonOf, settle } from "../test/hands.js";
import { mount } from "../test/house.js";
import { Dialog } from "./dialog.js";

afterEach(() => document.body.replaceChildren());

async function opened(): Promise<[opener: HTMLButtonElement, dialog: Dialog]> {
  const opener = document.createElement("button");
  document.body.append(opener);
  opener.focus();
  return [opener, await mount(new Dialog(), { open: true, heading: "Window" })];
}

test("it can be closed, and tells so once", async () => {
  const [, dialog] = await opened();
  const closed = vi.fn();
  dialog.addEventListener("close", closed);
  buttonOf(dialog, "Close").click();
  await settle();
  expect(closed).toHaveBeenCalledOnce();
  expect(dialog.open).toBe(false);
});

test("the focus goes back to what opened it, also when it is taken away", async () => {
  const [opener, dialog] = await opened();
  opener.blur();
  dialog.remove();
  await settle();
  expect(document.activeElement).toBe(opener);
});
