// The label file of the evaluation: what the report states after the corrections.
function labels(report) {
  const { document: read, report: told } = report;
  const done = [...report.corrections.values()].filter((each) => each.action !== "dispute").length;
  const silent = [...report.corrections.values()].filter((each) => each.action === "withdraw").map((each) => each.indicator);
  const lines = [
    `# Labels from a review: ${done} of ${report.values.length} values were held against the report.`,
    "# An entry under \"not reviewed\" says what a program found, not what is right.", "",
    "# Indicators on which the report is silent; a value for one of them is an error.",
    `not_zero = [${silent.map(toml).join(", ")}]`, "", "[meta]", `source = ${toml(read.source.split(/[\\/]/).at(-1))}`,
  ];
  if (told.year != null) lines.push(`year = ${told.year}`);
  if (told.agency) lines.push(`agency = ${toml(told.agency)}`);
  if (told.period_start && told.period_end) lines.push(`period = ["${told.period_start}", "${told.period_end}"]`);
  lines.push(`form = ${toml(read.forms[0] ?? "")}`, `script = ${toml(read.script)}`, 'split = ""', "");
  for (const item of report.items) if (item.kind === "value") lines.push(...observations(report, item));
  return `${lines.join("\n")}\n`;
}

function observations(report, item) {
  const correction = report.corrections.get(item.indicator);
  if (correction?.action === "withdraw") return [];
  const { data } = item;
  const machine = data.statements.map((each, at) => ({ ...each, state: each.state ?? data.state, approximation: at ? "exact" : data.approximation }));
  const apart = (each) => each.end <= correction.to.start || each.start >= correction.to.end;
  const told = correction?.to ? [correction.to, ...machine.slice(1).filter(apart)] : machine;
  const who = correction ? `${correction.action} by ${correction.who}, ${correction.when}` : "not reviewed";
  const note = correction?.note ? `; ${correction.note}` : "";
  return told.flatMap((each, at) => [
    ...(at ? [] : [`# ${comment(`${data.label}: ${who}${note}`)}`]), "[[observation]]", `indicator = ${toml(item.indicator)}`,
    ...(each.value == null ? [] : [`value = ${each.value}`]), `unit = ${toml(each.unit)}`, `state = ${toml(each.state)}`,
    `approximation = ${toml(each.approximation ?? "exact")}`, `place = ${toml(each.place ?? placeOf(report, each))}`, `quote = ${toml(each.quote)}`, "",
  ]);
}

function placeOf(report, { start }) {
  const at = report.ruler.unit(start);
  const part = report.parts[stretchAt(report.parts, at)];
  return part.blocks.find((each) => each.start <= at && at <= each.end)?.kind === "row" ? "table" : "narrative";
}

// JSON's escapes are TOML's but for DEL and lone surrogates, which TOML cannot write.
function toml(text) {
  return JSON.stringify(String(text).toWellFormed?.() ?? String(text)).replaceAll("\u007f", "\\u007f");
}

function comment(text) {
  return text.replace(/[\u0000-\u001f\u007f\u2028\u2029]/g, " ");
}

