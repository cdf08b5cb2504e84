/** What is asked of the server apart from the subscription. */

import {
  html,
  nothing,
  type ReactiveController,
  type ReactiveControllerHost,
} from "lit";
import { t } from "../localize.js";
import { reasonOf } from "./actions.js";
import type { Home, Topic } from "./home.js";

const PATIENCE_MS = 500;

/**
 * The answer to a question, asked when its host appears and again when one of the topics
 * is different. The latest question counts; a failure leaves the last answer.
 */
export class Reading<T> implements ReactiveController {
  value: T | null = null;
  error: string | null = null;
  busy = false;
  private turn = 0;
  private timer = 0;
  private stop: (() => void) | null = null;

  constructor(
    private readonly host: ReactiveControllerHost & { home: Home },
    private readonly read: () => Promise<T>,
    private readonly topics: readonly Topic[] = [],
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.stop = this.host.home.listen((told) => {
      if (this.topics.some((it) => told.has(it))) {
        this.soon();
      }
    });
    void this.now();
  }

  hostDisconnected(): void {
    this.stop?.();
    this.forgetTimer();
    this.turn += 1;
  }

  /** Ask now. */
  readonly now = async (): Promise<void> => {
    this.forgetTimer();
    this.turn += 1;
    const { turn } = this;
    this.busy = true;
    this.host.requestUpdate();
    const [value, error] = await this.ask();
    if (turn !== this.turn) {
      return;
    }
    this.value = error === null ? value : this.value;
    this.error = error;
    this.busy = false;
    this.host.requestUpdate();
  };

  /** Ask once things have settled. */
  soon(): void {
    if (this.timer === 0) {
      this.timer = window.setTimeout(this.now, PATIENCE_MS);
    }
  }

  /** Forget the answer: it is to another question. */
  clear(): void {
    this.value = null;
    this.error = null;
  }

  /** Show the answer, or why there is none (yet). */
  show(render: (value: T) => unknown): unknown {
    if (this.value === null && this.error === null) {
      return html`<p class="quiet" role="status">${t("reading.busy")}</p>`;
    }
    return html`${this.error === null ? nothing : this.showError(this.error)}
    ${this.value === null ? nothing : render(this.value)}`;
  }

  private showError(message: string) {
    return html`<div class="row" role="alert">
      <p class="bad">${t("panel.failed", { message })}</p>
      <button @click=${this.now}>${t("common.retry")}</button>
    </div>`;
  }

  private async ask(): Promise<[T | null, string | null]> {
    try {
      return [await this.read(), null];
    } catch (err) {
      return [null, reasonOf(err)];
    }
  }

  private forgetTimer(): void {
    clearTimeout(this.timer);
    this.timer = 0;
  }
}
