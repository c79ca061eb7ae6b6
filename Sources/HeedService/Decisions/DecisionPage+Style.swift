extension DecisionPage {
  /// What these pages have besides the common rules: one column, so that a telephone shows it as well as paper does.
  static let style = """
    main { max-width: 44rem; }
    h1 { overflow-wrap: anywhere; }
    h3 { font-size: 1rem; margin: 0; }
    p { margin: .3rem 0; }
    code { overflow-wrap: anywhere; font-size: .9em; }
    .facts + h3 { margin-top: 1.2rem; }
    .lead { color: var(--soft); margin-bottom: 1rem; }
    .facts { margin: 0; border-top: 1px solid var(--grid); }
    .facts div { display: grid; grid-template-columns: minmax(9rem, 2fr) 3fr; gap: .2rem 1rem; padding: .4rem 0;
      border-bottom: 1px solid var(--grid); }
    .facts dt { color: var(--soft); }
    .facts dd { margin: 0; overflow-wrap: anywhere; }
    .factors { list-style: none; margin: 0; padding: 0; }
    .factors li { display: grid; grid-template-columns: 1fr auto; gap: .1rem 1rem; padding: .7rem 0;
      border-top: 1px solid var(--grid); break-inside: avoid; }
    .factors li > * { grid-column: 1 / -1; margin: 0; }
    .factors h3 { grid-column: 1; }
    .factors .points { grid-column: 2; grid-row: 1; font-variant-numeric: tabular-nums; white-space: nowrap; }
    .track { height: .7rem; min-width: 2px; border: 1px solid var(--soft); border-radius: 2px; background: var(--panel);
      margin: .25rem 0; }
    .track div { height: 100%; background: var(--s0); print-color-adjust: exact; }
    .label { color: var(--soft); font-size: .85rem; white-space: nowrap; }
    ul { padding-left: 1.2rem; }
    li { margin: .3rem 0; }
    details { margin: .4rem 0; }
    footer { margin-top: 2.2rem; border-top: 1px solid var(--grid); padding-top: .6rem; }
    @media (max-width: 30rem) { .facts div { grid-template-columns: 1fr; } }
    @media print { :root { --back: #fff; --text: #000; --soft: #444; --grid: #bbb; --panel: #fff; --s0: #0b62a8; }
      body { font-size: 11pt; } h2 { break-after: avoid; } }
    """
}
