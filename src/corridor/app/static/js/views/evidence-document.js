// A report as text with its figures marked; each is accepted or rejected where it stands.

import { h } from "../dom.js";
import { percent, plural } from "../format.js";
import { decisionButtons } from "./evidence-ledger.js";

/** `document`: `{name, text, highlights}` with offsets in code points. */
export function documentView(desk, document) {
  const letters = Array.from(document.text);
  const marks = [...document.highlights].sort((a, b) => a.start - b.start || b.end - a.end);
  const parts = [];
  let here = 0;
  for (const mark of marks) {
    if (mark.start < here) continue;
    parts.push(letters.slice(here, mark.start).join(""));
    parts.push(h("mark", {
      class: mark.status, "data-claim": mark.id, tabindex: "0", role: "button", title: `${mark.figure}: ${mark.status}`,
      "aria-label": `${letters.slice(mark.start, mark.end).join("")}: ${mark.figure}, ${mark.status}`,
      onclick: () => desk.select(mark.id), onkeydown: (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); toSide(mark.id); } },
    }, letters.slice(mark.start, mark.end).join("")));
    here = mark.end;
  }
  parts.push(letters.slice(here).join(""));
  const figures = marks.filter((mark) => mark.kind === "claim").length;
  const waiting = marks.filter((mark) => mark.status === "proposed").length;
  const open = marks.filter((mark) => mark.status === "proposed" && mark.kind === "claim");
  const side = h("ul", { class: "list proposals", "aria-label": "Figures in this report" }, marks.map((mark) => item(desk, mark, letters)));
  const toSide = (id) => { desk.select(id); side.querySelector(`[data-claim="${CSS.escape(id)}"] button`)?.focus(); };
  return h("section", { class: "card count", "aria-label": `Report ${document.name}` },
    h("div", { class: "head" }, h("h2", null, document.name), h("p", { class: "soft" }, `${plural(figures, "figure")}${marks.length > figures ? ` and ${plural(marks.length - figures, "event or count", "events or counts")}` : ""} found; ${waiting} to decide`)),
    h("div", { class: "two wide-left" },
      h("div", { class: "document", tabindex: "0", role: "region", "aria-label": "Text of the report" }, parts),
      h("div", null,
        open.length > 1 ? h("div", { class: "tools" },
          h("button", { type: "button", class: "small", onclick: () => desk.decide("accept", { ids: open.map((mark) => mark.id) }) }, `Accept all ${open.length} figures`),
          h("button", { type: "button", class: "small", onclick: () => desk.decide("reject", { ids: open.map((mark) => mark.id), reason: "not about this crisis" }) }, "Reject all figures"), waiting > open.length ? h("span", { class: "soft" }, "Events are decided one by one.") : null) : null,
        marks.length ? side : h("p", null, "No figure was found in this text. Figures can be added with ", h("code", null, "corridor ledger add"), "."))));
}

function item(desk, mark, letters) {
  return h("li", { "data-claim": mark.id, class: mark.id === desk.claim ? "chosen" : null },
    h("div", null, h("b", null, mark.figure || letters.slice(mark.start, mark.end).join("")), " ", h("span", { class: `badge ${mark.status}` }, mark.status), mark.kind === "claim" ? null : h("span", { class: "badge" }, mark.kind)),
    mark.confidence !== null && mark.confidence !== undefined ? h("div", { class: "soft" }, `read with ${typeof mark.confidence === "number" ? percent(mark.confidence) : mark.confidence} confidence`) : null,
    decisionButtons(desk, mark));
}
