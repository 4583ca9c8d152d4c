// Online map tiles, only when the page was opened with them: the server's policy allows them then alone.

import { s } from "../dom.js";

/** Whether this page may load tiles. */
export const tilesOn = () => new URLSearchParams(location.search).get("tiles") === "1";

/** Open the page again with tiles, or without. */
export function switchTiles(on) {
  const url = new URL(location.href);
  if (on) url.searchParams.set("tiles", "1");
  else url.searchParams.delete("tiles");
  location.assign(url);
}

/** Images that lie under a sheet; `onFault` is called once when one cannot be loaded. */
export function tileLayer(sheet, onFault) {
  const world = 2 * Math.PI * sheet.scale;
  const zoom = Math.max(1, Math.min(17, Math.round(Math.log2(world / 256))));
  const count = 2 ** zoom;
  const size = world / count;
  const column = (lon) => ((lon + 180) / 360) * count;
  const row = (lat) => ((1 - Math.log(Math.tan((lat * Math.PI) / 180) + 1 / Math.cos((lat * Math.PI) / 180)) / Math.PI) / 2) * count;
  const [west, east] = [column(sheet.lonAt(0)), column(sheet.lonAt(sheet.width))];
  const [north, south] = [row(sheet.latAt(0)), row(sheet.latAt(sheet.height))];
  const layer = s("g", { class: "tiles", "aria-hidden": "true" });
  let told = false;
  for (let x = Math.floor(west); x <= east; x += 1) {
    for (let y = Math.max(0, Math.floor(north)); y <= Math.min(count - 1, south); y += 1) {
      layer.append(s("image", {
        href: `https://tile.openstreetmap.org/${zoom}/${((x % count) + count) % count}/${y}.png`,
        x: (x - west) * size, y: (y - north) * size, width: size + 0.5, height: size + 0.5,
        onerror: () => { if (!told) onFault(); told = true; },
      }));
    }
  }
  return layer;
}
