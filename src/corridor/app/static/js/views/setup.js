// Setting up a scenario: places, roads, events, counts and settings, beside a map; nothing is written before it is saved.

import { h, put, segments, skipMap, announce } from "../dom.js";
import { at, forget, get, post } from "../api.js";
import { plural } from "../format.js";
import { faultNote, tryIt } from "../faults.js";
import { address, go, note } from "../router.js";
import { draftMap } from "../map/draft.js";
import { readOnlyNote } from "./copy.js";
import { Draft, KINDS } from "./setup-draft.js";
import { toDo } from "./to-do.js";
import { rowForm, settingsForm } from "./setup-form.js";

export const needs = "scenario";
export const title = "Set up";

const SHOWN = [...Object.entries(KINDS).map(([key, one]) => [key, one.many]), ["settings", "Settings"]];

export async function show(main, context, route) {
  const base = at`/scenarios/${context.scenario.id}/tables`;
  const draft = new Draft(context.scenario.id, await get(base));
  const readOnly = context.scenario.built_in;
  let shown = SHOWN.some(([key]) => key === route.params.get("show")) ? route.params.get("show") : "places";
  let chosen = null;
  const [rows, form, waiting, faults] = [h("div"), h("div", { tabindex: "-1" }), h("div"), h("div", { role: "status" })];
  const map = draftMap({ onPick: (table, key) => choose(table, key), onPoint: (lat, lon) => chosen?.table === "places" && Boolean(form.querySelector("form")?.point?.(lat, lon)) });
  put(main,
    h("h1", null, `Set up: ${context.scenario.title || context.scenario.id}`),
    h("p", { class: "lead" }, "Places, the roads between them, what happened, what was counted, and the numbers of the model. Change as much as you like: it is checked as a whole, and written only when you save it."),
    readOnly ? readOnlyNote(context, "setup") : null,
    toDo(context.scenario, (key) => { const box = main.querySelector(`.seg input[value="${key}"]`); box?.click(); box?.focus(); }),
    !context.scenario.to_do?.length && draft.problems.length ? h("div", null, faultNote({ kind: "input", message: `The scenario has ${plural(draft.problems.length, "problem")} as it stands:`, problems: draft.problems })) : null,
    segments("Which rows", SHOWN, shown, (key) => { keepOpen(); shown = key; note({ show: key === "places" ? null : key }); chosen = null; draw(); }),
    h("div", { class: "two setup" },
      h("section", { class: "card", "aria-label": "Map" }, h("h2", null, "Map"), skipMap(() => form), map.element, h("p", { class: "soft" }, draft.rows("places").length ? "Press a place or road to change it. While a place is open, press the map to put it there." : "No place yet: write the latitude and longitude of the first, and the map begins around it.")),
      h("section", { class: "card", "aria-label": "Form" }, form)),
    readOnly ? null : h("section", { class: "card model", "aria-label": "Changes not saved" }, waiting, faults),
    h("section", { class: "card plain", "aria-label": "Rows" }, rows));
  draw();

  function draw() {
    map.show(draft, chosen);
    put(rows, shown === "settings" ? null : listing());
    put(form, shown === "settings"
      ? settingsForm(draft, readOnly, (values) => { draft.set(values); changed("Settings are among the changes."); })
      : chosen ? rowForm(draft, chosen, readOnly, { keep, drop, close: () => { chosen = null; draw(); } }) : begin());
    put(waiting, changes());
  }
  function begin() {
    return [h("h2", null, KINDS[shown].many), h("p", null, `Choose one in the list${shown === "places" || shown === "links" ? " or on the map" : ""}${readOnly ? "." : ", or add one."}`),
      readOnly ? null : h("div", { class: "tools" }, h("button", { type: "button", class: "primary", onclick: () => choose(shown, draft.fresh(shown)) }, `Add ${KINDS[shown].one}`))];
  }
  function keepOpen() {
    const typed = chosen && form.querySelector("form")?.typed?.();
    if (typed) { draft.put(chosen.table, chosen.key, typed); check(); }
  }
  function choose(table, key) {
    if (chosen?.table === table && chosen.key === key) return;
    keepOpen();
    if (table !== shown) {
      shown = table;
      document.querySelectorAll(".view-setup .seg input").forEach((box) => { box.checked = box.value === table; });
    }
    chosen = { table, key };
    draw();
    form.scrollIntoView({ block: "nearest" });
    form.querySelector("input, select")?.focus({ preventScroll: true });
  }
  function keep(cells) {
    draft.put(chosen.table, chosen.key, cells);
    chosen = null;
    changed("It is among the changes.");
  }
  function drop() {
    draft.put(chosen.table, chosen.key, null);
    chosen = null;
    changed("It will be removed when you save.");
  }
  async function changed(said) {
    draw();
    announce(said);
    await check();
  }
  async function check(button = null) {
    if (!draft.size) { put(faults); return; }
    const found = await tryIt(faults, button, () => post(`${base}?check=true`, draft.body()));
    if (found) put(faults, found.problems.length ? faultNote({ kind: "input", message: "It cannot be saved yet:", problems: found.problems }) : h("p", null, "No problems: it can be saved."));
  }
  async function save(button) {
    const done = await tryIt(faults, button, () => post(base, draft.body(), { version: draft.version }), { again: { label: "Take the newest version, and keep my changes", act: renew } });
    if (!done) return;
    draft.clear();
    forget("/");
    announce("Saved");
    document.dispatchEvent(new CustomEvent("corridor-refresh"));
  }
  async function renew() {
    try {
      draft.renew(await get(base));
      draw();
      await check();
    } catch (fault) { put(faults, faultNote(fault)); }
  }
  function listing() {
    const list = draft.rows(shown);
    const cell = (row) => h("li", null,
      h("button", { type: "button", class: "num", onclick: () => choose(shown, row.key) }, KINDS[shown].name(row.cells, draft)),
      row.state ? [" ", h("span", { class: "badge proposed" }, row.state)] : null,
      h("div", { class: "soft" }, KINDS[shown].about(row.cells)));
    return [h("h2", null, `${KINDS[shown].many} (${list.length})`), h("ul", { class: "list setup-rows" }, list.map(cell))];
  }
  function changes() {
    const list = draft.changes();
    const button = h("button", { type: "button", class: "primary", disabled: !list.length, onclick: () => save(button) }, "Save all changes");
    const look = h("button", { type: "button", disabled: !list.length, onclick: () => check(look) }, "Check");
    return [h("h2", null, "Changes not saved"),
      list.length ? h("ul", { class: "list" }, list.map((one) => h("li", null, one.words, " ", h("button", { type: "button", class: "quiet", "aria-label": `Take back: ${one.words}`, onclick: () => { draft.takeBack(one); chosen = null; changed("Taken back."); } }, "Take back")))) : h("p", { class: "soft" }, "None."),
      h("div", { class: "tools" }, button, look,
        h("button", { type: "button", class: "quiet", onclick: () => { draft.empty(); chosen = null; changed("All rows will be removed when you save."); } }, "Take out every row"),
        h("a", { href: address("situation", { scenario: context.scenario.id }), onclick: (event) => { event.preventDefault(); go("situation", { scenario: context.scenario.id }); } }, "To the forecast"))];
  }
}
