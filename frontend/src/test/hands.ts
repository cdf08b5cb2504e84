/** What a person does and sees, through all shadow roots. */

/** All elements below, those in shadow roots included. */
export function* within(root: ParentNode): Generator<Element> {
  const shadow = root instanceof Element ? root.shadowRoot : null;
  for (const child of [...(shadow?.children ?? []), ...root.children]) {
    yield child;
    yield* within(child);
  }
}

/** All elements of a kind, in shadow roots as well. */
export const all = <T extends Element = HTMLElement>(
  root: ParentNode,
  selector: string,
): T[] => [...within(root)].filter((it): it is T => it.matches(selector));

const nameOf = (element: Element): string =>
  (element.getAttribute("aria-label") ?? element.textContent)
    .replaceAll(/\s+/g, " ")
    .trim();

/** The button or link with this name. */
export function buttonOf(root: ParentNode, name: string): HTMLButtonElement {
  const found = all(root, "button, a").find((it) => nameOf(it) === name);
  if (found === undefined) {
    const names = all(root, "button, a").map(nameOf).join(" | ");
    throw new Error(`No button "${name}" among: ${names}`);
  }
  return found as HTMLButtonElement;
}

/** The link with this name. */
export const linkOf = (root: ParentNode, name: string): HTMLAnchorElement =>
  buttonOf(root, name) as HTMLElement as HTMLAnchorElement;

/** Press a button, and wait for what comes of it. */
export async function press(root: ParentNode, name: string): Promise<void> {
  buttonOf(root, name).click();
  await settle();
}

/** All that can be read, in one line. */
export function textOf(node: Node): string {
  return words(node).join(" ").replaceAll(/\s+/g, " ").trim();
}

function words(node: Node): string[] {
  if (node.nodeType === Node.TEXT_NODE) {
    return [node.textContent ?? ""];
  }
  if (node instanceof Element && node.matches("style, script, [hidden]")) {
    return [];
  }
  const shadow = node instanceof Element ? node.shadowRoot : null;
  return [...(shadow?.childNodes ?? []), ...node.childNodes].flatMap(words);
}

/** Wait until everything that was under way has rendered. */
export const settle = (): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, 0));
