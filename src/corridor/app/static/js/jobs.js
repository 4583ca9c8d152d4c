// Runs in the background: their progress stays in sight on every view and after a reload.

import { h, put, announce } from "./dom.js";
import { get, post, remove, at, forget } from "./api.js";
import { exact } from "./format.js";
import { address } from "./router.js";

const LIVE = new Set(["queued", "running"]);
const PAUSE = 350;
const watchers = new Map();
const failures = new Map();
const shown = new Map();
let timer = null;

/** Where the result of a job is seen. */
export function resultAddress(job) {
  if (job.result?.run) return address("situation", { run: job.result.run });
  if (job.result?.what_if) return address("what-if", {}, job.result.what_if);
  if (job.result?.backtest) return address("skill", { scenario: job.request?.scenario });
  return null;
}

/** Show a job until it ends; `onDone` gets it when it is done and nobody left meanwhile, `onFailed` when it failed. */
export function watch(job, onDone = null, onFailed = null) {
  shown.set(job.id, job);
  if (onFailed) failures.set(job.id, onFailed);
  if (onDone) watchers.set(job.id, onDone);
  draw();
  schedule(80);
}

/** Stop waiting for the results of a view that was left; the jobs go on. */
export function unwatch() {
  watchers.clear();
  failures.clear();
}

/** Look for jobs that were running before a reload. */
export async function resumeJobs() {
  const { jobs } = await get("/jobs");
  for (const job of jobs) if (LIVE.has(job.state)) shown.set(job.id, job);
  if (shown.size) { draw(); schedule(PAUSE); }
}

function schedule(pause) {
  clearTimeout(timer);
  timer = setTimeout(poll, pause);
}

async function poll() {
  for (const [id, job] of shown) {
    if (!LIVE.has(job.state)) continue;
    const now = await get(at`/jobs/${id}`).catch((fault) => ({ ...job, trouble: fault.message }));
    shown.set(id, now);
    if (!LIVE.has(now.state)) ended(now);
  }
  draw();
  if ([...shown.values()].some((job) => LIVE.has(job.state))) schedule(PAUSE);
}

function ended(job) {
  announce(`${job.title}: ${words(job)}`);
  const onDone = watchers.get(job.id);
  const onFailed = failures.get(job.id);
  watchers.delete(job.id);
  failures.delete(job.id);
  forget("/");
  document.dispatchEvent(new CustomEvent("corridor-job", { detail: job }));
  if (job.state === "done" && onDone) {
    shown.delete(job.id);
    onDone(job);
  }
  if (job.state === "failed" && job.error && onFailed) {
    shown.delete(job.id);
    onFailed(job);
  }
}

function words(job) {
  if (job.trouble) return job.trouble;
  if (job.state === "queued") return "waiting for its turn";
  if (job.state === "running") return job.total ? `${exact(job.done)} of ${exact(job.total)} runs` : job.message || "running";
  if (job.state === "failed") return job.error?.message ?? "failed";
  return { done: "done", cancelled: "stopped; nothing was kept", interrupted: "the server was stopped meanwhile" }[job.state] ?? job.state;
}

function draw() {
  put(document.getElementById("jobs"), [...shown.values()].map(line));
}

function line(job) {
  const live = LIVE.has(job.state);
  const link = job.state === "done" ? resultAddress(job) : null;
  const close = () => { shown.delete(job.id); draw(); };
  return h("div", { class: "job", "data-state": job.state },
    h("b", null, job.title),
    live ? h("progress", job.total ? { max: job.total, value: job.done, "aria-label": job.title } : { "aria-label": job.title }) : null,
    h("span", null, words(job)),
    live ? h("button", { type: "button", class: "small", onclick: () => stop(job) }, "Stop") : null,
    link ? h("a", { class: "button small", href: link, onclick: close }, "See it") : null,
    ["failed", "cancelled", "interrupted"].includes(job.state) && job.kind && job.error?.kind !== "input"
      ? h("button", { type: "button", class: "small", onclick: () => again(job) }, "Run again") : null,
    live ? null : h("button", { type: "button", class: "quiet", onclick: close, "aria-label": `Close: ${job.title}` }, "Close"));
}

async function stop(job) {
  const now = await remove(at`/jobs/${job.id}`).catch((fault) => ({ ...job, trouble: fault.message }));
  shown.set(job.id, now);
  draw();
  schedule(80);
}

async function again(job) {
  const now = await post(at`/jobs/${job.id}/again`).catch((fault) => ({ ...job, trouble: fault.message }));
  watch(now);
}
