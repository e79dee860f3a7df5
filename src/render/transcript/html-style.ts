export const transcriptStyle = `:root { --page: #fff; --text: #1c2430; --soft: #566070; --line: #d5dae2; --good: #17692f; --bad: #b3261e; --wait: #7a5200; --fill: #2f6fdb; }
@media (prefers-color-scheme: dark) {
  :root { --page: #14181f; --text: #e6eaf0; --soft: #a3adbb; --line: #343c48; --good: #6fd08c; --bad: #ff8a80; --wait: #f0c26b; --fill: #6ea2ff; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.6 system-ui, "Apple SD Gothic Neo", "Malgun Gothic", "Noto Sans KR", "NanumGothic", sans-serif; word-break: keep-all; overflow-wrap: anywhere; }
main { max-width: 52rem; margin: 0 auto; padding: 1rem 1.25rem 4rem; }
.languages { border: 0; margin: 0; padding: .75rem 1.25rem 0; text-align: right; font-size: .875rem; color: var(--soft); }
.languages legend { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.languages label { margin-left: 1rem; }
body:has(#language-ko:checked) .text[lang=en], body:has(#language-en:checked) .text[lang=ko] { display: none; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: .5rem 0; }
h2 { font-size: 1.2rem; margin: 2.5rem 0 .5rem; padding-top: .75rem; border-top: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 1rem 0 .25rem; }
.total { font-size: 1.15rem; margin: .25rem 0; }
.made, .notes { color: var(--soft); font-size: .875rem; margin: .25rem 0; }
.bar { height: .6rem; border-radius: .3rem; background: var(--line); overflow: hidden; }
.bar div { height: 100%; background: var(--fill); }
table { width: 100%; border-collapse: collapse; margin-top: 1.5rem; }
th, td { text-align: left; padding: .4rem .5rem; border-bottom: 1px solid var(--line); vertical-align: top; }
tbody th { font-weight: 400; }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.marks { color: var(--soft); font-weight: 400; font-size: .9rem; white-space: nowrap; }
ol, ul { padding-left: 1.25rem; margin: .25rem 0; }
ul { list-style: none; }
a { color: inherit; text-underline-offset: .2em; }
a:focus-visible, input:focus-visible { outline: 2px solid var(--fill); outline-offset: 2px; }
.passed, .done { color: var(--good); white-space: nowrap; }
.broken { color: var(--bad); }
.open, .not-begun { color: var(--soft); white-space: nowrap; }
.begun { color: var(--wait); white-space: nowrap; }
@media (max-width: 30rem) { ol { padding-left: 1rem; } ul { padding-left: 0; } }
@media print {
  :root { --page: #fff; --text: #000; --soft: #444; --line: #bbb; --good: #17692f; --bad: #b3261e; --wait: #7a5200; --fill: #444; }
  @page { margin: 16mm; }
  body { font-size: 10.5pt; }
  main { max-width: none; padding: 0; }
  .languages { display: none; }
  .bar, .bar div { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  a { text-decoration: none; }
  tr, li { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
}`;
