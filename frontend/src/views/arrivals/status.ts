import { mdiAlertCircle, mdiCheckCircle, mdiProgressClock } from "@mdi/js";

/** What the status of an access at a door looks like; its word stands beside it. */
export function lookOf(status: string): { path: string; look: string } {
  switch (status) {
    case "active":
      return { path: mdiCheckCircle, look: "good" };
    case "failed":
    case "blocked":
      return { path: mdiAlertCircle, look: "bad" };
    default:
      return { path: mdiProgressClock, look: "quiet" };
  }
}
