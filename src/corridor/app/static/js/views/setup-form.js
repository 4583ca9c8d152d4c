// The form of one row: a field for each column, with what the column means.

import { h, field, freshId, select } from "../dom.js";
import { KINDS } from "./setup-draft.js";

const FIRST = {
  places: ["name", "id", "kind", "lat", "lon", "people", "vehicles_per_hour", "room", "certainty", "source", "note"],
  links: ["from", "to", "id", "km", "hours", "vehicles_per_hour", "certainty", "source", "note"],
  timeline: ["action", "target", "time", "published", "value", "id", "certainty", "source", "note"],
  counts: ["place", "value", "held", "kind", "measure", "unit", "published", "published_how", "said_by", "published_by", "id", "certainty", "url", "note"],
};

const slug = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");

/** A form for one row; `act` has `keep(cells)`, `drop()` and `close()`. */
export function rowForm(draft, { table, key }, readOnly, act) {
  const { file, cells, removed } = draft.row(table, key);
  const controls = new Map();
  const places = draft.rows("places").filter((row) => !row.removed).map((row) => row.cells);
  const fields = draft.fields(table);
  const order = [...FIRST[table].map((name) => fields.find((one) => one.name === name)), ...fields.filter((one) => !FIRST[table].includes(one.name))];
  const made = order.map((one) => {
    const control = controlOf(one, cells[one.name] ?? (file ? "" : defaultOf(one)), places);
    control.disabled = readOnly;
    controls.set(one.name, control);
    return { one, element: field(one.needed ? one.name : `${one.name} (may be empty)`, control, { hint: one.words }) };
  });
  const isFirst = ({ one }) => FIRST[table].includes(one.name) || (cells[one.name] ?? "") !== "";
  const more = made.filter((part) => !isFirst(part));
  const values = () => Object.fromEntries([...controls].map(([name, control]) => [name, control.value.trim()]));
  const form = h("form", { novalidate: true, onsubmit: (event) => { event.preventDefault(); act.keep(values()); } },
    h("h2", null, file ? KINDS[table].name(cells, draft) : `Add ${KINDS[table].one}`),
    removed ? h("p", { class: "note warn" }, "It will be removed when you save.") : null,
    h("div", { class: "fields" }, made.filter(isFirst).map((part) => part.element)),
    more.length ? h("details", null, h("summary", null, `${more.length} fields more`), h("div", { class: "fields" }, more.map((part) => part.element))) : null,
    h("div", { class: "tools" },
      readOnly ? null : h("button", { class: "primary" }, "Put it among the changes"),
      readOnly || (!file && !cells.id) || removed ? null : h("button", { type: "button", onclick: act.drop }, "Remove it"),
      h("button", { type: "button", class: "quiet", onclick: act.close }, "Close")));
  form.point = (lat, lon) => {
    if (readOnly) return false;
    controls.get("lat").value = lat.toFixed(4);
    controls.get("lon").value = lon.toFixed(4);
    return true;
  };
  const before = JSON.stringify(values());
  // What was typed is not lost when another row is opened.
  form.typed = () => (JSON.stringify(values()) === before ? null : values());
  if (!file) suggestId(table, controls);
  return form;
}

const defaultOf = (one) => ({ certainty: "uncertain", unit: "people", published_how: "stated" }[one.name] ?? "");

function controlOf(one, value, places) {
  if (["from", "to", "place", "overflow"].includes(one.name)) {
    return select([["", "Choose a place"], ...places.filter((place) => place.id).map((place) => [place.id, `${place.name || place.id} (${place.id})`]), ...(value && !places.some((place) => place.id === value) ? [[value, value]] : [])], value, null);
  }
  if (one.choices.length) return select([...(one.choices.includes(value) ? [] : [[value, value || "Choose"]]), ...one.choices.map((word) => [word, word])], value, null);
  const long = ["note", "source"].includes(one.name);
  return h("input", { type: "text", value, maxlength: 4000, spellcheck: long ? null : "false", inputmode: ["lat", "lon", "km"].includes(one.name) ? "decimal" : null, id: freshId("cell") });
}

/** An id from what is said, as long as nobody wrote one. */
function suggestId(table, controls) {
  const id = controls.get("id");
  let own = Boolean(id.value);
  id.addEventListener("input", () => { own = Boolean(id.value); });
  const parts = { places: ["name"], links: ["from", "to"], timeline: ["action", "target", "time"], counts: ["place", "held"] }[table];
  const offer = () => { if (!own) id.value = slug(parts.map((name) => controls.get(name).value).filter(Boolean).join(table === "links" ? " to " : " ")).slice(0, 60); };
  for (const name of parts) for (const kind of ["input", "change"]) controls.get(name).addEventListener(kind, offer);
}

/** The settings that may be changed; `keep` gets all values. */
export function settingsForm(draft, readOnly, keep) {
  const controls = draft.known.map(({ name, value, words }) => {
    const control = h("input", { type: "text", value: draft.settings[name] ?? value, maxlength: 4000, disabled: readOnly });
    return { name, control, element: field(name, control, { hint: words }) };
  });
  return h("form", { novalidate: true, onsubmit: (event) => { event.preventDefault(); keep(Object.fromEntries(controls.map(({ name, control }) => [name, control.value.trim()]))); } },
    h("h2", null, "Settings"),
    h("p", { class: "soft" }, "All else that scenario.yaml says, such as how people decide to leave, is changed in the file."),
    h("div", { class: "fields" }, controls.map((one) => one.element)),
    readOnly ? null : h("div", { class: "tools" }, h("button", { class: "primary" }, "Put them among the changes")));
}
