// Every decision, newest first; the last one can be undone.

import { h, table } from "../dom.js";

const WORDS = { begin: "History begun with", "hand edit": "Changed by hand:", propose: "Read and proposed:", accept: "Accepted", reject: "Rejected", correct: "Corrected", use: "Used for a number:", count: "Made a count:", counts: "Counts added:", change: "Set up:", undo: "Undone", redo: "Done again" };
import { author } from "../api.js";
import { Clock } from "../format.js";

const here = new Clock(Intl.DateTimeFormat().resolvedOptions().timeZone);

/** The history of the ledger with undo and redo. */
export function historyView(desk, entries) {
  if (!entries?.length) return null;
  const newest = [...entries].sort((a, b) => b.version - a.version);
  const buttons = desk.context.scenario.built_in ? null : h("div", { class: "tools" },
    h("button", { type: "button", class: "small", onclick: () => desk.decide("undo", { version: null }) }, "Undo the last"),
    h("button", { type: "button", class: "small", onclick: () => desk.decide("redo", {}) }, "Redo"));
  return h("section", { class: "card plain", "aria-label": "History" }, h("div", { class: "head" }, h("h2", null, "What was decided"), buttons),
    h("p", { class: "soft" }, author() ? `You are “${author()}” here.` : "Nobody is named as long as the field “You are”, at the foot of every page, is empty."),
    table("", [{ label: "Version" }, { label: "When" }, { label: "What" }, { label: "By" }, { label: "Why" }],
      newest.slice(0, 15).map((entry) => [String(entry.version), entry.time ? here.moment(entry.time) : "–", [`${WORDS[entry.action] ?? entry.action} ${(entry.ids ?? []).length ? "" : (entry.files ?? []).join(", ") || "nothing new"}${(entry.ids ?? []).slice(0, 3).join(", ")}${(entry.ids ?? []).length > 3 ? " …" : ""}`, entry.in_effect === false ? h("span", { class: "badge rejected" }, "undone") : null], entry.by || "–", entry.why || ""]), { stack: true }));
}
