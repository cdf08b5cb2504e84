/** Go to a page of Home Assistant without loading it anew. */
export function navigate(path: string, replace = false): void {
  if (replace) {
    history.replaceState(null, "", path);
  } else {
    history.pushState(null, "", path);
  }
  window.dispatchEvent(new CustomEvent("location-changed", { detail: { replace } }));
}

/** The address of a page of the panel, such as `people`, or `people` and an id. */
export const inPanel = (...parts: string[]): string =>
  ["/cloud-locks", ...parts.map(encodeURIComponent)].join("/");

/** Show the details of an entity, in Home Assistant's own dialog. */
export function showMoreInfo(from: HTMLElement, entityId: string): void {
  from.dispatchEvent(
    new CustomEvent("hass-more-info", {
      detail: { entityId },
      bubbles: true,
      composed: true,
    }),
  );
}

/** Tell the person something in Home Assistant's own way, outside the panel. */
export function notify(from: HTMLElement, message: string): void {
  from.dispatchEvent(
    new CustomEvent("hass-notification", {
      detail: { message },
      bubbles: true,
      composed: true,
    }),
  );
}
