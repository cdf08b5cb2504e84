import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { mount } from "../test/house.js";
import { all, buttonOf, textOf } from "../test/hands.js";
import { Pin } from "./pin.js";
import { Toasts } from "./toast.js";

const SECOND = 1_000;

beforeEach(() => {
  document.body.replaceChildren();
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * SECOND);

async function press(element: Element, name: string): Promise<void> {
  buttonOf(element, name).click();
  await seconds(0);
}

const pinThat = (read: () => Promise<string>) => mount(new Pin(), { read });
const anna = () => pinThat(() => Promise.resolve("284617"));

describe("a PIN", () => {
  test("is not there before somebody asks for it", async () => {
    const read = vi.fn(() => Promise.resolve("284617"));
    const pin = await pinThat(read);
    expect(read).not.toHaveBeenCalled();
    await press(pin, "Show PIN");
    expect(textOf(pin)).toContain("284617");
  });

  test("is hidden again by itself, and is nowhere then", async () => {
    const pin = await anna();
    await press(pin, "Show PIN");
    await seconds(19);
    expect(textOf(pin)).toContain("284617");
    await seconds(1);
    expect(textOf(pin)).not.toContain("284617");
    expect(pin.renderRoot.textContent).not.toContain("284617");
  });

  test("stays longer when somebody asks for that", async () => {
    const pin = await anna();
    await press(pin, "Show PIN");
    await seconds(15);
    await press(pin, "Show it longer");
    await seconds(19);
    expect(textOf(pin)).toContain("284617");
    await seconds(1);
    expect(textOf(pin)).not.toContain("284617");
  });

  test("stays while it has the focus", async () => {
    const pin = await anna();
    await press(pin, "Show PIN");
    all(pin, "output")[0]?.focus();
    await seconds(60);
    expect(textOf(pin)).toContain("284617");
  });

  test("is hidden when another one is shown", async () => {
    const first = await anna();
    const other = await pinThat(() => Promise.resolve("135790"));
    await press(first, "Show PIN");
    await press(other, "Show PIN");
    expect(textOf(first)).not.toContain("284617");
    expect(textOf(other)).toContain("135790");
  });

  test("that arrives too late is not kept", async () => {
    let answer: (pin: string) => void = () => undefined;
    const pin = await pinThat(() => new Promise((resolve) => (answer = resolve)));
    await press(pin, "Show PIN");
    pin.remove();
    answer("284617");
    await seconds(0);
    document.body.append(pin);
    await seconds(0);
    expect(textOf(pin)).not.toContain("284617");
  });

  test("leaves the focus where it was", async () => {
    const pin = await anna();
    await press(pin, "Show PIN");
    const focused = () => pin.shadowRoot?.activeElement?.getAttribute("aria-label");
    expect(focused()).toBe("Copy");
    await press(pin, "Hide PIN");
    expect(focused()).toBe("Show PIN");
  });

  test("that cannot be read says why", async () => {
    const toasts = await mount(new Toasts());
    const pin = await pinThat(() =>
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- as theirs
      Promise.reject({ code: "pin_not_kept", message: "The PIN was not kept." }),
    );
    await press(pin, "Show PIN");
    expect(textOf(toasts)).toContain("The PIN was not kept.");
  });
});

describe("copying", () => {
  const clipboard = (value: unknown) => {
    vi.spyOn(navigator, "clipboard", "get").mockReturnValue(value as Clipboard);
  };

  test("goes to the clipboard", async () => {
    const writeText = vi.fn(() => Promise.resolve());
    clipboard({ writeText });
    const toasts = await mount(new Toasts());
    const pin = await anna();
    await press(pin, "Show PIN");
    await press(pin, "Copy");
    expect(writeText.mock.calls).toEqual([["284617"]]);
    expect(textOf(toasts)).toContain("PIN copied");
  });

  test("works by plain HTTP, without a clipboard", async () => {
    clipboard(undefined);
    const copied = vi.fn(() => true);
    Object.assign(document, { execCommand: copied });
    const toasts = await mount(new Toasts());
    const pin = await anna();
    await press(pin, "Show PIN");
    await press(pin, "Copy");
    expect(copied.mock.calls).toEqual([["copy"]]);
    expect(textOf(toasts)).toContain("PIN copied");
  });

  test("that is refused says so", async () => {
    clipboard({ writeText: () => Promise.reject(new Error("NotAllowedError")) });
    const toasts = await mount(new Toasts());
    const pin = await anna();
    await press(pin, "Show PIN");
    await press(pin, "Copy");
    expect(textOf(toasts)).toContain("could not be copied");
  });
});
