import { time } from "../../ha/format.js";
import { t } from "../../localize.js";

/** `09:00 – 12:00`, `from 15:00`, `until 11:00`, or all of it. */
export function partWords(
  from: string | null,
  to: string | null,
  words: (at: string) => string = time,
): string {
  if (from === null) {
    return to === null ? t("timeline.whole") : t("timeline.until", { to: words(to) });
  }
  return to === null
    ? t("timeline.from", { from: words(from) })
    : t("timeline.between", { from: words(from), to: words(to) });
}
