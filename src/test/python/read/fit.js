// Runs in the page before it is printed: deals the blocks of #pool to the sections, cuts a plain paragraph in two where
// a section is full, leaves out what fits on none, and writes down what every section then says (see truth.py).
const MARK = "\u00ad";
const sections = [...document.querySelectorAll("section")];
const flowOf = (section) => section.querySelector(".flow");
const full = (element) =>
  element.scrollHeight > element.clientHeight + 1 || element.scrollWidth > element.clientWidth + 1;

function place(block, section) {
  flowOf(section).append(block);
  const note = block.dataset.note && document.getElementById(block.dataset.note);
  if (note) section.querySelector(".notes").append(note);
  return !full(flowOf(section));
}

function remove(block, pool) {
  block.remove();
  const note = block.dataset.note && document.getElementById(block.dataset.note);
  if (note) pool.append(note);
}

// Leaves in the section as many words as fit and returns the rest as a paragraph of its own.
function cut(block, section) {
  if (!block.classList.contains("plain")) return null;
  const text = block.textContent;
  const spaced = block.dataset.spaced === "true";
  const pieces = spaced ? text.split(" ") : [...text];
  const glue = spaced ? " " : "";
  flowOf(section).append(block);
  let fits = 0;
  for (let low = 1, high = pieces.length - 1; low <= high; ) {
    const middle = (low + high) >> 1;
    block.textContent = pieces.slice(0, middle).join(glue);
    if (full(flowOf(section))) high = middle - 1;
    else { fits = middle; low = middle + 1; }
  }
  const closing = /^[，。、）」』！？]/;
  while (!spaced && fits > 0 && closing.test(pieces[fits])) fits--;
  if (fits < pieces.length * 0.2 || fits > pieces.length * 0.8) {
    block.textContent = text;
    block.remove();
    return null;
  }
  const rest = block.cloneNode(false);
  block.textContent = pieces.slice(0, fits).join(glue);
  rest.textContent = pieces.slice(fits).join(glue);
  rest.dataset.continues = "true";
  rest.classList.add("rest");
  return rest;
}

function deal() {
  const pool = document.getElementById("pool");
  const blocks = [...pool.querySelectorAll(":scope > [data-block]")];
  let s = 0;
  while (blocks.length && s < sections.length) {
    const block = blocks.shift();
    if (place(block, sections[s])) continue;
    remove(block, pool);
    const rest = cut(block, sections[s]);
    if (rest) blocks.unshift(rest);
    else blocks.unshift(block);
    const last = flowOf(sections[s]).lastElementChild;
    if (last && /^H[1-6]$/.test(last.tagName)) { last.remove(); blocks.unshift(last); }
    s++;
  }
  pool.remove();
  sections.filter((section) => !flowOf(section).children.length).forEach((section) => section.remove());
}

const clean = (text) => text.replaceAll(MARK, "").replace(/\s+/g, " ").trim();

function cells(table) {
  const taken = new Set();
  const result = [];
  [...table.rows].forEach((row, r) => {
    let column = 0;
    for (const cell of row.cells) {
      while (taken.has(`${r} ${column}`)) column++;
      for (let y = 0; y < cell.rowSpan; y++)
        for (let x = 0; x < cell.colSpan; x++) taken.add(`${r + y} ${column + x}`);
      result.push({row: r, column, row_span: cell.rowSpan, column_span: cell.colSpan,
                   header: cell.tagName === "TH", text: clean(cell.textContent)});
      column += cell.colSpan;
    }
  });
  const columns = Math.max(...result.map((c) => c.column + c.column_span));
  return {rows: table.rows.length, columns, cells: result};
}

function said(element) {
  if (element.dataset.role === "code") return element.textContent.trimEnd();
  const copy = element.cloneNode(true);
  copy.querySelectorAll("ul, ol, svg").forEach((e) => e.remove());
  return clean((element.dataset.marker ? element.dataset.marker + " " : "") + copy.textContent);
}

function entry(element, origin) {
  const points = (r) => [r.left - origin.left, r.top - origin.top, r.right - origin.left, r.bottom - origin.top]
      .map((v) => Math.round(v * 75) / 100);
  const result = {role: element.dataset.role, level: Number(element.dataset.level || 0),
                  boxes: [...element.getClientRects()].map(points), text: said(element)};
  if (element.dataset.depth) result.depth = Number(element.dataset.depth);
  if (element.dataset.continues) result.continues = true;
  if (element.tagName === "TABLE") { result.table = cells(element); result.text = result.table.cells.map((c) => c.text).join(" "); }
  return result;
}

document.fonts.ready.then(() => {
  deal();
  const truth = [...document.querySelectorAll("section")].map((section, i) => {
    const origin = section.getBoundingClientRect();
    return {page: i + 1, width: Math.round(origin.width * 75) / 100, height: Math.round(origin.height * 75) / 100,
            blocks: [...section.querySelectorAll("[data-role]")].map((e) => entry(e, origin))};
  });
  document.querySelectorAll("script").forEach((e) => e.remove());
  const script = document.createElement("script");
  script.type = "application/json";
  script.id = "truth";
  script.textContent = JSON.stringify(truth).replaceAll("<", "\\u003c");
  document.body.append(script);
});
