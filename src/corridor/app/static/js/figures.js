// Key figures: never a number without its interval.

import { h } from "./dom.js";
import { figureText } from "./format.js";
import { strip } from "./chart/strip.js";
import { why } from "./sources.js";

const numeric = (q, unit, end) => (unit === "time" ? q.map((one) => (one ? +new Date(one) : end)) : q);

/** A row of cards. `figures`: `[{label, unit, q, source}]`; `range` are the first and last time in ms. */
export function figureRow(context, figures, range) {
  const most = (unit) => unit === "time" ? range : [0, Math.max(1, ...figures.filter((one) => one.unit === unit && one.q).map((one) => one.q[4] ?? 0))];
  return h("dl", { class: "figures" }, figures.filter((one) => one.q).map((one) => {
    const [low, high] = one.unit === "share" ? [0, 1] : most(one.unit);
    const text = figureText(one.q, one.unit, context.clock);
    return h("div", { class: "figure" },
      h("dt", { class: "name" }, one.label),
      h("dd", { class: text.value.length > 9 ? "value long" : "value" }, text.value),
      h("dd", { class: "interval" }, text.interval),
      strip(numeric(one.q, one.unit, high), low, high),
      one.source ? why(context, one.source, one.label) : null);
  }));
}

/** A median with its interval in one line. */
export function withInterval(q, show, share = "90\u00a0%") {
  return [show(q[2]), h("span", { class: "iv" }, ` (${share}: ${show(q[0])} to ${show(q[4])})`)];
}

/** What a reader of the numbers has to know besides. */
export function notesOf(notes) {
  return notes?.length ? h("div", { class: "note warn" }, notes.map((text) => h("p", null, text))) : null;
}
