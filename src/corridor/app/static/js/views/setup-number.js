// A number as people say it: one number, low to high, the name of a parameter, no limit; else as it stands in the file.

import { h, put, freshId, select } from "../dom.js";

const REAL = "(-?[0-9.]+(?:e[-+]?[0-9]+)?)";
const PATTERNS = [
  [new RegExp(`^\\{(lognormal|normal|beta): \\{interval: \\[${REAL}, ?${REAL}\\](?:, median: ${REAL})?\\}\\}$`, "i"), ([, shape, low, high, middle]) => ({ shape, low, high, middle })],
  [new RegExp(`^\\{(lognormal|normal): \\{median: ${REAL}, interval: \\[${REAL}, ?${REAL}\\]\\}\\}$`, "i"), ([, shape, middle, low, high]) => ({ shape, low, high, middle })],
  [new RegExp(`^\\{(uniform): \\[${REAL}, ?${REAL}\\]\\}$`, "i"), ([, shape, low, high]) => ({ shape, low, high })],
  [new RegExp(`^\\{(triangular): \\[${REAL}, ?${REAL}, ?${REAL}\\]\\}$`, "i"), ([, shape, low, middle, high]) => ({ shape, low, middle, high })],
];
const SHAPES = [
  ["lognormal", "above 0, with a long tail"], ["normal", "the same to both sides, may be below 0"], ["beta", "a share, from 0 to 1"],
  ["uniform", "all between low and high alike"], ["triangular", "from low to high, most likely at the middle"],
];

/** What a text says of a number: its `how`, and the parts of a range. */
export function readNumber(text) {
  if (text === "unlimited") return { how: "unlimited" };
  if (/^[a-z][a-z0-9_]*$/.test(text)) return { how: "name" };
  for (const [pattern, parts] of PATTERNS) {
    const found = text.match(pattern);
    if (found) return { how: "range", middle: "", ...parts(found) };
  }
  return { how: text === "" || Number.isFinite(Number(text)) ? "exact" : "text" };
}

function writeRange({ shape, low, middle, high }) {
  if (shape === "uniform") return `{uniform: [${low}, ${high}]}`;
  if (shape === "triangular") return `{triangular: [${low}, ${middle}, ${high}]}`;
  return `{${shape}: {interval: [${low}, ${high}]${middle && shape !== "beta" ? `, median: ${middle}` : ""}}}`;
}

const plain = (text) => Number(text).toLocaleString("en-GB", { maximumFractionDigits: 8 });

/** A number in words, for lists. */
export function numberWords(text) {
  const read = readNumber(text ?? "");
  if (!text) return "not given";
  if (read.how === "name") return `parameter ${text}`;
  if (read.how === "unlimited") return "no limit";
  if (read.how === "range") return `${plain(read.low)} to ${plain(read.high)}${read.middle ? `, middle ${plain(read.middle)}` : ""}`;
  const from = text.match(/^\{from: \[(.*)\]\}$/);
  return from ? `from the ledger: ${from[1]}` : text;
}

/** A control with a `value`, for a number that may be uncertain; `likely` is the shape of a new range. */
export function numberControl(name, label, text, { names, limit, disabled, hint, likely = "lognormal" }) {
  let state = readNumber(text);
  let value = text;
  const parts = h("div", { class: "parts" });
  const control = { get value() { return value; } };
  const options = [["exact", "one number"], ["range", "low to high"], ...(names.length ? [["name", "a parameter"]] : []), ...(limit ? [["unlimited", "no limit"]] : []), ["text", "as in the file"]];
  const how = select(options, state.how, change, { "aria-label": `${name}: how it is known`, disabled });
  const note = h("small", { class: "soft", id: freshId("hint") }, hint);
  const main = freshId("number");
  control.element = h("div", { class: "field number" },
    h("label", { for: main }, label), h("div", { class: "how" }, how, parts), note);
  draw();
  return control;

  function change(next) {
    const before = state;
    state = { how: next };
    if (next === "range") state = { how: next, shape: likely, low: before.low ?? "", high: before.high ?? "", middle: before.middle ?? (before.how === "exact" ? value : "") };
    if (next === "exact") value = before.middle ?? "";
    if (next === "name") value = names[0];
    if (next === "unlimited") value = "unlimited";
    if (next === "range") rewrite();
    draw();
  }
  function rewrite() { value = state.low || state.high || state.middle ? writeRange(state) : ""; }
  function draw() {
    const props = { disabled, "aria-describedby": note.id };
    if (state.how === "range") {
      put(parts, ["low", "middle", "high"].filter((part) => part !== "middle" || !["beta", "uniform"].includes(state.shape)).map((part, i) => {
        const id = i ? freshId("number") : main;
        return h("span", { class: "part" }, h("small", { class: "soft", "aria-hidden": "true" }, part === "middle" && state.shape !== "triangular" ? "middle, if known" : part),
          h("input", { ...props, id, type: "text", inputmode: "decimal", value: state[part] ?? "", "aria-label": `${name}: ${part}`, oninput: (event) => { state[part] = event.target.value.trim(); rewrite(); } }));
      }), h("span", { class: "part wide" }, h("small", { class: "soft", "aria-hidden": "true" }, "90 % lies between low and high; it is"),
        select(SHAPES, state.shape, (shape) => { state.shape = shape; rewrite(); draw(); }, { disabled, "aria-label": `${name}: shape` })));
    } else if (state.how === "name") {
      put(parts, select([...new Set([value, ...names])].map((one) => [one, one]), value, (one) => { value = one; }, { ...props, id: main, "aria-label": `${name}: parameter` }));
    } else if (state.how === "unlimited") put(parts);
    else put(parts, h("input", { ...props, id: main, type: "text", value, spellcheck: "false", inputmode: state.how === "exact" ? "decimal" : null, maxlength: 4000, oninput: (event) => { value = event.target.value.trim(); } }));
  }
}
