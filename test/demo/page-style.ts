/** The style of all pages: one column, light or dark as the reader's system, without anything to load. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #fff; --raised: #f5f6f8; --ink: #1f2328; --soft: #57606a; --line: #d0d7de; --link: #0b57d0; --brand: #8f2f0a;
  --added: #e2f6e5; --added-ink: #10501f; --gone: #fde7e7; --gone-ink: #82121b; --notice: #e3effc; --warning: #fdf1d0; --failure: #fde7e7;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14171c; --raised: #1d2128; --ink: #dfe3e8; --soft: #a3adb8; --line: #3a414b; --link: #86b7ff; --brand: #ffab85;
    --added: #12301a; --added-ink: #a5e5b2; --gone: #3a1619; --gone-ink: #ffbcbf; --notice: #14283f; --warning: #3a2f10; --failure: #3a1619;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.6 system-ui, sans-serif; overflow-wrap: anywhere; }
a { color: var(--link); text-underline-offset: 0.15em; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; top: 0.5rem; background: var(--paper); padding: 0.5rem; }
.top { background: var(--raised); border-bottom: 1px solid var(--line); }
.top > *, main, .bottom > * { max-width: 46rem; margin: 0 auto; padding: 0 1rem; }
.top p { padding-top: 0.75rem; font-weight: 700; color: var(--brand); }
nav ul { display: flex; flex-wrap: wrap; gap: 0 1.25rem; margin: 0; padding: 0; list-style: none; }
nav a { display: inline-block; padding: 0.5rem 0; }
nav a[aria-current] { color: var(--ink); font-weight: 700; text-decoration: none; border-bottom: 3px solid var(--brand); }
main { padding-top: 1.5rem; padding-bottom: 3rem; }
.bottom { border-top: 1px solid var(--line); color: var(--soft); font-size: 0.9375rem; }
h1, h2, h3, h4 { line-height: 1.25; margin: 1.75em 0 0.5em; }
h1 { font-size: 1.75rem; margin-top: 0.5em; }
h2 { font-size: 1.375rem; border-bottom: 1px solid var(--line); padding-bottom: 0.25rem; }
h3 { font-size: 1.125rem; }
code { background: var(--raised); padding: 0.1em 0.3em; border-radius: 0.25rem; font-size: 0.9em; }
pre { background: var(--raised); border: 1px solid var(--line); border-radius: 0.375rem; padding: 0.75rem; white-space: pre-wrap; }
pre code { padding: 0; background: none; }
img { max-width: 100%; }
.lead { font-size: 1.1875rem; }
.gray, .maintainers, .meta { color: var(--soft); }
.maintainers { display: block; font-size: 0.9375rem; }
.ways { display: grid; gap: 0.75rem; grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); margin: 1.25rem 0; padding: 0; list-style: none; counter-reset: way; }
.ways li { background: var(--raised); border: 1px solid var(--line); border-radius: 0.5rem; padding: 0.75rem 1rem; counter-increment: way; }
.ways strong { display: block; }
.ways strong::before { content: counter(way) ". "; color: var(--brand); }
.timeline { list-style: none; margin: 0; padding: 0 0 0 1.25rem; border-left: 3px solid var(--line); }
.timeline > li { position: relative; margin: 0 0 2rem; }
.timeline > li::before { content: ""; position: absolute; left: -1.6875rem; top: 0.35rem; width: 0.75rem; height: 0.75rem; border-radius: 50%; background: var(--brand); }
.timeline h3 { margin-top: 0; }
.timeline time { display: block; color: var(--brand); font-size: 0.9375rem; }
.events { margin: 0; padding: 0; list-style: none; font-size: 0.9375rem; color: var(--soft); columns: 20rem; }
details { margin: 0.75rem 0; }
summary { cursor: pointer; padding: 0.25rem 0; }
.comment { border: 1px solid var(--line); border-radius: 0.5rem; margin: 0.75rem 0; }
.comment > .by { margin: 0; padding: 0.375rem 0.75rem; background: var(--raised); border-bottom: 1px solid var(--line); border-radius: 0.5rem 0.5rem 0 0; font-size: 0.9375rem; }
.comment > .text { padding: 0 0.75rem; }
.text ul { list-style: disc; margin: 1em 0; }
.text li.task { list-style: none; text-indent: -1.5em; }
.text li.task > * { text-indent: 0; }
.text li.task > :first-child { text-indent: -1.5em; }
.diff { margin: 0.75rem 0; border: 1px solid var(--line); border-radius: 0.5rem; font: 0.875rem/1.5 ui-monospace, monospace; overflow: hidden; }
.diff .place { margin: 0; padding: 0.25rem 0.75rem; background: var(--raised); color: var(--soft); }
.diff ins, .diff del { display: block; white-space: pre-wrap; padding: 0.125rem 0.75rem 0.125rem 1.75rem; text-indent: -1rem; text-decoration: none; }
.diff ins { background: var(--added); color: var(--added-ink); }
.diff ins::before { content: "+ "; }
.diff del { background: var(--gone); color: var(--gone-ink); }
.diff del::before { content: "− "; }
.alert { border-left: 0.25rem solid var(--line); padding: 0 1rem; margin: 1rem 0; }
.alert.warning { border-color: #b26a00; }
.alert.note { border-color: #0b57d0; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; font-weight: 700; padding: 0.25rem 0; }
th, td { text-align: left; font-weight: 400; padding: 0.125rem 0.75rem 0.125rem 0; vertical-align: middle; }
.chart td:last-child { width: 50%; }
.chart svg { display: block; width: 100%; height: 0.875rem; }
.chart rect { fill: var(--brand); }
.source { list-style: none; margin: 1rem 0; padding: 0; font: 0.875rem/1.5 ui-monospace, monospace; border: 1px solid var(--line); border-radius: 0.5rem; overflow: hidden; }
.source > li { display: grid; grid-template-columns: 2.75rem 1fr; }
.source .number { color: var(--soft); text-align: right; padding: 0 0.625rem 0 0; user-select: none; }
.source .line { white-space: pre-wrap; padding-right: 0.5rem; }
.finding { grid-column: 1 / -1; margin: 0.375rem 0.5rem; padding: 0.5rem 0.75rem; border-radius: 0.375rem; font: 0.9375rem/1.5 system-ui, sans-serif; border-left: 0.25rem solid; }
.notice { background: var(--notice); } .warning.finding { background: var(--warning); } .failure { background: var(--failure); }
`;
