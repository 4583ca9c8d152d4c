// The form of one row: a field for each column, with what the column means.

import { h, field, freshId, select } from "../dom.js";
import { KINDS } from "./setup-draft.js";
import { numberControl } from "./setup-number.js";

const FIRST = {
  places: ["name", "id", "kind", "lat", "lon", "people", "vehicles_per_hour", "room", "certainty", "source", "note"],
  links: ["from", "to", "id", "km", "hours", "vehicles_per_hour", "certainty", "source", "note"],
  timeline: ["action", "target", "time", "published", "value", "id", "certainty", "source", "note"],
  counts: ["place", "value", "held", "kind", "measure", "unit", "published", "published_how", "said_by", "published_by", "id", "certainty", "url", "note"],
  supplies: ["place", "good", "stock_tonnes", "ration_kg_per_person_day", "delivery_tonnes_per_day", "from", "id", "certainty", "source", "note"],
  lifts: ["from", "to", "first", "every_hours", "until", "seats", "hours", "needs_road", "published", "id", "certainty", "source", "note"],
  numbers: ["id", "value"],
  parameters: ["id", "value", "unit", "source", "reason", "certainty", "published", "min", "max"],
};

const slug = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");

/** A form for one row; `act` has `keep(cells)`, `drop()` and `close()`. */
export function rowForm(draft, { table, key }, readOnly, act) {
  const { file, cells, removed } = draft.row(table, key);
  const controls = new Map();
  const places = draft.rows("places").filter((row) => !row.removed).map((row) => row.cells);
  const fields = draft.fields(table);
  const names = draft.rows("parameters").filter((row) => !row.removed && row.cells.id).map((row) => row.cells.id);
  const order = [...FIRST[table].map((name) => fields.find((one) => one.name === name)), ...fields.filter((one) => !FIRST[table].includes(one.name))];
  const made = order.map((one) => {
    const value = cells[one.name] ?? (file ? "" : defaultOf(one));
    const label = one.needed || table === "parameters" ? one.name : `${one.name} (may be empty)`;
    const hint = one.name === "value" && cells.words ? `${cells.words} In ${cells.unit}; empty where it is not used.` : one.words;
    const fixed = readOnly || (Boolean(file) && one.name === "id" && OF_YAML.includes(table));
    const control = one.is_number ? numberControl(one.name, label, value, { names: table === "parameters" ? [] : names, limit: one.name === "vehicles_per_hour" || table === "timeline", disabled: readOnly, hint, likely: likely(cells.unit) }) : controlOf(one, value, places);
    if (!one.is_number) control.disabled = fixed;
    controls.set(one.name, control);
    return { one, element: one.is_number ? control.element : field(label, control, { hint }) };
  });
  const isFirst = ({ one }) => FIRST[table].includes(one.name) || (cells[one.name] ?? "") !== "";
  const more = made.filter((part) => !isFirst(part));
  const values = () => Object.fromEntries([...controls].map(([name, control]) => [name, control.value.trim()]));
  const form = h("form", { novalidate: true, onsubmit: (event) => { event.preventDefault(); act.keep(values()); } },
    h("h2", null, file ? KINDS[table].name(cells, draft) : `Add ${KINDS[table].one}`),
    cells.default ? h("p", { class: "note" }, "This is the package's own prior. When you change it, say what yours rests on (source, reason).") : null,
    removed ? h("p", { class: "note warn" }, "It will be removed when you save.") : null,
    h("div", { class: "fields" }, made.filter(isFirst).map((part) => part.element)),
    more.length ? h("details", null, h("summary", null, `${more.length} fields more`), h("div", { class: "fields" }, more.map((part) => part.element))) : null,
    h("div", { class: "tools" },
      readOnly ? null : h("button", { class: "primary" }, "Put it among the changes"),
      readOnly || (!file && !cells.id) || removed || (table === "numbers" && !/drivers/.test(key)) ? null : h("button", { type: "button", onclick: act.drop }, "Remove it"),
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
  if (!file && PARTS[table]) suggestId(table, controls);
  return form;
}

const OF_YAML = ["numbers", "parameters"];
const PARTS = { places: ["name"], links: ["from", "to"], timeline: ["action", "target", "time"], counts: ["place", "held"], supplies: ["good", "place"], lifts: ["from", "to"] };
const likely = (unit) => (unit === "share" ? "beta" : /^log/.test(unit ?? "") ? "normal" : "lognormal");

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
  const parts = PARTS[table];
  const offer = () => { if (!own) id.value = slug(parts.map((name) => controls.get(name).value).filter(Boolean).join(["links", "lifts"].includes(table) ? " to " : " ")).slice(0, 60); };
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
    h("p", { class: "soft" }, "How people decide to leave, travel and are counted stands under Numbers and Parameters. Groups, ways to travel and how people choose where to go are changed in the file scenario.yaml."),
    h("div", { class: "fields" }, controls.map((one) => one.element)),
    readOnly ? null : h("div", { class: "tools" }, h("button", { class: "primary" }, "Put them among the changes")));
}
