/// Sorts, filters and searches the table of all commits. The page says the same without it.
///
/// It only moves rows that are there and makes nodes from text, so no stranger's text becomes markup.
enum HTMLScript {
  /// For the Content-Security-Policy; a test computes it again.
  static let digest = ContentDigest.name(of: source)

  /// How many rows are laid out at first: filtering stays quick however long the table is.
  static let pageSize = 100

  static let source: Markup = """
    "use strict";
    // Until the rows are cut into pages nobody should wait for all of them to be laid out.
    document.documentElement.classList.add("paging");
    document.addEventListener("DOMContentLoaded", () => {
      const table = document.getElementById("all-commits");
      const form = document.getElementById("commit-filter");
      const state = form.querySelector("output");
      const more = document.getElementById("more-commits");
      const body = table.tBodies[0];
      const heads = Array.from(table.tHead.rows[0].cells);
      const columns = heads.map((head) => head.dataset.column);
      const collator = new Intl.Collator("en", { numeric: true });
      const page = \(pageSize);

      const all = Array.from(body.rows, (row, place) => {
        const entry = { row, place, text: row.textContent.toLowerCase() };
        columns.forEach((column, index) => { entry[column] = row.cells[index]; });
        const [subject, ...marks] = entry.subject.firstElementChild.firstElementChild.children;
        entry.attention = marks.map((mark) => mark.className === "bad" ? "fix" : "cve");
        entry.commit = entry.commit.textContent;
        entry.subject = subject.textContent;
        entry.subsystem = entry.subsystem.textContent.trim();
        const order = entry.risk?.firstElementChild;
        entry.weight = order?.textContent ?? "";
        entry.risk = Number(order?.value ?? -Infinity);
        entry.relevance = entry.relevance?.firstChild?.textContent.trim() ?? "";
        return entry;
      });
      let order = all, shown = all, limit = page;

      const offer = (name) => {
        const choice = form.elements[name];
        if (!choice) return;
        const counts = new Map();
        for (const entry of all) counts.set(entry[name], (counts.get(entry[name]) ?? 0) + 1);
        counts.delete("");
        for (const [value, count] of Array.from(counts).sort((a, b) => collator.compare(a[0], b[0])))
          choice.add(new Option(`${value} (${count})`, value));
      };

      const draw = () => {
        const rows = shown.slice(0, limit);
        body.replaceChildren(...rows.map((entry) => entry.row));
        const number = (count) => count.toLocaleString("en");
        state.textContent = `Showing ${number(rows.length)} of ${number(shown.length)} matching commits, `
          + `${number(all.length)} in all.`;
        more.hidden = rows.length === shown.length;
      };

      const filter = () => {
        const wanted = Object.fromEntries(new FormData(form));
        const words = wanted.search.toLowerCase().split(/\\s+/).filter(Boolean);
        const inside = wanted.subsystem + "/";
        shown = order.filter((entry) =>
          words.every((word) => entry.text.includes(word))
          && (!wanted.subsystem || (entry.subsystem + "/").startsWith(inside))
          && (!wanted.relevance || entry.relevance === wanted.relevance)
          && (!wanted.weight || entry.weight === wanted.weight)
          && (!wanted.attention || entry.attention.includes(wanted.attention)));
        limit = page;
        draw();
      };

      const sort = (head, column) => {
        const descends = head.ariaSort === "none" ? column === "risk" : head.ariaSort === "ascending";
        for (const other of heads) other.ariaSort = "none";
        head.ariaSort = descends ? "descending" : "ascending";
        const compare = column === "risk" ? (a, b) => a.risk === b.risk ? 0 : a.risk - b.risk
          : column === "release" ? (a, b) => b.place - a.place
          : (a, b) => collator.compare(a[column], b[column]);
        const sign = descends ? -1 : 1;
        order = Array.from(all).sort((a, b) => sign * compare(a, b) || a.place - b.place);
        filter();
      };

      const reveal = () => {
        const target = location.hash.slice(1);
        const known = target && all.find((entry) => entry.row.id === target);
        if (!known) return;
        if (!known.row.isConnected) {
          form.reset();
          form.elements.search.value = known.commit;
          filter();
        }
        known.row.querySelector("details").open = true;
        known.row.querySelector("summary").focus();
      };

      heads.forEach((head, index) => {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = head.textContent;
        button.addEventListener("click", () => sort(head, columns[index]));
        head.replaceChildren(button);
        head.ariaSort = "none";
      });
      offer("subsystem");
      offer("relevance");
      form.addEventListener("input", filter);
      form.querySelector("[type=reset]").addEventListener("click", (event) => {
        event.preventDefault();
        form.reset();
        filter();
      });
      form.addEventListener("submit", (event) => event.preventDefault());
      more.addEventListener("click", () => { limit += 5 * page; draw(); });
      window.addEventListener("hashchange", reveal);
      form.hidden = false;
      filter();
      document.documentElement.classList.remove("paging");
      reveal();
    });
    """
}
