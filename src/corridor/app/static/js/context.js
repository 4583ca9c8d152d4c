// What is being looked at: the folder's scenarios, their runs, and the one that the address names.

import { get, once, at } from "./api.js";
import { Clock } from "./format.js";

const last = { scenario: null, run: null };

/** The run that a what-if in the address was asked of. */
async function runOfWhatIf({ view, part }) {
  if (view !== "what-if" || !part) return null;
  return get(at`/what-ifs/${part}`).then((what) => what.run, () => null);
}

/** The scenario and run that an address means: those it names, else the last ones, else the newest. */
export async function readContext(route) {
  const [status, { scenarios }, { runs }] = await Promise.all([get("/status"), get("/scenarios"), get("/runs")]);
  const wantedRun = route.params.get("run") ?? await runOfWhatIf(route);
  const wanted = route.params.get("scenario");
  let run = runs.find((one) => one.id === wantedRun) ?? null;
  let scenario = null;
  if (run) scenario = scenarios.find((one) => one.id === run.scenario) ?? null;
  else if (wanted) scenario = scenarios.find((one) => one.id === wanted) ?? null;
  else {
    run = runs.find((one) => one.id === last.run) ?? null;
    scenario = scenarios.find((one) => one.id === (run?.scenario ?? last.scenario)) ?? null;
    if (!scenario && !run) {
      run = runs.find((one) => one.ok !== false) ?? null;
      scenario = run ? scenarios.find((one) => one.id === run.scenario) ?? null : scenarios.find((one) => !one.built_in) ?? null;
    }
  }
  if (!run && scenario) run = runs.find((one) => one.scenario === scenario.id && one.ok !== false) ?? null;
  last.scenario = scenario?.id ?? null;
  last.run = run?.id ?? null;
  const missing = wantedRun && run?.id !== wantedRun ? `There is no run “${wantedRun}” in this folder any more.`
    : wanted && !wantedRun && !scenario ? `There is no scenario “${wanted}” in this folder.` : "";
  return { status, scenarios, runs, scenario, run, missing, clock: new Clock("UTC") };
}

/** The run's first page: sentences and key figures; sets the clock to its zone. */
export async function loadRun(context) {
  const detail = await once(at`/runs/${context.run.id}`);
  return detail;
}

/** The arrays of the map. */
export async function loadSituation(context) {
  const situation = await once(at`/runs/${context.run.id}/situation`);
  context.clock = new Clock(situation.zone);
  return situation;
}

/** The series of the charts. */
export async function loadForecast(context) {
  const forecast = await once(at`/runs/${context.run.id}/forecast`);
  context.clock = new Clock(forecast.zone);
  return forecast;
}
