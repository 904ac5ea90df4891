// Offsets of a result count code points, a browser's strings count UTF-16 units: both ways.
function rulers(text) {
  if (!/[\ud800-\udbff][\udc00-\udfff]/.test(text)) {
    const same = (at) => Math.min(Math.max(at, 0), text.length);
    return { unit: same, point: same };
  }
  const starts = [];
  for (let at = 0; at < text.length; at++) {
    starts.push(at);
    const code = text.codePointAt(at);
    if (code > 0xffff) at++;
  }
  starts.push(text.length);
  const last = starts.length - 1;
  return {
    unit: (at) => starts[Math.min(Math.max(at, 0), last)],
    point(unit) {
      let low = 0, high = last;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (starts[middle] < unit) low = middle + 1; else high = middle;
      }
      return low;
    },
  };
}

// Lines, headings and table rows of a text, in stretches that are built together.
const STRETCH = 4000;
function stretches(text, headings) {
  const heads = new Map(headings.map(([start, end, level]) => [start, { end, level }]));
  const starts = headings.map(([start]) => start);
  const blocks = [];
  let next = 0;
  for (let at = 0; at <= text.length;) {
    let end = text.indexOf("\n", at);
    if (end < 0) end = text.length;
    while (next < starts.length && starts[next] < at) next++;
    const head = starts[next] < end || starts[next] === at ? heads.get(starts[next]) : null;
    let body = head && head.end < end ? Math.max(head.end, at) : at;
    while (body > at && body < end && /[。.:：,，]/.test(text[body])) body++; // a heading keeps its stop
    if (body > at) blocks.push({ kind: "h", start: at, end: body, level: head.level });
    const rest = splitLine(body, end, blocks, text);
    blocks.push(block(text, rest, end, body > at ? null : head));
    at = end + 1;
  }
  return together(blocks);
}

// Unreasonably long lines are shown in pieces, so that no single paragraph stalls the layout.
function splitLine(at, end, blocks, text) {
  let from = at;
  while (end - from > 5 * STRETCH) {
    let cut = from + STRETCH;
    if (/[\udc00-\udfff]/.test(text[cut])) cut++;
    blocks.push({ kind: "p", start: from, end: cut });
    from = cut;
  }
  return from;
}

function block(text, start, end, head) {
  const line = text.slice(start, end);
  if (head) return { kind: "h", start, end, level: head.level };
  const bars = line.split("|").length - 1;
  if (end - start < 3000 && (bars >= 2 || /\S *\| *\S/.test(line) || line.split("\t").length > 2)) return { kind: "row", start, end };
  return { kind: "p", start, end };
}

function together(blocks) {
  const parts = [];
  let part = null;
  for (const each of blocks) {
    const last = part?.blocks.at(-1);
    const full = part && each.start - part.start > STRETCH && !(last.kind === "row" && each.kind === "row" && each.start - part.start < 3 * STRETCH);
    if (!part || full) parts.push((part = { start: each.start, end: each.end, blocks: [], marks: [] }));
    part.blocks.push(each);
    part.end = Math.max(each.end, part.start);
  }
  return parts;
}

// The first stretch that ends at or behind a place.
function stretchAt(parts, at) {
  let low = 0, high = parts.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (parts[middle].end < at) low = middle + 1; else high = middle;
  }
  return low;
}

// Cells of a row that bars or tabs part: [start, end] of each.
function cells(text, start, end) {
  const line = text.slice(start, end);
  const framed = /^\s*\|/.test(line);
  const parting = line.includes("|") ? (framed && line.includes("||") ? /\|\|?/g : /\|/g) : /\t/g;
  const found = [];
  let from = 0;
  for (const bar of line.matchAll(parting)) {
    found.push([start + from, start + bar.index]);
    from = bar.index + bar[0].length;
  }
  found.push([start + from, end]);
  const empty = ([a, b]) => !text.slice(a, b).trim();
  if (framed && found.length > 1 && empty(found[0])) found.shift();
  if (framed && found.length > 1 && empty(found.at(-1))) found.pop();
  return found;
}
