// The map of a scenario that is being set up: its places and roads as they would be.

import { h, s, put } from "../dom.js";
import { fit } from "./project.js";

const number = (text) => (text === "" || text === undefined || !Number.isFinite(Number(text)) ? null : Number(text));

/** A map with `show(draft, chosen)`; `onPick(table, key)` and `onPoint(lat, lon)` tell what was pressed. */
export function draftMap({ onPick, onPoint }) {
  const svg = s("svg", { role: "group", "aria-label": "Map of places and roads" });
  const box = h("div", { class: "map draft-map" }, svg);
  let last = null;
  new ResizeObserver(() => { if (last && box.clientWidth && Math.abs(box.clientWidth - last.width) > 1) show(last.draft, last.chosen); }).observe(box);
  return { element: box, show };

  function show(draft, chosen) {
    const width = Math.max(260, box.clientWidth || 560);
    const height = Math.round(Math.min(460, Math.max(280, width * 0.7)));
    last = { draft, chosen, width };
    const points = draft.rows("places").filter((row) => !row.removed)
      .map((row) => ({ ...row, lat: number(row.cells.lat), lon: number(row.cells.lon) })).filter((row) => row.lat !== null && row.lon !== null && Math.abs(row.lat) < 85 && Math.abs(row.lon) <= 180);
    const sheet = fit(points.length ? points : [{ lat: -50, lon: -170 }, { lat: 70, lon: 170 }], width, height, { left: 40, right: 90, top: 30, bottom: 30 });
    const byId = new Map(points.map((point) => [point.cells.id, point]));
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    svg.onclick = (event) => {
      if (event.target.closest("[role=button]")) return;
      const frame = svg.getBoundingClientRect();
      const [x, y] = [((event.clientX - frame.left) / frame.width) * width, ((event.clientY - frame.top) / frame.height) * height];
      svg.querySelector(".pin")?.remove();
      if (onPoint(sheet.latAt(y), sheet.lonAt(x))) svg.append(s("circle", { class: "pin", cx: x, cy: y, r: 8 }));
    };
    const part = (table, key, name, children) => s("g", {
      class: `draft-${table}${chosen?.table === table && chosen.key === key ? " chosen" : ""}`, role: "button", tabindex: "0", "aria-label": name,
      onclick: () => onPick(table, key), onkeydown: (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); onPick(table, key); } },
    }, s("title", null, name), children);
    const roads = draft.rows("links").filter((row) => !row.removed && byId.has(row.cells.from) && byId.has(row.cells.to)).map((row) => {
      const [[x1, y1], [x2, y2]] = [sheet.at(byId.get(row.cells.from)), sheet.at(byId.get(row.cells.to))];
      const name = `Road: ${draft.placeName(row.cells.from)} to ${draft.placeName(row.cells.to)}`;
      return part("links", row.key, name, [s("line", { class: "touch", x1, y1, x2, y2 }), s("line", { class: `line ${row.state ? "waiting" : ""}`, x1, y1, x2, y2 })]);
    });
    const taken = [];
    const dots = points.map((point) => {
      const [x, y] = sheet.at(point);
      const name = point.cells.name || point.cells.id || "a new place";
      return part("places", point.key, `Place: ${name}`, [
        s("circle", { class: `dot ${point.cells.kind || ""} ${point.state ? "waiting" : ""}`, cx: x, cy: y, r: 8 }), label(name, x, y, width, taken)]);
    });
    put(svg, s("rect", { class: "sheet", width, height }), roads, dots);
  }
}

/** The name beside its dot, where no other name is yet. */
function label(name, x, y, width, taken) {
  const wide = 7.4 * Math.min(name.length, 18);
  const left = x + 12 + wide > width;
  for (const dy of [5, -10, 20, -24, 34]) {
    const box = { x: left ? x - 12 - wide : x + 12, y: y + dy - 12, wide };
    if (taken.some((one) => Math.abs(one.y - box.y) < 14 && one.x < box.x + box.wide && box.x < one.x + one.wide)) continue;
    taken.push(box);
    return s("text", { x: left ? x - 12 : x + 12, y: y + dy, "text-anchor": left ? "end" : "start" }, name.length > 18 ? `${name.slice(0, 17)}…` : name);
  }
  return wide < x && x + wide < width ? s("text", { x, y: y - 14, "text-anchor": "middle" }, name.length > 18 ? `${name.slice(0, 17)}…` : name) : null;
}
