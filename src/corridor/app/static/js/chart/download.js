// A chart as a picture, and rows as CSV, made in the page.

import { save } from "../dom.js";

const KEPT = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-linejoin",
  "stroke-linecap", "opacity", "font-family", "font-size", "font-weight", "paint-order", "text-anchor"];

/** The SVG with its looks written into it, since a picture knows no style sheet. */
function standalone(svg) {
  const copy = svg.cloneNode(true);
  const from = [svg, ...svg.querySelectorAll("*")];
  [copy, ...copy.querySelectorAll("*")].forEach((element, i) => {
    const look = getComputedStyle(from[i]);
    for (const name of KEPT) element.setAttribute(name, look.getPropertyValue(name));
    element.removeAttribute("class");
    element.removeAttribute("tabindex");
  });
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.querySelectorAll("title").forEach((title) => title.remove());
  return copy;
}

/** Save a chart as PNG, twice as fine as on the screen, with a heading and where it is from. */
export async function savePng(svg, name, heading, source) {
  const box = svg.viewBox.baseVal;
  const look = getComputedStyle(document.documentElement);
  const text = new XMLSerializer().serializeToString(standalone(svg));
  const url = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const [scale, pad, top, foot] = [2, 16, 46, 34];
    const canvas = document.createElement("canvas");
    canvas.width = (box.width + 2 * pad) * scale;
    canvas.height = (box.height + top + foot) * scale;
    const pen = canvas.getContext("2d");
    pen.scale(scale, scale);
    pen.fillStyle = look.getPropertyValue("--card");
    pen.fillRect(0, 0, canvas.width, canvas.height);
    const family = getComputedStyle(document.body).fontFamily;
    pen.fillStyle = look.getPropertyValue("--ink");
    pen.font = `600 17px ${family}`;
    pen.fillText(heading, pad, 30, box.width);
    pen.drawImage(image, pad, top, box.width, box.height);
    pen.fillStyle = look.getPropertyValue("--soft");
    pen.font = `12px ${family}`;
    pen.fillText(source, pad, top + box.height + 20, box.width);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
    save(`${name}.png`, blob);
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** A cell of CSV; what a spreadsheet would take for a formula is written as text. */
export function csvCell(value) {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Save rows as CSV. */
export function saveCsv(name, columns, rows) {
  const text = [columns, ...rows].map((row) => row.map(csvCell).join(",")).join("\r\n");
  save(`${name}.csv`, new Blob([`${text}\r\n`], { type: "text/csv" }));
}
