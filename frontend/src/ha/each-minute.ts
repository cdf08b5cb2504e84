import type { ReactiveController, ReactiveControllerHost } from "lit";

const MINUTE_MS = 60_000;

/** Renders its host anew every minute, for what moves with the clock. */
export class EachMinute implements ReactiveController {
  private timer = 0;

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {
    this.timer = window.setInterval(() => this.host.requestUpdate(), MINUTE_MS);
  }

  hostDisconnected(): void {
    clearInterval(this.timer);
  }
}
