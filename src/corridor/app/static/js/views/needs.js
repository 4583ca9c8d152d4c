// What those who have come need, by place and day, from standards that can be seen and changed.

import { h, put, field, select, table } from "../dom.js";
import { at, get } from "../api.js";
import { loadForecast } from "../context.js";
import { amount, between, weekday } from "../format.js";
import { note } from "../router.js";
import { faultNote } from "../faults.js";
import { dayChart } from "../chart/days.js";
import { saveCsv } from "../chart/download.js";
import { strip } from "../chart/strip.js";
import { why } from "../sources.js";
import { standardsTable } from "./needs-standards.js";

export const needs = "run";
export const title = "Needs";

const FIRST = ["water", "food", "covered_space", "toilets_first", "nurses", "registration_desks"];

export async function show(main, context, route) {
  await loadForecast(context);
  const state = {
    household: route.params.get("household") ?? "", cold: route.params.get("cold") === "1",
    amounts: new Map(route.params.getAll("amount").map((text) => text.split(":"))),
    place: route.params.get("place") ?? "all", day: route.params.get("day"), need: route.params.get("need") ?? "water",
  };
  const body = h("div");
  const fault = h("div");
  const household = h("input", { type: "number", min: 0.5, max: 100, step: 0.1, value: state.household, placeholder: "5", onchange: () => change({ household: household.value }) });
  const cold = h("input", { type: "checkbox", checked: state.cold, onchange: () => change({ cold: cold.checked }) });
  const place = h("select", { onchange: () => view({ place: place.value }) });
  const day = h("select", { onchange: () => view({ day: day.value }) });
  let found = null;
  put(main,
    h("h1", null, "What they will need"),
    h("p", { class: "lead" }, "Water, food, shelter, toilets, health staff and registration desks, by place and day, worked out for every run from cited standards."),
    h("div", { class: "card plain" }, h("div", { class: "fields" }, field("Place", place), field("Day", day), field("People in a household", household, { hint: "the local figure, if you know it" }), field("Cold climate", cold, { row: true }))),
    fault, body);
  await load();

  async function load() {
    try {
      const query = new URLSearchParams();
      if (state.household) query.set("household", state.household);
      if (state.cold) query.set("cold", "1");
      for (const [id, value] of state.amounts) query.append("amount", `${id}:${value}`);
      found = await get(`${at`/runs/${context.run.id}/needs`}${query.size ? `?${query}` : ""}`);
      put(fault);
    } catch (problem) {
      put(fault, faultNote(problem));
      if (!found) return;
    }
    if (!found.places.some((one) => one.id === state.place)) state.place = found.places.at(-1).id;
    if (!found.days.includes(state.day)) state.day = found.days[Math.min(3, found.days.length - 1)];
    if (!found.standards.some((one) => one.id === state.need)) state.need = found.standards[0].id;
    household.placeholder = String(found.household.median);
    put(place, [...found.places].reverse().map((one) => h("option", { value: one.id, selected: one.id === state.place }, one.name)));
    put(day, found.days.map((one) => h("option", { value: one, selected: one === state.day }, weekday(one))));
    draw();
  }
  function keep() {
    note({ household: state.household || null, cold: state.cold ? "1" : null, amount: [...state.amounts].map(([id, value]) => `${id}:${value}`), place: state.place === "all" ? null : state.place, day: state.day, need: state.need === "water" ? null : state.need });
  }
  function change(part) { Object.assign(state, part); keep(); return load(); }
  function view(part) { Object.assign(state, part); keep(); draw(); }
  function draw() {
    const names = { place: found.places.find((one) => one.id === state.place).name, day: weekday(state.day) };
    const q = (standard, dayIndex = found.days.indexOf(state.day)) => {
      const [i, k] = [found.standards.indexOf(standard), found.places.findIndex((one) => one.id === state.place)];
      return found.values[i].map((level) => level[dayIndex][k]);
    };
    const first = FIRST.map((id) => found.standards.find((one) => one.id === id)).filter(Boolean);
    put(body,
      h("h2", null, `${names.place}, ${names.day}`),
      h("dl", { class: "figures" }, (first.length ? first : found.standards.slice(0, 6)).map((standard) => card(context, state, standard, q(standard), found.days.map((_, i) => q(standard, i)[4])))),
      h("p", { class: "soft" }, `Large: the median; 90 %: nine in ten of the runs. The strip reaches to the highest day. Households of ${amount(found.household.median)} people, ${{ assumed: "assumed: enter the local figure above", given: "as given", scenario: "from the scenario" }[found.household.origin] ?? found.household.origin}.${found.is_cold ? " Amounts for a cold climate." : ""}`),
      overTime(context, found, state, names, q, view),
      byPlace(found, state, names),
      standardsTable(found, q, (id, value) => { if (value === null) state.amounts.delete(id); else state.amounts.set(id, value); return change({}); }));
  }
}

/** How a unit is written, and what to divide by where its largest amount is large. */
export function scaleOf(unit, largest) {
  if (unit === "kg/day" && largest >= 10_000) return { by: 1000, unit: "t/day" };
  if (unit.startsWith("litres") && largest >= 10_000) return { by: 1000, unit: `m³${unit.slice(6)}` };
  if (unit === "m2") return largest >= 1_000_000 ? { by: 10_000, unit: "ha" } : { by: 1, unit: "m²" };
  if (unit === "kcal/day" && largest >= 1e6) return { by: 1e6, unit: "million kcal/day" };
  return { by: 1, unit };
}

function card(context, state, standard, q, tops) {
  const { by, unit } = scaleOf(standard.unit, q[4]);
  const show = (value) => amount(value / by);
  return h("div", { class: "figure" }, h("dt", { class: "name" }, standard.name), h("dd", { class: "value" }, show(q[2]), h("small", null, ` ${unit}`)),
    h("dd", { class: "interval" }, `90\u00a0%: ${between(q[0], q[4], show)}`), strip(q, 0, Math.max(1, ...tops)),
    why(context, state.place === "all" ? "arrivals" : `place:${state.place}`, standard.name));
}

function overTime(context, found, state, names, q, view) {
  const standard = found.standards.find((one) => one.id === state.need);
  const { by, unit } = scaleOf(standard.unit, Math.max(...found.days.map((_, d) => q(standard, d)[4])));
  const rows = found.levels.map((_, l) => found.days.map((_, d) => q(standard, d)[l] / by));
  const chart = dayChart({ label: `${standard.name}, ${names.place}`, q: { levels: found.levels, values: rows }, days: found.days, clock: context.clock, asOf: found.as_of, shares: [0.5, 0.9], show: (value) => amount(value), unit, whole: false, height: 280 });
  const choose = select(found.standards.map((one) => [one.id, one.name]), state.need, (need) => view({ need }));
  const twin = () => saveCsv(`needs-${standard.id}-${state.place}`, ["day", ...found.levels.map((level) => `${level * 100} %`)], found.days.map((day, d) => [day, ...q(standard, d)]));
  return h("section", { class: "card model", "aria-label": "By day" },
    h("div", { class: "head" }, h("h2", null, "By day"), field("Need", choose)), chart.element,
    h("div", { class: "tools" }, h("button", { type: "button", class: "quiet", onclick: twin }, "CSV")),
    h("details", { class: "twin" }, h("summary", null, `Table: ${standard.name} by day`),
      table(names.place, [{ label: "Day" }, { label: `Median, ${standard.unit}`, number: true }, { label: "90 %", number: true }], found.days.map((day, d) => [weekday(day), amount(q(standard, d)[2]), between(q(standard, d)[0], q(standard, d)[4], amount)]))));
}

function byPlace(found, state, names) {
  const shown = FIRST.map((id) => found.standards.findIndex((one) => one.id === id)).filter((i) => i >= 0);
  const d = found.days.indexOf(state.day);
  const scales = new Map(shown.map((i) => [i, scaleOf(found.standards[i].unit, Math.max(...found.values[i][4][d]))]));
  const cell = (i, k) => {
    const show = (value) => amount(value / scales.get(i).by);
    return [show(found.values[i][2][d][k]), h("div", { class: "soft light" }, between(found.values[i][0][d][k], found.values[i][4][d][k], show))];
  };
  return h("section", { class: "card model", "aria-label": "By place" }, h("details", { open: window.innerWidth > 640 }, h("summary", null, h("h2", null, `By place, ${names.day}`)),
    table("Medians, with 90 % intervals below", [{ label: "Place" }, ...shown.map((i) => ({ label: `${found.standards[i].name}, ${scales.get(i).unit}`, number: true }))],
      found.places.map((place, k) => [place.name, ...shown.map((i) => cell(i, k))]), { stack: true })));
}
