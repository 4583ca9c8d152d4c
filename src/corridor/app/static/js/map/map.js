// The map: places and roads from the scenario's own coordinates, at one moment of the forecast.

import { h, s, put } from "../dom.js";
import { people } from "../format.js";
import { fit, gridStep, hull } from "./project.js";
import { leader, placeLabels } from "./labels.js";
import { tileLayer, tilesOn } from "./tiles.js";

const MOST_NAMED = 34;

const isPass = (place) => place.kind === "checkpoint" || place.kind === "waypoint";

/** Limits between the colours of waiting, as round parts of the longest queue. */
export function waitSteps({ links, places }) {
  const top = Math.max(0, ...links.flatMap((link) => link.queue ?? []), ...places.filter(isPass).flatMap((place) => place.median));
  const round = (value) => {
    const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(value, 1))));
    return Math.max(1, Math.round(value / unit) * unit);
  };
  return top < 4 ? [] : [round(top * 0.1), round(top * 0.3), round(top * 0.65)];
}

/** 0 (nobody) to 4 (most). */
export function waitStep(value, steps) {
  if (!(value >= 1)) return 0;
  return 1 + steps.filter((step) => value >= step).length;
}

/** Pairs of links there and back, drawn as one: the one that people use leads. */
function leading(links) {
  const byId = new Map(links.map((link) => [link.id, link]));
  const weight = (link) => (link.flow ?? []).reduce((sum, one) => sum + (one ?? 0), 0) + (link.capacity ? 0.5 : 0);
  return links.filter((link) => {
    const twin = link.twin && byId.get(link.twin);
    if (!twin) return true;
    const [mine, other] = [weight(link), weight(twin)];
    return mine > other || (mine === other && links.indexOf(link) < links.indexOf(twin));
  });
}

/** What a wide road carries: few hours carry more, so that one spike does not make all others thin. */
function usual(flows) {
  const some = flows.filter((flow) => flow >= 1).sort((a, b) => a - b);
  return some[Math.floor(some.length * 0.97)] ?? 1;
}

/**
 * A map of some places. `view`: `{label, places, links, situation, stateAt(id, i), frame, onPick, height}`;
 * gives `{element, show(i)}`.
 */
export function networkMap(view) {
  const svg = s("svg", { role: "group", "aria-label": view.label });
  const box = h("div", { class: "map" }, svg);
  const links = leading(view.links);
  const scales = {
    flow: usual(view.situation.links.flatMap((link) => link.flow ?? [])),
    people: Math.max(1, ...view.situation.places.flatMap((place) => place.median)),
    waits: waitSteps(view.situation),
    waiting: new Map(view.situation.places.filter(isPass).map((place) => [place.id, place.median])),
  };
  let step = 0;
  let parts = null;
  const draw = () => { parts = layout(svg, box, view, links, scales); paint(parts, view, scales, step); };
  new ResizeObserver(() => { if (box.clientWidth && Math.abs(box.clientWidth - (parts?.width ?? 0)) > 1) draw(); }).observe(box);
  return { element: box, svg, show(i) { step = i; if (parts) paint(parts, view, scales, step); } };
}

function layout(svg, box, view, links, scales) {
  const width = Math.max(260, box.clientWidth);
  const narrow = width < 480;
  const height = view.height ?? (narrow ? 380 : 520);
  const greatest = narrow ? 19 : 27;
  const edge = narrow ? 34 : 52;
  const sheet = fit(view.places, width, height, { left: edge + 14, right: edge + 14, top: edge, bottom: edge });
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("width", width);
  svg.setAttribute("height", height);
  const spots = new Map(view.places.map((place) => [place.id, sheet.at(place)]));
  const radius = (value) => Math.max(3.5, greatest * Math.sqrt(Math.max(0, value) / scales.people));
  const lines = links.filter((link) => spots.has(link.from) && spots.has(link.to));

  put(svg, s("rect", { class: "land", width, height }));
  if (tilesOn()) svg.append(tileLayer(sheet, () => view.onTileFault?.()));
  else svg.append(graticule(sheet));
  svg.append(outline(view, spots));
  const roads = lines.map((link) => roadParts(link, spots, view));
  svg.append(s("g", { class: "roads" }, roads.map((road) => road.group)));
  if (view.frame) svg.append(frameOf(view.frame, sheet));
  const named = [...view.places].sort((a, b) => Math.max(...b.median) - Math.max(...a.median));
  const marks = named.map((place) => placeParts(place, spots.get(place.id), view));
  svg.append(s("g", { class: "places" }, [...marks].reverse().map((mark) => mark.group)));
  const shown = view.named ? named.filter((place) => view.named.has(place.id)) : named;
  svg.append(names(shown.slice(0, MOST_NAMED), marks, spots, lines, { width, height, radius, taken: view.frame ? frameBoxes(view.frame, sheet) : [] }));
  svg.append(scaleBar(sheet, width, height));
  return { width, roads, marks, radius };
}

function graticule(sheet) {
  const [west, east] = [sheet.lonAt(0), sheet.lonAt(sheet.width)];
  const [north, south] = [sheet.latAt(0), sheet.latAt(sheet.height)];
  const step = gridStep(Math.min(east - west, north - south) * 1.2);
  const group = s("g", { class: "graticule", "aria-hidden": "true" });
  const digits = step < 1 ? 2 : 0;
  const name = (value, plus, minus) => `${Number(Math.abs(value).toFixed(digits))}°\u00a0${value < 0 ? minus : plus}`;
  for (let lon = Math.ceil(west / step) * step; lon < east; lon += step) {
    const [x] = sheet.at({ lon, lat: north });
    group.append(s("line", { x1: x, x2: x, y1: 0, y2: sheet.height }));
    if (x > 60 && x < sheet.width - 40) group.append(s("text", { x: x + 4, y: 13 }, name(lon, "E", "W")));
  }
  for (let lat = Math.ceil(south / step) * step; lat < north; lat += step) {
    const [, y] = sheet.at({ lon: west, lat });
    group.append(s("line", { x1: 0, x2: sheet.width, y1: y, y2: y }));
    if (y > 24 && y < sheet.height - 40) group.append(s("text", { x: 5, y: y - 4 }, name(lat, "N", "S")));
  }
  return group;
}

function outline(view, spots) {
  const origins = view.places.filter((place) => place.kind === "origin").map((place) => spots.get(place.id));
  if (origins.length < 3) return s("g");
  return s("path", { class: "hull", "aria-hidden": "true", d: `M${hull(origins, 26).map((point) => point.map((one) => one.toFixed(1)).join(",")).join("L")}Z` });
}

function roadParts(link, spots, view) {
  // What the first map has as well is a stop there alone.
  const again = new Set((view.frame ?? []).map((place) => place.id));
  const [a, b] = [spots.get(link.from), spots.get(link.to)];
  const ends = { x1: a[0], y1: a[1], x2: b[0], y2: b[1] };
  const casing = s("line", { ...ends, class: "casing" });
  const line = s("line", { ...ends, class: "road" });
  const angle = (Math.atan2(b[1] - a[1], b[0] - a[0]) * 180) / Math.PI;
  const middle = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  const long = Math.hypot(b[0] - a[0], b[1] - a[1]);
  const arrow = s("path", { class: "arrow", d: "M-5,-5L4,0L-5,5", transform: `translate(${middle}) rotate(${angle})` });
  const cross = s("path", { class: "cross", d: "M-6,-6L6,6M-6,6L6,-6", transform: `translate(${middle})` });
  const hit = s("line", { ...ends, class: "hit" });
  const group = s("g", {
    class: "link", tabindex: long > 12 && !(again.has(link.from) && again.has(link.to)) ? "0" : null, role: "button",
    onclick: () => view.onPick?.({ kind: "link", id: link.id }), onkeydown: (event) => pressed(event, () => view.onPick?.({ kind: "link", id: link.id })),
  }, casing, line, long > 34 ? arrow : null, cross, hit);
  return { link, group, casing, line, cross, arrow: long > 34 ? arrow : null };
}

function pressed(event, act) {
  if (event.key !== "Enter" && event.key !== " ") return;
  event.preventDefault();
  act();
}

function placeParts(place, [x, y], view) {
  const ring = s("circle", { class: "high", cx: x, cy: y });
  const dot = place.kind === "checkpoint"
    ? s("rect", { class: "dot", x: x - 6, y: y - 6, width: 12, height: 12, transform: `rotate(45 ${x} ${y})` })
    : s("circle", { class: "dot", cx: x, cy: y, r: place.kind === "waypoint" ? 4 : 6 });
  const pick = () => view.onPick?.({ kind: "place", id: place.id });
  const group = s("g", { class: `place ${place.kind}`, tabindex: view.named && !view.named.has(place.id) ? null : "0", role: "button", onclick: pick, onkeydown: (event) => pressed(event, pick) }, ring, dot);
  return { place, group, ring, dot, isPass: isPass(place), x, y, text: null };
}

function names(places, marks, spots, lines, { width, height, radius, taken }) {
  const list = places.map((place) => {
    const [x, y] = spots.get(place.id);
    const most = Math.max(...place.median);
    const name = place.name.split(" (")[0];
    const pass = place.kind === "waypoint" && most < 1;
    const wide = Math.max(textWidth(name, 600), pass ? 0 : textWidth(people(most), 400)) + 5;
    return { id: place.id, x, y, r: place.kind === "checkpoint" ? 9 : place.kind === "waypoint" ? 5 : Math.max(6, radius(most)), wide, high: pass ? 16 : 31, name, pass };
  });
  const boxes = placeLabels(list, { width, height, taken: [boxOf(0, height - 34, 150, 34), ...taken], lines: lines.map((link) => [spots.get(link.from), spots.get(link.to)]) });
  const layer = s("g", { class: "names", "aria-hidden": "true" });
  for (const spot of list) {
    const box = boxes.get(spot.id);
    if (!box) continue;
    const end = leader(spot, box);
    if (end) layer.append(s("line", { class: "leader", x1: spot.x, y1: spot.y, x2: end[0], y2: end[1] }));
    const anchor = box.left >= spot.x ? "start" : box.right <= spot.x ? "end" : "middle";
    const x = { start: box.left, end: box.right, middle: (box.left + box.right) / 2 }[anchor];
    const number = s("text", { class: "number", x, y: box.top + 28, "text-anchor": anchor });
    layer.append(s("text", { class: "name", x, y: box.top + 13, "text-anchor": anchor }, spot.name), spot.pass ? "" : number);
    marks.find((mark) => mark.place.id === spot.id).text = number;
  }
  return layer;
}

let pen = null;

/** How wide a text of the map is, in pixels. */
function textWidth(text, weight) {
  pen ??= document.createElement("canvas").getContext("2d");
  pen.font = `${weight} 13px ${getComputedStyle(document.body).fontFamily}`;
  return pen.measureText(text).width;
}

const boxOf = (left, top, wide, high) => ({ left, top, right: left + wide, bottom: top + high });

function corners(points, sheet) {
  const at = points.map((point) => sheet.at(point));
  return [Math.min(...at.map((one) => one[0])) - 14, Math.min(...at.map((one) => one[1])) - 14, Math.max(...at.map((one) => one[0])) + 14, Math.max(...at.map((one) => one[1])) + 14];
}

function frameOf(points, sheet) {
  const [left, top, right, bottom] = corners(points, sheet);
  return s("g", { class: "detail", "aria-hidden": "true" },
    s("rect", { x: left, y: top, width: right - left, height: bottom - top }),
    s("text", { x: right, y: top - 5, "text-anchor": "end" }, "detail"));
}

function frameBoxes(points, sheet) {
  const [left, top, right, bottom] = corners(points, sheet);
  return [boxOf(left, top - 18, right - left, bottom - top + 18)];
}

function scaleBar(sheet, width, height) {
  const wanted = (width / 5) * sheet.kmPerPixel;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const km = [5, 2, 1].map((one) => one * power).find((one) => one <= wanted) ?? power;
  const long = km / sheet.kmPerPixel;
  return s("g", { class: "scalebar", "aria-hidden": "true" },
    s("path", { d: `M12,${height - 18}v5h${long}v-5` }), s("text", { x: 18 + long, y: height - 11 }, `${km} km`));
}

function paint(parts, view, scales, i) {
  for (const road of parts.roads) {
    const flow = road.link.flow?.[i] ?? 0;
    const queue = Math.max(road.link.queue?.[i] ?? 0, scales.waiting.get(road.link.to)?.[i] ?? 0);
    const state = view.stateAt(road.link.id, i);
    const wide = 1.8 + 11 * Math.sqrt(Math.min(1, Math.max(0, flow) / scales.flow));
    road.line.setAttribute("stroke-width", wide.toFixed(2));
    road.casing.setAttribute("stroke-width", (wide + 4).toFixed(2));
    road.group.dataset.state = state;
    road.group.dataset.wait = waitStep(queue, scales.waits);
    if (road.arrow) road.arrow.setAttribute("visibility", flow >= 1 && wide > 7 ? "visible" : "hidden");
    road.group.setAttribute("aria-label", `${view.nameOf(road.link.from)} to ${view.nameOf(road.link.to)}: ${state}, ${people(flow)} people an hour (90 %: ${people(road.link.flow_low?.[i] ?? 0)} to ${people(road.link.flow_high?.[i] ?? 0)}), ${people(queue)} waiting`);
  }
  for (const mark of parts.marks) {
    const { place } = mark;
    const [median, high] = [place.median[i] ?? 0, place.high[i] ?? 0];
    if (!mark.isPass) mark.dot.setAttribute("r", parts.radius(median).toFixed(1));
    mark.ring.setAttribute("r", mark.isPass ? (high >= 1 ? parts.radius(high) + 3 : 0) : parts.radius(high).toFixed(1));
    mark.group.dataset.wait = mark.isPass ? waitStep(median, scales.waits) : 0;
    mark.group.dataset.state = view.stateAt(place.id, i);
    mark.group.setAttribute("aria-label", `${place.name}, ${place.kind}: ${people(median)} ${place.what ?? "people"} (90 %: ${people(place.low[i])} to ${people(high)})`);
    if (mark.text) put(mark.text, place.kind === "waypoint" && median < 1 ? "" : people(median));
  }
}
