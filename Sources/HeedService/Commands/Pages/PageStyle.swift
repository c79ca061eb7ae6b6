/// How the pages of `heed simulate`, `heed backtest` and `heed fit` look. The colours keep a contrast of 3:1 with the
/// background, in the dark too, and differ for the colour-blind; lines differ in their dashes besides.
enum PageStyle {
  static let sheet = """
    :root { --back: #fff; --text: #1b1f24; --soft: #57606a; --grid: #d8dee4; --bar: #8fb8de; --late: #d9480f;
      --median: #0b3d66; --promise: #1b1f24; --panel: #f6f8fa;
      --s0: #0b62a8; --s1: #c2410c; --s2: #00755a; --s3: #9a3a86; --s4: #7a5c00; --s5: #52525b; }
    @media (prefers-color-scheme: dark) { :root { --back: #0f1419; --text: #e6edf3; --soft: #9da7b3; --grid: #2b333d;
      --bar: #3b6ea0; --late: #f0732f; --median: #e6edf3; --promise: #e6edf3; --panel: #171d25;
      --s0: #6cb6ff; --s1: #ff9a5c; --s2: #3ddbab; --s3: #ea9ad9; --s4: #e3c04d; --s5: #b8b8c2; } }
    * { box-sizing: border-box; }
    body { margin: 0; background: var(--back); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
    main { max-width: 62rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
    h1 { font-size: 1.7rem; margin: 0 0 .5rem; }
    h2 { font-size: 1.2rem; margin: 2.2rem 0 .5rem; }
    .note, footer { color: var(--soft); font-size: .9rem; max-width: 48rem; }
    .warning { border-left: 4px solid var(--late); background: var(--panel); padding: .6rem 1rem; max-width: 48rem; }
    .scroll { overflow-x: auto; }
    table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .9rem; }
    th, td { padding: .25rem .7rem; text-align: right; white-space: nowrap; }
    th:first-child { text-align: left; padding-left: 0; }
    thead th { color: var(--soft); font-weight: 600; border-bottom: 1px solid var(--grid); }
    tbody th { font-weight: 400; }
    tbody th.group { font-weight: 600; padding-top: .9rem; }
    tr.sum > * { border-top: 1px solid var(--grid); color: var(--soft); }
    figure { margin: 0 0 1.4rem; max-width: 48rem; overflow-x: auto; }
    figcaption { font-weight: 600; }
    svg { display: block; width: 100%; min-width: 34rem; height: auto; }
    svg text { font: 13px system-ui, sans-serif; fill: var(--text); }
    svg text.mark { fill: var(--soft); font-size: 12px; }
    svg text.value { font-variant-numeric: tabular-nums; }
    .grid { stroke: var(--grid); stroke-width: 1; }
    .range { stroke: var(--bar); stroke-width: 12; }
    .range.late { stroke: var(--late); }
    .median { fill: var(--median); stroke: var(--back); stroke-width: 1.5; }
    .promise { stroke: var(--promise); stroke-width: 1.5; stroke-dasharray: 4 3; }
    .line { fill: none; stroke-width: 2; stroke-linejoin: round; }
    .s0 { stroke: var(--s0); } .s1 { stroke: var(--s1); stroke-dasharray: 7 3; }
    .s2 { stroke: var(--s2); stroke-dasharray: 2 3; } .s3 { stroke: var(--s3); stroke-dasharray: 9 3 2 3; }
    .s4 { stroke: var(--s4); stroke-dasharray: 4 4; } .s5 { stroke: var(--s5); stroke-dasharray: 12 4; }
    .legend { list-style: none; display: flex; flex-wrap: wrap; gap: .2rem 1.4rem; padding: 0; margin: .4rem 0; }
    .legend svg { display: inline-block; width: 28px; min-width: 0; height: 10px; }
    pre { background: var(--panel); padding: .7rem 1rem; overflow-x: auto; }
    @media print { main { max-width: none; } figure { break-inside: avoid; } }
    """
}
