// What will be counted of people present, beside those who are there in the model.

import { h, table } from "../dom.js";
import { saveCsv } from "../chart/download.js";
import { asked } from "../sources.js";
import { between, people } from "../format.js";

const LEVELS = ["5 %", "25 %", "50 %", "75 %", "95 %"];

/** The counts to come, where the forecast has learned from counts of people present. */
export function toCome(context, forecast) {
  const list = forecast.to_come;
  if (!list.length) return null;
  const { clock } = context;
  const { times } = list[0];
  const label = `People present, as of ${clock.dated(forecast.as_of)}: median and 90 % interval`;
  const source = (row) => (row.place === "total" ? "arrivals" : `place:${row.place}`);
  const cell = (row, i) => [
    h("div", null, h("b", null, people(row.people[i][2])), h("span", { class: "iv" }, ` (${between(row.people[i][0], row.people[i][4])})`)),
    h("div", { class: "soft light" }, `model: ${people(row.present[i][2])} (${between(row.present[i][0], row.present[i][4])})`)];
  return h("section", { class: "card count", "aria-label": "Counts to come" },
    h("h2", null, "What will be counted"),
    h("p", { class: "soft" }, forecast.to_come_note),
    table(label, [{ label: "Place" }, { label: "Last count", number: true }, ...times.map((time) => ({ label: clock.dated(time), number: true }))],
      list.map((row) => [row.name,
        [asked(context, source(row), people(row.last), `${row.name}: last count ${people(row.last)}. Where does this come from?`), row.held ? h("div", { class: "soft light" }, clock.dated(row.held)) : null],
        ...times.map((_, i) => cell(row, i))]), { stack: true }),
    h("div", { class: "tools" }, h("button", { type: "button", class: "quiet", "aria-label": "CSV of counts to come", onclick: () => save(context, list) }, "CSV")));
}

function save(context, list) {
  const rows = list.flatMap((row) => row.times.flatMap((time, i) => [
    [row.place, row.name, row.last, row.held ?? "", time, "as they will be counted", ...row.people[i]],
    [row.place, row.name, row.last, row.held ?? "", time, "present in the model", ...row.present[i]]]));
  saveCsv(`${context.run.id}-counts-to-come`, ["Place", "Name", "Last count", "Held", "Time", "People", ...LEVELS], rows);
}
