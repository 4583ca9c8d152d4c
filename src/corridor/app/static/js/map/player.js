// The slider of time with play, over a ribbon that shows what happens when.

import { h, s, put, announce } from "../dom.js";
import { between, people } from "../format.js";
import { linear } from "../chart/scale.js";
import { area, path } from "../chart/frame.js";

/** `{situation, clock, step, onStep(i)}` → `{element, stop()}`. */
export function player({ situation, clock, step, onStep }) {
  const times = situation.times.map((time) => +new Date(time));
  const last = times.length - 1;
  let current = step;
  let ticking = null;
  const range = h("input", { type: "range", min: 0, max: last, step: 1, value: step, "aria-label": "Time", oninput: () => { stop(); move(Number(range.value)); } });
  const play = h("button", { type: "button", class: "play", onclick: () => (ticking ? stop() : start()) }, "");
  const now = h("output", { class: "moment" });
  const totals = h("span", { class: "soft totals" });
  const ribbon = s("svg", { class: "ribbon", "aria-hidden": "true" });
  const holder = h("div", { class: "timeline" }, ribbon, range);
  new ResizeObserver(() => drawRibbon()).observe(holder);
  showButton();
  showMoment();
  return {
    stop,
    element: h("div", { class: "player" },
      h("div", { class: "player-head" }, play, now, totals),
      holder,
      h("div", { class: "tools to-now" }, h("button", { type: "button", class: "small", onclick: () => { stop(); move(Math.max(0, situation.now)); } }, "To the as-of time"))),
  };

  function showButton() {
    put(play, s("svg", { viewBox: "0 0 20 20", width: 18, height: 18, "aria-hidden": "true" },
      s("path", { fill: "currentColor", d: ticking ? "M4 3h4v14H4zM12 3h4v14h-4z" : "M5 2.500l12 7.500-12 7.500z" })), ticking ? "Pause" : "Play");
  }
  function move(i) {
    current = i;
    range.value = i;
    showMoment();
    onStep(i);
    drawCursor();
  }
  function showMoment() {
    const ahead = Math.round((times[current] - new Date(situation.as_of)) / 3_600_000);
    const words = ahead === 0 ? "the as-of time" : ahead > 0 ? `${ahead} h ahead` : `${-ahead} h before the as-of time`;
    put(now, h("b", null, clock.full(times[current])), " ", h("span", { class: "soft" }, words));
    range.setAttribute("aria-valuetext", `${clock.full(times[current])}, ${words}`);
    const at = (name) => {
      const [low, median, high] = (situation.totals[name]?.values ?? []).map((row) => row[current]);
      return median === undefined ? "–" : [h("i", { class: `sw ${name}`, "aria-hidden": "true" }), h("b", null, people(median)), ` (${between(low, high)})`];
    };
    put(totals, at("arrived"), " arrived, ", at("queueing"), " waiting on the road, ", at("held"), " held; medians and 90\u00a0%");
  }
  function start() {
    if (current >= last) move(0);
    const pause = Math.max(70, Math.min(500, 24_000 / times.length));
    ticking = setInterval(() => {
      if (!holder.isConnected || current >= last) { stop(); return; }
      move(current + 1);
    }, pause);
    showButton();
    announce("Playing");
  }
  function stop() {
    clearInterval(ticking);
    ticking = null;
    showButton();
  }
  function drawRibbon() {
    const width = holder.clientWidth;
    if (!width) return;
    const [tall, edge] = [54, 8];
    const x = linear([0, last], [edge, width - edge]);
    const steps = times.map((_, i) => i);
    const rows = (name) => situation.totals[name]?.values[1] ?? [];
    const most = Math.max(1, ...rows("arrived"), ...rows("queueing"), ...rows("held"));
    const y = linear([0, most], [tall - 4, 6]);
    const none = steps.map(() => 0);
    ribbon.setAttribute("viewBox", `0 0 ${width} ${tall}`);
    ribbon.setAttribute("width", width);
    ribbon.setAttribute("height", tall);
    const asOf = x(Math.max(0, situation.now));
    put(ribbon,
      rows("arrived").length ? s("path", { class: "ribbon-arrived", d: area(steps, none, rows("arrived"), x, y) }) : "",
      rows("held").length ? s("path", { class: "ribbon-held", d: path(steps, rows("held"), x, y) }) : "",
      rows("queueing").length ? s("path", { class: "ribbon-queue", d: path(steps, rows("queueing"), x, y) }) : "",
      s("line", { class: "ribbon-now", x1: asOf, x2: asOf, y1: 0, y2: tall }), s("line", { class: "ribbon-cursor" }));
    drawCursor();
  }
  function drawCursor() {
    const line = ribbon.querySelector(".ribbon-cursor");
    const width = holder.clientWidth;
    if (!line || !width) return;
    const at = linear([0, last], [8, width - 8])(current);
    for (const [name, value] of Object.entries({ x1: at, x2: at, y1: 0, y2: 54 })) line.setAttribute(name, value);
  }
}
