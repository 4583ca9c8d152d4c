// What was said: reports with their figures marked, the ledger with rivals, and every decision.

import { h, put } from "../dom.js";
import { at, forget, get, post } from "../api.js";
import { Clock } from "../format.js";
import { note } from "../router.js";
import { faultNote } from "../faults.js";
import { readOnlyNote } from "./copy.js";
import { dropZone } from "./evidence-drop.js";
import { documentView } from "./evidence-document.js";
import { ledgerTable } from "./evidence-ledger.js";
import { rivalsView } from "./evidence-rivals.js";
import { historyView } from "./evidence-history.js";

export const needs = "scenario";
export const title = "Evidence";

export async function show(main, context, route) {
  const base = at`/scenarios/${context.scenario.id}`;
  const clockOf = await get(base);
  context.clock = new Clock(clockOf.zone);
  context.placeNames = new Map(clockOf.place_list.map((place) => [place.id, place.name]));
  const desk = { base, context, scenario: clockOf, version: null, claims: [], documents: [], open: route.params.get("doc"), claim: route.params.get("claim"), decide, select, reload };
  const fault = h("div", { class: "desk-fault" });
  const places = { documents: h("div"), document: h("div"), ledger: h("div"), rivals: h("div"), history: h("div") };
  put(main,
    h("h1", null, "Evidence"),
    h("p", { class: "lead" }, "What was said, by whom and when. A figure is used only after a person accepts it; rivals stay side by side."),
    context.scenario.built_in ? readOnlyNote(context, "evidence") : dropZone(desk, async (made) => { if (made.document) { desk.open = made.document.name; note({ doc: desk.open }); } await reload(); if (made.document) places.document.scrollIntoView({ block: "start" }); }),
    fault, places.documents, places.document, places.ledger, places.rivals, places.history);
  await reload();
  if (desk.claim) select(desk.claim, { scroll: true });
  return undefined;

  async function reload() {
    const [ledger, documents, rivals, history] = await Promise.all([
      get(`${base}/ledger`), get(`${base}/documents`), get(`${base}/ledger/rivals`), get(`${base}/ledger/history`),
    ]);
    Object.assign(desk, { version: ledger.version, claims: ledger.claims, rows: ledger.rows ?? [], documents: documents.documents });
    put(fault);
    put(places.documents, documentList(desk, openDocument));
    await drawDocument();
    put(places.ledger, ledgerTable(desk));
    put(places.rivals, rivalsView(desk, rivals.groups));
    put(places.history, historyView(desk, history.entries));
  }
  async function openDocument(name) {
    desk.open = desk.open === name ? null : name;
    note({ doc: desk.open });
    put(places.documents, documentList(desk, openDocument));
    await drawDocument();
  }
  async function drawDocument() {
    if (!desk.open) { put(places.document); return; }
    try {
      put(places.document, documentView(desk, await get(`${base}/documents/${encodeURIComponent(desk.open)}`)));
    } catch (problem) {
      put(places.document, faultNote(problem));
    }
  }
  async function decide(action, body) {
    put(fault);
    try {
      const done = await post(`${base}/ledger/${action}`, body, { version: desk.version });
      forget("/");
      const at = window.scrollY;
      await reload();
      window.scrollTo(0, at);
      if (done.notes?.length) put(fault, h("div", { class: "note", role: "status" }, done.notes.map((text) => h("p", null, text))));
      return done;
    } catch (problem) {
      put(fault, faultNote(problem, problem.kind === "conflict" ? { again: { label: "Load the newest version", act: reload } } : {}));
      fault.scrollIntoView({ block: "center" });
      return null;
    }
  }
  function select(id, { scroll = false } = {}) {
    desk.claim = id;
    note({ claim: id });
    for (const element of main.querySelectorAll("[data-claim]")) element.classList.toggle("chosen", element.dataset.claim === id);
    const row = main.querySelector(`tr[data-claim="${CSS.escape(id)}"]`) ?? main.querySelector(`[data-claim="${CSS.escape(id)}"]`);
    if (scroll && row) {
      row.scrollIntoView({ block: "center" });
      row.querySelector("summary, button")?.focus({ preventScroll: true });
      const more = row.querySelector("details");
      if (more) more.open = true;
    }
  }
}

function documentList(desk, open) {
  if (!desk.documents.length) return null;
  return h("section", { class: "card plain", "aria-label": "Reports" }, h("h2", null, "Reports"),
    h("ul", { class: "list" }, desk.documents.map((one) => h("li", null,
      h("button", { type: "button", class: "quiet", "aria-expanded": one.name === desk.open ? "true" : "false", onclick: () => open(one.name) }, one.title || one.name),
      h("span", { class: "soft" }, ` ${one.proposed} proposed, ${one.accepted} accepted, ${one.rejected} rejected`)))));
}
