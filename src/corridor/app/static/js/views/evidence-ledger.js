// The ledger: every figure with who said it, and what was decided.

import { h, put, select, field } from "../dom.js";
import { get } from "../api.js";
import { faultNote } from "../faults.js";
import { figureOf, plural } from "../format.js";
import { quoted } from "../sources.js";
import { useForms } from "./evidence-use.js";

/** Buttons that decide on a claim; none on a built-in case. */
export function decisionButtons(desk, claim) {
  if (desk.context.scenario.built_in) return null;
  const name = figureOf(claim);
  const reason = h("input", { type: "text", maxlength: 200, placeholder: "why", "aria-label": `Reason to reject ${name}` });
  const ask = h("form", { class: "tools", hidden: true, onsubmit: (event) => { event.preventDefault(); desk.decide("reject", { ids: [claim.id], reason: reason.value.trim() || "not given" }); } }, reason, h("button", { class: "small" }, "Reject"));
  return h("div", { class: "decide" }, h("div", { class: "tools" },
    claim.status === "accepted" ? null : h("button", { type: "button", class: "small", "aria-label": `Accept ${name}`, onclick: () => desk.decide("accept", { ids: [claim.id] }) }, "Accept"),
    claim.status === "rejected" ? null : h("button", { type: "button", class: "small", "aria-label": `Reject ${name}`, onclick: () => { ask.hidden = !ask.hidden; if (!ask.hidden) reason.focus(); } }, "Reject …")), ask);
}

const STATUS = [["", "All"], ["proposed", "Proposed"], ["accepted", "Accepted"], ["rejected", "Rejected"]];
const STEP = 15;

/** The table with its filters. */
export function ledgerTable(desk) {
  const kinds = [...new Set(desk.claims.map((claim) => claim.kind))].sort();
  const wanted = desk.filter ?? (desk.filter = { status: "", kind: "", text: "", shown: STEP });
  if (desk.claim) {
    wanted.shown = Math.max(wanted.shown, desk.claims.length);
  }
  const body = h("div");
  const change = (part) => { Object.assign(wanted, { shown: STEP }, part); draw(); };
  const search = h("input", { type: "search", value: wanted.text, oninput: (event) => change({ text: event.target.value.toLowerCase() }) });
  const order = { proposed: 0, accepted: 1, rejected: 2 };
  const sorted = [...desk.claims].sort((a, b) => order[a.status] - order[b.status]);
  draw();
  return h("section", { class: "card", "aria-label": "Ledger" },
    h("div", { class: "head" }, h("h2", null, "The ledger"), h("span", { class: "soft" }, `version ${desk.version}`)),
    desk.claims.length ? h("div", { class: "fields" }, field("Status", select(STATUS, wanted.status, (status) => change({ status }))), field("Kind", select([["", "All"], ...kinds.map((kind) => [kind, kind])], wanted.kind, (kind) => change({ kind }))), field("Search", search)) : null,
    body);

  function draw() {
    const found = sorted.filter((claim) => (!wanted.status || claim.status === wanted.status) && (!wanted.kind || claim.kind === wanted.kind)
      && (!wanted.text || JSON.stringify(claim).toLowerCase().includes(wanted.text)));
    put(body,
      desk.claims.length === 0 ? h("p", null, "The ledger is empty. Drop in a report above: its figures are proposed here, with the sentence and the speaker, for you to accept or reject.")
        : h("p", { class: "soft", role: "status" }, `${plural(found.length, "figure")}${found.length > wanted.shown ? `, ${wanted.shown} shown` : ""}`),
      found.length ? h("div", { class: "scroll" }, h("table", { class: "stack ledger" }, h("caption", { class: "visually-hidden" }, "Figures in the ledger"),
        h("thead", null, h("tr", null, ["Figure", "About", "Said by", "Published", "Decision"].map((text) => h("th", { scope: "col" }, text)))),
        h("tbody", null, found.slice(0, wanted.shown).map((claim) => row(desk, claim))))) : null,
      found.length > wanted.shown ? h("button", { type: "button", onclick: () => { wanted.shown += STEP; draw(); } }, "Show more") : null);
  }
}

function row(desk, claim) {
  const more = h("div");
  const details = h("details", { ontoggle: () => { if (details.open && !more.firstChild) trace(desk, claim, more); } }, h("summary", null, figureOf(claim)), more);
  return h("tr", { "data-claim": claim.id, class: claim.id === desk.claim ? "chosen" : null },
    h("th", { scope: "row" }, details), h("td", { "data-label": "About" }, `${claim.kind}, ${desk.context.placeNames?.get(claim.place) ?? (claim.place || "–")}`, h("div", { class: "soft light" }, claim.held ? `held ${claim.held}` : null)),
    h("td", { "data-label": "Said by" }, claim.said_by || "–", h("div", { class: "soft light" }, claim.published_by)),
    h("td", { "data-label": "Published" }, desk.context.clock.said(claim.published), h("div", { class: "soft light" }, claim.grade ? `grade ${claim.grade}` : null)),
    h("td", null, h("span", { class: `badge ${claim.status}` }, claim.status), decisionButtons(desk, claim)));
}

async function trace(desk, claim, place) {
  put(place, h("p", { class: "soft" }, "Looking it up …"));
  try {
    const found = await get(`${desk.base}/ledger/claims/${encodeURIComponent(claim.id)}`);
    put(place, quoted(found.sentence) ?? h("p", { class: "soft" }, found.no_sentence || "No sentence is kept with this figure."),
      /^https?:/i.test(found.url ?? "") ? h("p", { class: "soft" }, h("a", { href: found.url, target: "_blank", rel: "noreferrer noopener" }, found.url)) : null,
      found.note ? h("p", { class: "soft" }, found.note) : null,
      found.numbers?.length ? h("p", { class: "soft" }, `Used for ${found.numbers.map((one) => one.number).join(", ")}`) : h("p", { class: "soft" }, "Not used by any number yet."),
      found.decisions?.length ? h("ul", { class: "soft" }, found.decisions.map((one) => h("li", null, `${one.action} ${one.by ? `by ${one.by} ` : ""}${one.time ?? ""}${one.why ? `: ${one.why}` : ""}`))) : null,
      useForms(desk, claim),
      h("p", { class: "soft" }, h("code", null, claim.id)));
  } catch (fault) {
    put(place, faultNote(fault));
  }
}
