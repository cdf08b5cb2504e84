/**
 * Copy what an element shows. By plain HTTP, as many reach their Home Assistant, browsers
 * have no clipboard for pages; there what is selected can still be copied.
 */
export async function copyText(from: HTMLElement): Promise<boolean> {
  const clipboard = navigator.clipboard as Clipboard | undefined;
  if (clipboard !== undefined) {
    await clipboard.writeText(from.textContent);
    return true;
  }
  const selection = getSelection();
  selection?.selectAllChildren(from);
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only way there
  const isCopied = document.execCommand("copy");
  selection?.removeAllRanges();
  return isCopied;
}
