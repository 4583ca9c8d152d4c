// Scores of a backtest by horizon: a mark for each rival's skill, and the table.

import { h, s, foldedTable, table } from "../dom.js";
import { amount, percent } from "../format.js";

const ahead = (hours) => (hours % 24 === 0 && hours >= 24 ? `${hours / 24}\u00a0d` : `${hours}\u00a0h`);
const worded = (value) => (value === null || value === undefined ? "–" : `${value > 0 ? "+" : value < 0 ? "\u2212" : ""}${Math.abs(value).toFixed(2)}`);

/** Blocks by what is forecast. */
export function blockTable(blocks) {
  const groups = new Map();
  for (const block of blocks) {
    const key = [block.variable, block.part].filter(Boolean).join(", ").replaceAll("_", " ");
    groups.set(key, [...(groups.get(key) ?? []), block]);
  }
  return h("div", { class: "blocks" }, [...groups].map(([name, list]) => h("div", null, h("h3", null, name.charAt(0).toUpperCase() + name.slice(1)), skillPicture(name, list),
    foldedTable(`Table: ${name}`, () => table("", [{ label: "Ahead" }, { label: "WIS", number: true }, { label: "CRPS", number: true }, { label: "in 50 %", number: true }, { label: "in 80 %", number: true }, { label: "in 95 %", number: true }, { label: "Counts", number: true }, { label: "Skill beside" }],
      list.map((block) => [ahead(block.horizon_hours), amount(block.model.wis), amount(block.model.crps), percent(block.model.coverage["0.5"]), percent(block.model.coverage["0.8"]), percent(block.model.coverage["0.95"]), String(block.model.rows ?? "–"),
        block.rivals.map((rival) => h("div", null, `${rival.name}: ${worded(rival.skill)}`))]), { stack: true })))));
}

function skillPicture(name, list) {
  const rivals = [...new Set(list.flatMap((block) => block.rivals.map((rival) => rival.name)))];
  const [wide, left, row] = [560, 150, 30];
  const tall = rivals.length * row + 34;
  const x = (value) => left + ((Math.max(-1, Math.min(1, value)) + 1) / 2) * (wide - left - 30);
  const svg = s("svg", { viewBox: `0 0 ${wide} ${tall}`, role: "img", "aria-label": `Skill of the model beside simple forecasts: ${name}. The table has the numbers.` },
    [-1, -0.5, 0, 0.5, 1].map((tick) => [s("line", { class: tick ? "skill-grid" : "zero-line", x1: x(tick), x2: x(tick), y1: 8, y2: tall - 22 }), s("text", { x: x(tick), y: tall - 6, "text-anchor": "middle" }, tick === -1 ? "\u22121 or less" : `${tick > 0 ? "+" : ""}${String(tick).replace("-", "\u2212")}`)]),
    rivals.map((rival, i) => {
      const y = 12 + row * i + row / 2;
      return [s("text", { x: left - 12, y: y + 4, "text-anchor": "end" }, rival.replaceAll("_", " ")),
        list.map((block, k) => {
          const found = block.rivals.find((one) => one.name === rival);
          if (found?.skill === null || found?.skill === undefined) return "";
          const size = 3.5 + (4 * k) / Math.max(1, list.length - 1);
          return s("circle", { class: found.skill >= 0 ? "skill better" : "skill worse", cx: x(found.skill), cy: y, r: size }, s("title", null, `${rival}, ${ahead(block.horizon_hours)} ahead: ${worded(found.skill)}`));
        })];
    }));
  return h("div", { class: "chart skill-chart" }, svg, h("p", { class: "soft" }, `Right of the line: better than that forecast. Larger marks: farther ahead (${ahead(list[0].horizon_hours)} to ${ahead(list.at(-1).horizon_hours)}).`));
}
