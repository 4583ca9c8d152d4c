// Elements from plain calls. Text always goes in as text, so nothing read from a file becomes markup.

const SVG = "http://www.w3.org/2000/svg";

function fill(element, props, children) {
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value" && "value" in element) element.value = value;
    else if (name === "checked" || name === "disabled" || name === "selected") element[name] = Boolean(value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** An HTML element; props named `on…` are listeners. */
export function h(tag, props, ...children) {
  return fill(document.createElement(tag), props, children);
}

/** An SVG element. */
export function s(tag, props, ...children) {
  return fill(document.createElementNS(SVG, tag), props, children);
}

/** For those who come by keyboard: past a map with many stops, to what `target` gives. */
export function skipMap(target) {
  return h("button", { type: "button", class: "skip-map", onclick: () => { const there = target(); there.focus({ preventScroll: true }); there.scrollIntoView({ block: "start" }); } }, "Skip the map");
}

/** Put children in place of what an element holds. */
export function put(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Say something to those who listen rather than look. */
export function announce(text) {
  const region = document.getElementById("announce");
  if (region) region.textContent = text;
}

let count = 0;

/** A fresh id for labels. */
export function freshId(stem) {
  count += 1;
  return `${stem}-${count}`;
}

/** A labelled control. */
export function field(label, control, { row = false, hint = "" } = {}) {
  const id = control.id || freshId("field");
  control.id = id;
  const note = hint ? h("small", { class: "soft", id: `${id}-hint` }, hint) : null;
  if (note) control.setAttribute("aria-describedby", note.id);
  const name = h("label", { for: id }, label);
  return h("div", { class: row ? "field row" : "field" }, row ? [control, name] : [name, control], note);
}

/** A choice of one, shown side by side. `options` are pairs of value and label. */
export function segments(label, options, chosen, onChoose) {
  const name = freshId("seg");
  return h(
    "fieldset", null,
    h("legend", { class: "visually-hidden" }, label),
    h("div", { class: "seg" }, options.map(([value, text]) =>
      h("label", null,
        h("input", { type: "radio", name, value, checked: value === chosen, onchange: () => onChoose(value) }),
        text))),
  );
}

/** A select from pairs of value and label. */
export function select(options, chosen, onChange, props = {}) {
  return h("select", { ...props, onchange: (event) => onChange?.(event.target.value) },
    options.map(([value, text]) => h("option", { value, selected: value === chosen }, text)));
}

/** A table: columns are `{label, number}`; cells are nodes or text, the first is the row's head. */
export function table(caption, columns, rows, { stack = false, tall = false } = {}) {
  const cell = (content, i) => i === 0
    ? h("th", { scope: "row" }, content)
    : h("td", { class: columns[i].number ? "n" : null, "data-label": stack ? columns[i].label : null }, content);
  return h("div", { class: tall ? "scroll tall" : "scroll", tabindex: tall ? "0" : null, role: tall ? "region" : null, "aria-label": tall ? caption : null },
    h("table", { class: stack ? "stack" : null },
      caption ? h("caption", null, caption) : null,
      h("thead", null, h("tr", null, columns.map((column) => h("th", { scope: "col", class: column.number ? "n" : null }, column.label)))),
      h("tbody", null, rows.map((row) => h("tr", null, row.map(cell))))));
}

/** A table that is made only when it is opened. */
export function foldedTable(summary, make) {
  const box = h("div");
  return h("details", { class: "twin", ontoggle: (event) => { if (event.target.open && !box.firstChild) box.append(make()); } },
    h("summary", null, summary), box);
}

/** Save bytes under a name. */
export function save(name, blob) {
  const url = URL.createObjectURL(blob);
  const link = h("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
