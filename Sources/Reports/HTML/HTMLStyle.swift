/// The style sheet: light and dark by the reader's setting, one column on a phone, ink-saving on paper.
enum HTMLStyle {
  /// For the Content-Security-Policy; a test computes it again.
  static let digest = ContentDigest.name(of: sheet)

  static let sheet: Markup = """
    :root {
      --page: #f6f7f9; --card: #ffffff; --ink: #1b1f24; --soft: #57606a; --line: #d8dee4; --edge: #848d97;
      --accent: #0b6bcb; --track: #e6eaef; --bad: #b42318; --bad-back: #fef1f0; --bad-line: #f3b8b2;
      --good: #17703c; --good-back: #eefaf2; --good-line: #aadfbf; --code-back: #eef1f4;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --page: #0f1318; --card: #171c23; --ink: #e6eaef; --soft: #9aa6b2; --line: #2c343e; --edge: #6b7785;
        --accent: #58a6ff; --track: #29313b; --bad: #ff9a8f; --bad-back: #321a19;
        --bad-line: #6e322d; --good: #6fd697; --good-back: #13281c; --good-line: #2c5c3f;
        --code-back: #242c36;
      }
    }
    * { box-sizing: border-box; }
    html { font-size: clamp(1rem, 0.62vw, 1.75rem); scroll-behavior: smooth; -webkit-text-size-adjust: 100%; }
    @media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
    body {
      margin: 0; background: var(--page); color: var(--ink);
      font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif;
    }
    main { max-width: 84rem; margin: 0 auto; padding: 2.5rem 1.5rem 4rem; }
    p { margin: 0.5rem 0; }
    h1, h2, h3, p, li, dd, td, summary { overflow-wrap: anywhere; }
    h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 1.25rem; letter-spacing: -0.01em; }
    h2 { font-size: 1.3rem; line-height: 1.3; margin: 0 0 0.9rem; }
    h3 { font-size: 1.05rem; line-height: 1.4; margin: 0; }
    code {
      font: 0.88em/1.4 ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace;
      background: var(--code-back); border-radius: 4px; padding: 0.1em 0.35em;
    }
    .kind {
      margin: 0 0 0.4rem; color: var(--accent); font-size: 0.8rem; font-weight: 650;
      letter-spacing: 0.08em; text-transform: uppercase;
    }
    .dim, .note { color: var(--soft); }
    .good { color: var(--good); }
    .bad { color: var(--bad); font-weight: 600; }
    .headline, .callout {
      border: 1px solid var(--line); border-left: 4px solid var(--accent); border-radius: 8px;
      background: var(--card); color: var(--ink); font-weight: 400;
    }
    .headline { padding: 0.9rem 1.2rem; margin: 0 0 1.25rem; font-size: 1.1rem; }
    .headline p { margin: 0.2rem 0; }
    .headline p::first-letter, .callout::first-letter { text-transform: uppercase; }
    .headline p:first-child { font-weight: 600; }
    .headline p + p { font-size: 1rem; }
    .callout { padding: 0.5rem 0.85rem; font-size: 0.95rem; }
    .headline.bad, .callout.bad {
      background: var(--bad-back); border-color: var(--bad-line); border-left-color: var(--bad);
    }
    .headline.good, .callout.good {
      background: var(--good-back); border-color: var(--good-line);
      border-left-color: var(--good);
    }
    .headline .verdict { font-size: 1.5rem; font-weight: 700; margin-bottom: 0.4rem; }
    .headline .verdict ~ p { font-weight: 400; font-size: 1rem; }
    .headline .note { color: var(--soft); margin: 0.6rem 0 0; font-size: 0.92rem !important; }
    .headline.bad .verdict { color: var(--bad); }
    .headline.good .verdict { color: var(--good); }
    .commands {
      background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 0.8rem 1rem;
      white-space: pre-wrap; overflow-wrap: anywhere; font-size: 0.95rem; line-height: 1.5;
    }
    .commands code { background: none; padding: 0; }
    figure { margin: 0.8rem 0; }
    figcaption, .ends { color: var(--soft); font-size: 0.88rem; }
    .timeline { display: block; width: 100%; height: 8rem; border-bottom: 1px solid var(--edge); margin: 0.4rem 0; }
    .timeline rect { fill: var(--accent); }
    .ends { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1.5rem; margin: 0; }
    .figures {
      list-style: none; margin: 0 0 0.75rem; padding: 0.9rem 0.4rem; display: flex; flex-wrap: wrap;
      gap: 0.6rem 0; background: var(--card); border: 1px solid var(--line); border-radius: 8px;
    }
    .figures li { flex: 1 1 7rem; padding: 0 0.9rem; }
    .figures .value {
      display: block; font-size: 1.6rem; font-weight: 700; line-height: 1.15;
      font-variant-numeric: tabular-nums;
    }
    .figures .label { color: var(--soft); font-size: 0.85rem; }
    .facts { margin: 0; font-size: 0.93rem; }
    .facts div {
      display: grid; grid-template-columns: minmax(8rem, 15rem) minmax(0, 1fr); gap: 1rem;
      padding: 0.35rem 0.2rem; border-bottom: 1px solid var(--line);
    }
    .facts dt { color: var(--soft); overflow-wrap: anywhere; }
    .facts dd { margin: 0; }
    nav { display: flex; flex-wrap: wrap; gap: 0.35rem 1.1rem; margin: 1rem 0 0; font-size: 0.92rem; }
    a { color: var(--accent); text-decoration: none; }
    a:hover, a:focus-visible { text-decoration: underline; }
    p a, li a, td a, dd a { text-decoration: underline; text-decoration-thickness: 1px; text-underline-offset: 0.15em; }
    a.row { color: inherit; text-decoration: none; }
    a.row:hover, a.row:focus-visible { text-decoration: underline; }
    a code { color: inherit; }
    .commits td > a { text-decoration: none; }
    section { margin-top: 2.5rem; scroll-margin-top: 1rem; }
    .suspects { list-style: none; margin: 0; padding: 0; display: grid; gap: 0.55rem; }
    .suspects article {
      display: grid; grid-template-columns: 8.5rem minmax(0, 1fr); gap: 1.25rem;
      background: var(--card); border: 1px solid var(--line); border-radius: 10px;
      padding: 0.75rem 1.2rem;
    }
    .about > :last-child { margin-bottom: 0; }
    .suspects > li:first-child article { border-color: var(--accent); }
    .chance {
      display: grid; grid-template-columns: auto 1fr; align-items: baseline;
      align-content: start; gap: 0.35rem 0.6rem;
    }
    .rank {
      color: var(--soft); font-size: 0.9rem; font-variant-numeric: tabular-nums;
    }
    .rank::before { content: "#"; }
    .percent {
      font-size: 1.1rem; font-weight: 700; line-height: 1.2; text-align: right;
      font-variant-numeric: tabular-nums;
    }
    .suspects > li:first-child .percent { font-size: 1.6rem; }
    .suspects > li:first-child h3 { font-size: 1.15rem; }
    .chance .track { grid-column: 1 / -1; }
    .track { display: block; width: 100%; height: 8px; background: var(--track); border-radius: 4px; overflow: hidden; }
    .track rect { fill: var(--accent); }
    .context { color: var(--soft); font-size: 0.92rem; margin: 0.25rem 0 0.4rem; }
    .context strong { color: var(--bad); }
    .evidence { margin: 0.3rem 0 0.6rem; padding-left: 1.1rem; font-size: 0.95rem; }
    .evidence li { margin: 0.15rem 0; }
    .rest { color: var(--soft); margin-top: 0.9rem; }
    .rest:empty { display: none; }
    .rest strong { color: var(--ink); }
    .frame { background: var(--card); border: 1px solid var(--line); border-radius: 8px; margin: 0.6rem 0; }
    .paper { display: none; }
    table { border-collapse: collapse; width: 100%; font-size: 0.93rem; }
    th, td { text-align: left; vertical-align: top; padding: 0.55rem 0.9rem; min-width: 6rem; }
    th.brief, td.brief { overflow-wrap: normal; }
    thead th { overflow-wrap: normal; }
    tbody th { font-size: inherit; border: 0; overflow-wrap: anywhere; }
    tr + tr th { border-top: 1px solid var(--line); }
    .signatures tbody td, .signatures tbody th { height: 2.8rem; }
    .signatures td:last-child { width: 35%; }
    th { color: var(--soft); font-size: 0.78rem; font-weight: 600; border-bottom: 1px solid var(--line); }
    tr + tr td { border-top: 1px solid var(--line); }
    th.number, td.number { text-align: right; font-variant-numeric: tabular-nums; min-width: 4rem; }
    td.number, td a strong { white-space: nowrap; }
    .bars {
      list-style: none; margin: 0; padding: 0.8rem 1.1rem; background: var(--card);
      border: 1px solid var(--line); border-radius: 8px;
    }
    .bars li {
      display: grid; grid-template-columns: minmax(0, 22rem) minmax(0, 1fr) 3.5rem; gap: 0.9rem;
      align-items: center; padding: 0.2rem 0; font-size: 0.93rem;
    }
    .count { text-align: right; font-variant-numeric: tabular-nums; }
    details { background: var(--card); border: 1px solid var(--line); border-radius: 8px; margin: 0.4rem 0; }
    summary { cursor: pointer; padding: 0.55rem 1rem; }
    summary:hover { color: var(--accent); }
    .note { font-size: 0.88rem; margin-left: 0.5rem; }
    details > *:not(summary) { margin-left: 1rem; margin-right: 1rem; }
    details > p { padding-bottom: 0.4rem; }
    .entries { margin: 0; padding: 0 0 0 1.1rem; font-size: 0.94rem; }
    details > .entries { margin: 0 1rem; padding-bottom: 0.7rem; }
    .entries li { margin: 0.25rem 0; }
    .entries ul { list-style: none; margin: 0.15rem 0 0.35rem; padding-left: 0.9rem; border-left: 2px solid var(--line); font-size: 0.95em; }
    #commit-filter:not([hidden]) {
      display: flex; flex-wrap: wrap; gap: 0.6rem 1rem; align-items: end; margin: 0 0 0.8rem;
      font-size: 0.9rem;
    }
    #commit-filter label { display: grid; gap: 0.2rem; color: var(--soft); max-width: 100%; }
    #commit-filter label:first-child { flex: 1 1 14rem; }
    #commit-filter output { flex-basis: 100%; color: var(--soft); }
    input, select, button {
      font: inherit; color: var(--ink); background: var(--card); border: 1px solid var(--edge);
      border-radius: 6px; padding: 0.35rem 0.6rem; max-width: 100%; min-height: 2.25rem;
    }
    select { max-width: 18rem; }
    button { cursor: pointer; }
    :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
    .commits {
      table-layout: fixed; background: var(--card); border: 1px solid var(--line); font-size: 0.9rem;
    }
    .commits caption { caption-side: bottom; text-align: left; color: var(--soft); padding: 0.5rem 0; }
    .commits th, .commits td { min-width: 0; padding: 0.35rem 0.6rem; overflow-wrap: anywhere; }
    .commits thead { position: sticky; top: 0; background: var(--card); box-shadow: 0 1px var(--line); z-index: 1; }
    .commits th.commit { width: 9.5rem; }
    .commits th.subsystem { width: 14rem; }
    .commits th.release { width: 6rem; }
    .commits th.risk { width: 8rem; }
    .commits th.relevance { width: 9rem; }
    .commits th button {
      all: unset; cursor: pointer; display: inline-block; padding: 0.25rem 0; font: inherit; color: inherit;
    }
    .commits th button:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
    .commits th[aria-sort="ascending"] button::after { content: " ▲"; }
    .commits th[aria-sort="descending"] button::after { content: " ▼"; }
    .paging .commits tbody { display: none; }
    .commits tr { scroll-margin-top: 3rem; }
    .commits tr:target { background: var(--code-back); }
    .commits details { border: 0; margin: 0; background: none; border-radius: 0; }
    .commits summary { padding: 0; }
    .commits summary .bad, .commits summary strong {
      font-size: 0.78rem; border: 1px solid; border-radius: 1em; padding: 0 0.5em; white-space: nowrap;
    }
    .commits details ul { margin: 0.3rem 0 0.5rem; padding-left: 1.1rem; color: var(--soft); }
    @media screen and (max-width: 60rem) {
      .commits th.subsystem { width: 10rem; }
      .commits th.relevance { width: 7rem; }
    }
    @media screen and (max-width: 48rem) {
      .cells, .cells tbody, .cells tr, .cells td, .cells tbody th { display: block; width: auto; min-width: 0; }
      .cells thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
      .cells tr { padding: 0.5rem 0.8rem; }
      .cells tr + tr { border-top: 1px solid var(--line); }
      .cells td, .cells tbody th { border: 0 !important; padding: 0.1rem 0; text-align: left; white-space: normal; }
      .cells td:empty { display: none; }
      .cells td[data-label]::before { content: attr(data-label) ": "; color: var(--soft); font-size: 0.85em; }
    }
    @media screen and (max-width: 40rem) {
      .commits, .commits caption, .commits thead, .commits tbody, .commits tr, .commits td, .commits th { display: block; }
      .commits caption { padding: 0.5rem 0.8rem; font-size: 0.95rem; }
      .signatures th, .signatures td { min-width: 0; padding: 0.4rem 0.5rem; }
      .commits thead tr { display: flex; flex-wrap: wrap; gap: 0 1rem; padding: 0.3rem 0.8rem; }
      .commits thead th, .commits tbody td { width: auto !important; padding: 0; border: 0; text-align: left; }
      .commits tbody tr { display: flex; flex-wrap: wrap; gap: 0.1rem 0.8rem; padding: 0.6rem 0.8rem; border-top: 1px solid var(--line); }
      .commits td:nth-child(2) { order: -1; flex-basis: 100%; }
      select { max-width: 100%; }
      body { font-size: 15px; }
      main { padding: 1.5rem 1rem 3rem; }
      h1 { font-size: 1.5rem; }
      .facts div { grid-template-columns: minmax(0, 1fr); gap: 0; }
      .figures li { flex-basis: 40%; }
      #commit-filter label { flex: 1 1 100%; min-width: 0; }
      #commit-filter select { width: 100%; }
      .suspects article { grid-template-columns: minmax(0, 1fr); gap: 0.7rem; padding: 0.9rem 1rem; }
      .bars li { grid-template-columns: minmax(0, 1fr) 3.5rem; gap: 0.1rem 0.6rem; }
      .bars .track { grid-column: 1 / -1; grid-row: 2; }
    }
    @media print {
      :root {
        --page: #fff; --card: #fff; --ink: #000; --soft: #444; --line: #bbb; --edge: #777; --accent: #0b4f9c;
        --track: #ddd; --bad: #a11; --bad-back: #fff; --bad-line: #bbb; --good: #151; --good-back: #fff;
        --good-line: #bbb; --code-back: #fff;
      }
      html { font-size: 9pt; }
      body { line-height: 1.4; }
      main { max-width: none; padding: 0; }
      nav, #commit-filter, .commits, button, .screen { display: none !important; }
      .paper { display: block; color: var(--soft); }
      .paper:empty { display: none; }
      .track, .bars rect, .timeline { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
      article, tr, .bars li, figure, .headline, .callout, #sign-off { break-inside: avoid; }
      h2, h3, summary, p:has(+ .frame), p:has(+ .commands), p:has(+ figure) { break-after: avoid; }
      p, li { orphans: 2; widows: 2; }
      h1 { font-size: 16pt; margin-bottom: 0.6rem; }
      h2 { font-size: 11.5pt; margin-bottom: 0.4rem; }
      section { margin-top: 1.1rem; }
      .headline { padding: 0.5rem 0.8rem; margin-bottom: 0.6rem; }
      .figures { padding: 0.4rem 0; }
      .figures .value { font-size: 14pt; }
      .facts div { padding: 0.15rem 0; }
      table { font-size: 8pt; }
      th, td { padding: 0.2rem 0.4rem; min-width: 14mm; }
      th:not(.brief), td:not(.brief) { overflow-wrap: anywhere; }
      thead th { overflow-wrap: normal !important; }
      .percent { white-space: nowrap; }
      th.number, td.number { min-width: 9mm; }
      code { padding: 0; }
      a { color: inherit; text-decoration: none !important; }
      .suspects article { grid-template-columns: 7rem minmax(0, 1fr); gap: 0.8rem; padding: 0.4rem 0.7rem; }
      .suspects > li:nth-child(n + 6) { display: none; }
      .evidence { margin: 0.1rem 0 0.3rem; }
      .bars { padding: 0.3rem 0.6rem; }
      .bars li { padding: 0; grid-template-columns: minmax(0, 16rem) minmax(0, 1fr) 3.5rem; }
      .timeline { height: 4rem; }
      .agreement { grid-template-columns: 45mm minmax(0, 1fr); }
      details { margin: 0.2rem 0; }
      summary { padding: 0.2rem 0.6rem; list-style: none; }
      .commands { padding: 0.4rem 0.6rem; font-size: 8pt; }
    }
    """
}
