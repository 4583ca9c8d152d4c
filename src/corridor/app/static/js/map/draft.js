// The map of a scenario that is being set up: its places and roads as they would be.

import { h, s, put } from "../dom.js";
import { leader, placeLabels } from "./labels.js";
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
    const dots = points.map((point) => {
      const [x, y] = sheet.at(point);
      return part("places", point.key, `Place: ${point.cells.name || point.cells.id || "a new place"}`, [
        s("circle", { class: `dot ${point.cells.kind || ""} ${point.state ? "waiting" : ""}`, cx: x, cy: y, r: 8 })]);
    });
    const lines = draft.rows("links").filter((row) => !row.removed && byId.has(row.cells.from) && byId.has(row.cells.to)).map((row) => [sheet.at(byId.get(row.cells.from)), sheet.at(byId.get(row.cells.to))]);
    const labels = names(points.map((point) => ({ point, at: sheet.at(point) })), lines, width, height);
    put(svg, s("rect", { class: "sheet", width, height }), roads, dots, labels);
  }
}

/** The names beside the dots; where they must stand away, with a thin line. */
function names(list, lines, width, height) {
  const spots = list.map(({ point, at: [x, y] }) => {
    const whole = (point.cells.name || point.cells.id || "a new place").split(" (")[0];
    const name = whole.length > 24 ? `${whole.slice(0, 23)}…` : whole;
    return { id: point.key, x, y, r: 9, wide: 7.6 * name.length + 4, high: 17, name };
  });
  const boxes = placeLabels(spots, { width, height, lines });
  return s("g", { class: "draft-names", "aria-hidden": "true" }, spots.map((spot) => {
    const box = boxes.get(spot.id);
    if (!box) return null;
    const end = leader(spot, box);
    return [end ? s("line", { class: "leader", x1: spot.x, y1: spot.y, x2: end[0], y2: end[1] }) : null,
      s("text", { x: (box.left + box.right) / 2, y: box.bottom - 4, "text-anchor": "middle" }, spot.name)];
  }));
}
