/**
 * The panel. It and the cards are one module, so neither brings it twice; what an older
 * version has brought stays until the page is loaded anew, as elements cannot be replaced.
 */

if (customElements.get("cloud-locks-panel") === undefined) {
  await import("./everything.js");
}

export {};
