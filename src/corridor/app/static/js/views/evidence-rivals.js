// Rival figures of one thing on one scale, and the range they make together.

import { h, s } from "../dom.js";
import { between, figureOf, people } from "../format.js";

/** Groups of claims that speak of the same. */
export function rivalsView(desk, groups) {
  const byId = new Map(desk.claims.map((claim) => [claim.id, claim]));
  const list = (groups ?? []).map((group) => ({ ...group, claims: group.claims.map((one) => (typeof one === "string" ? byId.get(one) : byId.get(one.id) ?? one)).filter(Boolean) }))
    .filter((group) => group.claims.length > 1);
  if (!list.length) return null;
  return h("section", { class: "card", "aria-label": "Rivals" },
    h("h2", null, "Rival figures"),
    h("p", { class: "soft" }, "Figures of the same thing, side by side with who said them. Filled: accepted. The band is what the accepted ones say together; nobody's figure is thrown away."),
    h("div", { class: "rivals" }, list.slice(0, 6).map((group) => groupView(desk, group))),
    list.length > 6 ? h("details", null, h("summary", null, `${list.length - 6} groups more`), h("div", { class: "rivals" }, list.slice(6, 60).map((group) => groupView(desk, group)))) : null);
}

function groupView(desk, { claims, accepted, with_proposed: both, fault }) {
  const values = claims.flatMap((claim) => [claim.value, claim.low, claim.high]).map(Number).filter(Number.isFinite);
  const range = accepted ?? both;
  const q = range && Object.entries(range.quantiles).map(([level, value]) => [Number(level), value]).sort((a, b) => a[0] - b[0]);
  const all = [...values, ...(q ?? []).map(([, value]) => value)];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const pad = (high - low) * 0.08 || 1;
  const at = (value) => 4 + (92 * (value - low + pad)) / (high - low + 2 * pad);
  const picture = s("svg", { class: "rival-line", viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" },
    s("rect", { class: "track", x: 0, y: 4.6, width: 100, height: 0.8 }),
    q?.length > 1 ? s("rect", { class: accepted ? "wide" : "wide proposed", x: at(q[0][1]), width: Math.max(0.5, at(q.at(-1)[1]) - at(q[0][1])), y: 1.5, height: 7 }) : null);
  const points = h("div", { class: "rival-points", "aria-hidden": "true" }, claims.filter((claim) => Number.isFinite(Number(claim.value)) && claim.value !== null && claim.value !== "").map((claim) => {
    const point = h("i", { class: claim.status, title: `${figureOf(claim)}: ${claim.said_by}` });
    point.style.left = `${at(Number(claim.value))}%`;
    return point;
  }));
  const first = claims[0];
  return h("div", { class: "rival" },
    h("h3", null, `${first.kind}, ${desk.context.placeNames?.get(first.place) ?? (first.place || "–")}${first.held ? `, ${String(first.held).slice(0, 10)}` : ""}`),
    h("div", { class: "rival-plot" }, picture, points),
    h("p", { class: "soft" }, q?.length > 1 ? `${accepted ? "Together" : "If all were accepted"}: ${people(q[Math.floor(q.length / 2)][1])} (${between(q[0][1], q.at(-1)[1])}) ${range.unit ?? ""}` : fault || "Nothing accepted yet."),
    h("ul", { class: "soft" }, claims.map((claim) => h("li", null,
      h("button", { type: "button", class: "num", onclick: () => desk.select(claim.id, { scroll: true }) }, figureOf(claim)), ` ${claim.said_by || "–"}, `, h("span", { class: `badge ${claim.status}` }, claim.status)))));
}
