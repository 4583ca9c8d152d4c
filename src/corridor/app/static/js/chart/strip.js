// The small strip under a key figure: its interval of 90 and 50 % and its median on a common scale.

import { s } from "../dom.js";

/** Quantiles (5, 25, 50, 75, 95 %) as numbers between `low` and `high`; `base` for a grey twin above. */
export function strip(q, low, high, { base = null, zero = false } = {}) {
  const at = (value) => Math.max(0, Math.min(100, (100 * (value - low)) / (high - low || 1)));
  const svg = s("svg", { class: "strip", viewBox: "0 0 100 14", preserveAspectRatio: "none", "aria-hidden": "true" });
  const bar = (from, to, top, tall, kind) => s("rect", { class: kind, x: at(from), width: Math.max(0.8, at(to) - at(from)), y: top, height: tall });
  const row = (values, top, tall, prefix) => [
    bar(values[0], values[4], top, tall, `${prefix}wide`), bar(values[1], values[3], top, tall, `${prefix}mid`),
    s("rect", { class: `${prefix}median`, x: at(values[2]) - 0.5, width: 1, y: top - 1, height: tall + 2 }),
  ];
  svg.append(s("rect", { class: "track", x: 0, width: 100, y: 6.5, height: 1 }));
  if (zero) svg.append(s("rect", { class: "zero", x: at(0) - 0.2, width: 0.5, y: 0, height: 14 }));
  if (base) svg.append(...row(base, 1.5, 4.5, "base-"), ...row(q, 8, 4.5, ""));
  else svg.append(...row(q, 3, 8, ""));
  return svg;
}
