// What a reviewer says: one correction for each indicator, the machine's value kept beside it.
const FORMAT = "llm-extract corrections";

function remember(report, indicator, correction) {
  report.history.push([indicator, report.corrections.get(indicator)]);
  put(report, indicator, correction);
}

function put(report, indicator, correction) {
  const mine = () => report.items.find((each) => each.indicator === indicator);
  const places = (item) => (item ? item.marks.map(([start, end]) => ({ start, end })) : []);
  const before = mine();
  const added = [report.corrections.get(indicator)?.action, correction?.action].includes("add");
  if (correction) report.corrections.set(indicator, correction);
  else report.corrections.delete(indicator);
  keep(report);
  if (added) showItems(report);
  remark(report);
  redraw(report, [...places(before), ...places(mine())]);
  if (mine()) refresh(report, mine().id);
  else tally(report);
}

function correction(report, item, action, more = {}) {
  const { value, unit, state, verdict, start, end, quote } = item.data;
  const machine = item.added ? null : { value, unit, state, verdict, start, end, quote };
  return { action, indicator: item.indicator, who: who(), when: new Date().toISOString(), machine, ...more };
}

function who() {
  return by("who").value.trim() || "reviewer";
}

function accept(report, item) {
  if (item?.kind === "value" && !item.added) remember(report, item.indicator, correction(report, item, "accept"));
}

function withdraw(report, item) {
  if (item?.kind !== "value") return;
  remember(report, item.indicator, item.added ? undefined : correction(report, item, "withdraw"));
}

function dispute(report, item) {
  if (item?.kind === "value" && !item.added) remember(report, item.indicator, correction(report, item, "dispute"));
}

// The last thing done, or what was last done to one indicator.
function undo(report, indicator) {
  const at = indicator ? report.history.findLastIndex(([name]) => name === indicator) : report.history.length - 1;
  if (at < 0) return indicator && put(report, indicator, undefined);
  const [[name, before]] = report.history.splice(at, 1);
  return put(report, name, before);
}

function exported(report) {
  const { sha256, source } = report.document;
  return { sha256, source, corrections: [...report.corrections.values()] };
}

function asFile(reports) {
  return { format: FORMAT, version: 1, reports: reports.map(exported) };
}

function keep(report) {
  kept.write(report.key, [...report.corrections.values()]);
  if (!config.token) return;
  kept.write(`${report.key}:unsaved`, true);
  queueSaving(report);
}

// What the browser has and the server never acknowledged comes before what the server has.
function restored(report) {
  const unsaved = config.token && kept.read(`${report.key}:unsaved`);
  const list = config.token && !unsaved ? config.saved : kept.read(report.key);
  if (unsaved) queueSaving(report);
  const stored = Array.isArray(list) ? list : [];
  const good = stored.filter((each) => fitting(report, each));
  if (good.length < stored.length) notify(word("outdated", stored.length - good.length));
  return new Map(good.map((each) => [each.indicator, each]));
}

const ACTIONS = new Set(["accept", "change", "withdraw", "add", "dispute"]);
const MACHINE = ["value", "unit", "state", "start", "end"];
function fitting(report, each) {
  if (!each || !ACTIONS.has(each.action) || typeof each.indicator !== "string") return false;
  if ((each.action === "add" || each.action === "change") && !placed(each.to)) return false;
  const data = report.values.find((value) => value.indicator === each.indicator);
  if (each.action === "add") return !data;
  return Boolean(data && each.machine && MACHINE.every((name) => data[name] === each.machine[name]));
}

function placed(to) {
  return Boolean(to) && Number.isInteger(to.start) && Number.isInteger(to.end) && (to.value === null || typeof to.value === "number");
}

// Saves follow one another, the newest last; a failure is told and tried again with the next.
let saving = Promise.resolve();
let waiting = null;
function queueSaving(report) {
  if (waiting) return;
  waiting = setTimeout(() => flush(report), 150);
}

// Whoever leaves the page takes nothing with him that is not on its way to disk.
function flush(report, keepalive = false) {
  if (!waiting) return saving;
  clearTimeout(waiting);
  waiting = null;
  saving = keepalive ? send(report, true) : saving.then(() => send(report));
  return saving;
}

async function send(report, keepalive = false) {
  try {
    const headers = { "Content-Type": "application/json", "X-Review-Token": config.token };
    const answer = await fetch(`/save/${config.report}`, { method: "POST", headers, keepalive, body: JSON.stringify(asFile([report])) });
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    if (!waiting) kept.write(`${report.key}:unsaved`, false);
    notify(word("saved"));
  } catch (error) {
    notify(word("notSaved", error.message), { stays: true });
  }
}

async function load(report, file) {
  let data;
  try { data = JSON.parse(await file.text()); } catch { return notify(word("unreadable")); }
  if (data?.format !== FORMAT || !Array.isArray(data.reports)) return notify(word("unreadable"));
  const mine = data.reports.filter((each) => each.sha256 === report.document.sha256).flatMap((each) => each.corrections ?? []);
  const good = mine.filter((each) => fitting(report, each));
  if (!good.length) return notify(word("otherReport"));
  for (const each of good) report.corrections.set(each.indicator, each);
  keep(report);
  reopen(report);
  return notify(word("loaded", good.length));
}
