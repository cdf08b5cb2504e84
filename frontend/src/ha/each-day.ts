import type { ReactiveController, ReactiveControllerHost } from "lit";
import { dayKey } from "./format.js";

const LOOK_EVERY_MS = 30_000;

/** Renders its host anew when another day has begun; `onDay` is called then. */
export class EachDay implements ReactiveController {
  /** Today, as `2026-11-21`. */
  today = dayKey(new Date());
  private timer = 0;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly onDay: () => unknown = () => undefined,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.look();
    this.timer = window.setInterval(this.look, LOOK_EVERY_MS);
  }

  hostDisconnected(): void {
    clearInterval(this.timer);
  }

  private readonly look = () => {
    const today = dayKey(new Date());
    if (today !== this.today) {
      this.today = today;
      this.onDay();
      this.host.requestUpdate();
    }
  };
}
