"""The page's style: colours by role, once for light and once for dark."""

from __future__ import annotations

STYLE = """
:root { color-scheme: light dark;
  --page: #f4f4f1; --card: #fcfcfb; --ink: #14140f; --soft: #52514e; --faint: #85837c; --rule: #e3e2db;
  --edge: #c3c2b7;
  --blue: #2a78d6; --other: #1a9a6c; --bad: #c92f2f; --late: #b97a00;
  --s1: #9ec5f4; --s2: #6da7ec; --s3: #3987e5; --s4: #1c5cab; --s5: #0d366b; }
@media (prefers-color-scheme: dark) { :root {
  --page: #0f0f0e; --card: #1a1a19; --ink: #f7f7f4; --soft: #c3c2b7; --faint: #8f8d85; --rule: #2e2e2b;
  --edge: #4a4944;
  --blue: #4a94ea; --other: #2fbf8b; --bad: #ef6461; --late: #e0a52e;
  --s1: #184f95; --s2: #256abf; --s3: #3987e5; --s4: #86b6ef; --s5: #cde2fb; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
main { max-width: 1080px; margin: 0 auto; padding: 32px 20px 64px; }
h1 { font-size: 26px; line-height: 1.2; margin: 0 0 4px; letter-spacing: -0.01em; }
h2 { font-size: 17px; margin: 0 0 2px; }
p { margin: 0; } .sub, .say { color: var(--soft); } .say { margin-bottom: 12px; max-width: 78ch; }
.warning { border-left: 3px solid var(--late); padding: 6px 12px; margin-top: 14px; color: var(--soft); }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 12px; margin: 22px 0 12px; }
.tile, section { background: var(--card); border: 1px solid var(--rule); border-radius: 10px; }
.tile { padding: 14px 16px; }
.tile b { display: block; font-size: 27px; line-height: 1.2; font-weight: 650; white-space: nowrap; }
.tile span { color: var(--soft); font-size: 13px; display: block; } .tile i { font-style: normal;
  color: var(--faint); }
section { padding: 18px 20px 16px; margin-top: 12px; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(340px, 1fr)); gap: 12px; }
.plot { overflow-x: auto; } .plot svg { display: block; width: 100%; height: auto; } .wide svg { min-width: 720px; }
.key { display: flex; flex-wrap: wrap; gap: 4px 18px; color: var(--soft); font-size: 13px; margin: 0 0 8px;
  padding: 0; }
.key li { list-style: none; display: flex; align-items: center; gap: 6px; } .key svg { width: 16px; height: 16px; }
.scroll { overflow-x: auto; } .narrow { max-width: 620px; margin-bottom: 12px; }
table { border-collapse: collapse; width: 100%; font-size: 13.5px; }
th { text-align: left; font-weight: 600; color: var(--soft); border-bottom: 1px solid var(--edge);
  white-space: nowrap; }
th, td { padding: 6px 14px 6px 0; vertical-align: top; } td { border-bottom: 1px solid var(--rule); }
tr:last-child td { border-bottom: 0; } .n { text-align: right; font-variant-numeric: tabular-nums; }
.w { white-space: nowrap; font-variant-numeric: tabular-nums; } a { color: var(--blue); text-underline-offset: 2px; }
.yes { color: var(--ink); } .late { color: var(--late); } .no { color: var(--bad); }
.yes, .late, .no { white-space: nowrap; }
.meter { display: block; width: 100%; min-width: 120px; height: 8px; border-radius: 4px; background: var(--rule);
  margin-top: 7px; }
.meter span { display: block; height: 8px; border-radius: 4px; background: var(--blue); }
details summary { cursor: pointer; color: var(--soft); } details > :last-child { margin-top: 10px; }
svg text { font: 12px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; fill: var(--soft); }
svg .tick { fill: var(--faint); } svg .lane, svg .note { fill: var(--ink); } svg .axis { fill: var(--soft); }
svg .grid { stroke: var(--rule); } svg .base { stroke: var(--edge); } svg .bar { fill: var(--blue); }
svg .diagonal { stroke: var(--edge); stroke-dasharray: 4 4; } svg .target { stroke: var(--soft);
  stroke-dasharray: 3 3; }
svg .lead { stroke: var(--blue); stroke-width: 2; }
svg .curve { fill: none; stroke-width: 2; stroke-linejoin: round; } svg .curve.thin { stroke-width: 1.2;
  opacity: .6; }
svg .curve.happened { stroke: var(--faint); } svg .curve.told { stroke: var(--blue); }
svg .curve.there { stroke: var(--other); }
svg .end.told, svg .end.there { font-weight: 600; } svg .end.told { fill: var(--blue); }
svg .end.there { fill: var(--other); }
svg .alert { stroke: var(--card); stroke-width: 1.5; }
svg .s1 { fill: var(--s1); } svg .s2 { fill: var(--s2); } svg .s3 { fill: var(--s3); } svg .s4 { fill: var(--s4); }
svg .s5 { fill: var(--s5); }
svg .event { fill: var(--ink); stroke: var(--card); stroke-width: 1.5; }
svg .event.late { fill: var(--card); stroke: var(--late); stroke-width: 2; }
svg .event.missed { fill: var(--card); stroke: var(--bad); stroke-width: 2; }
@media print { body { background: none; } section, .tile { break-inside: avoid; } }
"""
