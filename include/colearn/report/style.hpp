// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_REPORT_STYLE_HPP
#define COLEARN_REPORT_STYLE_HPP

/// @file
/// For a policy reader: how a page looks on a screen by day, by night, on a telephone and on paper.
/// For an engineer: the one style sheet and the one script of every page. Both are inline, name no other file, and hold
/// neither `<` nor `&`, so that a page is well-formed XML too. A page is complete without the script.

#include <string_view>

namespace colearn::report {

/// Text and marks reach a contrast of 4.5 and 3 to 1 on every background, by day and by night.
inline constexpr std::string_view style_sheet = R"css(
:root {
  color-scheme: light dark;
  --paper: #fbfaf7; --raised: #ffffff; --sunk: #f1efe9; --ink: #1c2830; --soft: #53616b; --faint: #d9d6cd; --hair: #e7e4dc;
  --brand: #0c4f58; --brand-ink: #ffffff; --brand-soft: #bfe0e0; --link: #0a5a78; --accent: #b2450e; --accent-soft: #f6dfcf;
  --good: #1f6d4a; --wash: #e3eff0; --bar: #4b8a93; --tie: #5b6b75; --region: #dcd6c6;
  --school: #0b6470; --teacher: #94590a; --student-group: #5c6b12; --family: #6c6f73; --agency: #8d2f63; --employer: #40509f;
  --university: #a8321f; --community-group: #2f7338; --other: #555f66;
  --serif: "Iowan Old Style", "Palatino Linotype", Palatino, "Source Serif 4", Charter, Georgia, "Noto Serif", "DejaVu Serif Condensed", serif;
  --sans: "Inter", "Segoe UI", "Helvetica Neue", Roboto, "Source Sans 3", "Noto Sans", "Liberation Sans", "DejaVu Sans Condensed", system-ui, sans-serif;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #12191d; --raised: #182126; --sunk: #1e292f; --ink: #e6eaec; --soft: #a7b4bc; --faint: #3a474f; --hair: #2a363d;
    --brand: #0d3239; --brand-ink: #f2f7f7; --brand-soft: #9fcfd0; --link: #7cc7e0; --accent: #f09a62; --accent-soft: #47301f;
    --good: #7fd0a8; --wash: #1c3338; --bar: #4f97a1; --tie: #8fa0aa; --region: #2c3634;
    --school: #5cc0c9; --teacher: #e2a952; --student-group: #b4c45a; --family: #a9adb1; --agency: #e08bb6; --employer: #9aa8f0;
    --university: #f08a78; --community-group: #7cc486; --other: #a7b4bc;
  }
}
*, *::before, *::after { box-sizing: border-box; }
html { font-size: 100%; scroll-behavior: smooth; scroll-padding-top: 1.5rem; -webkit-text-size-adjust: 100%; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } * { transition: none !important; } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 400 1rem/1.6 var(--sans); font-variant-numeric: lining-nums; overflow-wrap: break-word; }
h1, h2, h3 { font-family: var(--serif); font-weight: 600; line-height: 1.2; text-wrap: balance; margin: 0; }
h2 { font-size: clamp(1.5rem, 1.2rem + 1.2vw, 2rem); letter-spacing: -.01em; }
h3 { font-size: 1.2rem; margin-bottom: .35rem; }
p { margin: 0 0 .9rem; max-width: 68ch; text-wrap: pretty; }
a { color: var(--link); text-underline-offset: .18em; text-decoration-thickness: 1px; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
strong { font-weight: 650; }
.skip { position: absolute; left: -999rem; top: 0; background: var(--raised); color: var(--link); padding: .6rem 1rem; z-index: 9; }
.skip:focus { left: .5rem; top: .5rem; }
.cover { background: var(--brand); color: var(--brand-ink); padding: clamp(2rem, 5vw, 4rem) 0 clamp(1.6rem, 4vw, 3rem); }
.cover .inner, .frame { width: min(100% - 2.2rem, 80rem); margin-inline: auto; }
.eyebrow { font-size: .82rem; letter-spacing: .12em; text-transform: uppercase; color: var(--brand-soft); margin: 0 0 .7rem; }
.cover .inner { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 2rem; align-items: center; }
.ornament { width: clamp(0rem, 30vw, 24rem); height: auto; max-height: 15rem; display: block; } .ornament path { stroke: var(--brand-soft); fill: none; stroke-width: .7; opacity: .45; } .ornament .dots { stroke: none; fill: var(--brand-soft); opacity: .85; }
@media (max-width: 56rem) { .ornament { display: none; } .cover .inner { display: block; } }
.cover h1 { font-size: clamp(2rem, 1.4rem + 3vw, 3.3rem); letter-spacing: -.02em; max-width: 22ch; }
.cover .standfirst { font-size: clamp(1.05rem, 1rem + .4vw, 1.25rem); line-height: 1.5; color: var(--brand-ink); max-width: 62ch; margin: 1rem 0 0; }
.frame { display: grid; gap: 0 3.5rem; }
.contents { border-bottom: 1px solid var(--hair); padding: 1rem 0; font-size: .9rem; }
.contents h2 { font: 600 .78rem/1.3 var(--sans); letter-spacing: .1em; text-transform: uppercase; color: var(--soft); margin: 0 0 .5rem; }
.contents ol { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: .1rem 1.2rem; }
.contents a { color: var(--ink); text-decoration: none; display: inline-block; padding: .3rem 0; }
.contents a:hover { color: var(--link); text-decoration: underline; }
main { min-width: 0; padding-bottom: 4rem; }
@media (min-width: 72rem) {
  .frame { grid-template-columns: 11.5rem minmax(0, 1fr); }
  .contents { border: 0; padding: 3.2rem 0 0; }
  .contents nav, .contents .sticky { position: sticky; top: 2rem; }
  .contents ol { display: block; border-left: 1px solid var(--faint); }
  .contents a { padding: .32rem 0 .32rem .9rem; line-height: 1.35; }
}
section { padding-top: clamp(2.4rem, 5vw, 3.6rem); }
section + section { margin-top: clamp(2.2rem, 5vw, 3.4rem); border-top: 1px solid var(--faint); }
section > h2 { margin-bottom: 1rem; }
.lead { font-size: 1.12rem; line-height: 1.6; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.2rem, 1fr)); gap: 1px; background: var(--raised); border: 1px solid var(--hair); margin: 0 0 1.8rem; border-radius: 6px; overflow: hidden; }
.figures div { background: var(--raised); box-shadow: 0 0 0 1px var(--hair); padding: 1rem 1.1rem 1.05rem; display: flex; flex-direction: column; }
.figures dt { order: 2; font-weight: 600; font-size: .92rem; line-height: 1.35; margin-top: .25rem; }
.figures dd { margin: 0; }
.figures .value { order: 1; font: 600 1.55rem/1.15 var(--serif); color: var(--school); letter-spacing: -.015em; white-space: nowrap; }
.figures .explained { order: 3; font-size: .82rem; line-height: 1.45; color: var(--soft); margin-top: .3rem; }
.answers { display: grid; gap: 1.1rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 17.5rem), 1fr)); margin: 0 0 1.4rem; }
.answer { background: var(--raised); border: 1px solid var(--hair); border-top: 4px solid var(--school); border-radius: 4px; padding: 1.1rem 1.25rem 1.15rem; }
.answer h3 { margin-bottom: .6rem; }
.answer p { margin-bottom: .7rem; font-size: .98rem; line-height: 1.55; }
.answer p:last-child { margin-bottom: 0; }
.answer.twins { border-top-color: var(--accent); } .answer.money { border-top-color: var(--employer); }
figure { margin: 1.9rem 0 2.3rem; }
figure .reading, .block .reading { margin-bottom: .8rem; }
.block { margin: 1.9rem 0 2.3rem; }
.canvas { background: var(--raised); border: 1px solid var(--hair); border-radius: 6px; padding: 1.1rem 1.2rem .8rem; }
.canvas svg { display: block; width: 100%; height: auto; max-width: 46rem; overflow: visible; }
.canvas svg.map { max-width: none; overflow: hidden; }
.canvas .narrow { display: none; }
@media (max-width: 40rem) {
  .canvas { padding: .8rem .6rem .6rem; }
  .canvas .wide { display: none; } .canvas .narrow { display: block; }
}
.panels { display: grid; gap: 1rem; }
@media (min-width: 56rem) { .panels.two { grid-template-columns: 1fr 1fr; } }
.panel-title { font-size: .86rem; color: var(--soft); margin: 0 0 .4rem; }
figcaption, .note { font-size: .88rem; line-height: 1.5; color: var(--soft); margin: .6rem 0 .4rem; max-width: 76ch; }
figcaption p { margin: 0 0 .6rem; } figcaption .reading { font-size: 1rem; line-height: 1.55; color: var(--ink); }
@media (min-width: 72rem) {
  .beside { display: grid; grid-template-columns: minmax(0, 44rem) minmax(14rem, 1fr); gap: 0 1.8rem; }
  .beside > h3, .beside > .behind { grid-column: 1 / -1; } .beside > figcaption { margin-top: .2rem; }
}
.two-up { display: grid; gap: 0 2rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); }
details { font-size: .9rem; margin: .4rem 0; }
details > summary { cursor: pointer; color: var(--link); padding: .3rem 0; width: fit-content; }
details[open] > summary { margin-bottom: .4rem; }
.how dl { margin: 0; padding: .9rem 1.1rem; background: var(--sunk); border-radius: 4px; display: grid; grid-template-columns: minmax(7.5rem, auto) 1fr; gap: .45rem 1.2rem; max-width: 60rem; line-height: 1.5; }
.how dt { font-weight: 600; } .how dd { margin: 0; color: var(--ink); }
@media (max-width: 40rem) { .how dl { grid-template-columns: 1fr; gap: .1rem; } .how dd { margin-bottom: .6rem; } }
.table-box { overflow-x: auto; margin: .9rem 0 .3rem; background: linear-gradient(to right, var(--paper) 40%, transparent) left / 2.4rem 100% no-repeat local, linear-gradient(to left, var(--paper) 40%, transparent) right / 2.4rem 100% no-repeat local, linear-gradient(to right, var(--faint), transparent) left / .8rem 100% no-repeat scroll, linear-gradient(to left, var(--faint), transparent) right / .8rem 100% no-repeat scroll; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; line-height: 1.4; font-variant-numeric: tabular-nums lining-nums; }
caption { text-align: left; font-weight: 600; padding: 0 0 .5rem; }
th, td { padding: .45rem .55rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--hair); }
th:first-child, td:first-child { padding-left: .3rem; }
thead th { font-weight: 600; font-size: .82rem; color: var(--soft); border-bottom: 2px solid var(--faint); vertical-align: bottom; }
tbody th { font-weight: 500; min-width: 12rem; }
.sub { display: block; font-size: .82rem; font-weight: 400; color: var(--soft); line-height: 1.3; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
caption.unseen { position: static; display: table-caption; height: 0; padding: 0; width: auto; line-height: 0; }
.number { text-align: right; white-space: nowrap; } thead .number { white-space: normal; } .number .sub { white-space: normal; width: max-content; max-width: 6.5rem; margin-left: auto; }
@media (max-width: 40rem) { th, td { padding: .4rem .5rem; } tbody th { min-width: 8.5rem; } td:not(.number) { min-width: 7.5rem; } }
.missing { color: var(--soft); white-space: normal; }
.barred { background: linear-gradient(var(--wash), var(--wash)) no-repeat; background-size: var(--share) 1.4em; background-origin: content-box; background-position: 0 .06em; min-width: 6rem; }
tbody tr:hover, tbody tr:target, tbody tr.lit { background: var(--sunk); }
tbody tr:target th { box-shadow: inset 3px 0 0 var(--accent); }
.icon { width: .95em; height: .95em; display: inline-block; vertical-align: -.1em; margin-right: .15em; }
th button { all: unset; cursor: pointer; font: inherit; color: inherit; }
th button:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
th button::after { content: "\a0\2195"; color: var(--soft); }
th[aria-sort="ascending"] button::after { content: "\a0\2191"; color: var(--accent); }
th[aria-sort="descending"] button::after { content: "\a0\2193"; color: var(--accent); }
.controls { border: 0; padding: 0; margin: 0 0 .8rem; display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; font-size: .9rem; align-items: center; }
.controls legend { float: left; padding: 0; margin-right: 1.2rem; font-weight: 600; }
.controls label { display: inline-flex; gap: .4rem; align-items: center; padding: .2rem 0; cursor: pointer; }
.controls[hidden] { display: none; }
.controls input { accent-color: var(--school); width: 1rem; height: 1rem; margin: 0; }
.key { list-style: none; margin: 0 0 .8rem; padding: 0; display: flex; flex-wrap: wrap; gap: .25rem 1.3rem; font-size: .88rem; color: var(--soft); align-items: center; }
.key li { display: inline-flex; gap: .4rem; align-items: center; }
.key svg, .controls svg { width: 1rem; height: 1rem; flex: none; }
.key svg.long { width: 2.2rem; }
.scripted .role-key { display: none; }
.plain-list { margin: 0 0 1rem; padding-left: 1.2rem; max-width: 72ch; } .plain-list li { margin-bottom: .4rem; }
.callout { border-left: 4px solid var(--accent); background: var(--raised); padding: .9rem 1.2rem; margin: 1.2rem 0; border-radius: 0 4px 4px 0; }
.callout p:last-child { margin-bottom: 0; }
.pairs { list-style: none; margin: 1.2rem 0; padding: 0; display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 23rem), 1fr)); }
.pairs li { background: var(--raised); border: 1px solid var(--hair); border-left: 4px solid var(--accent); border-radius: 4px; padding: .95rem 1.15rem; }
.pairs h3, .pairs h4 { font: 600 1.05rem/1.35 var(--serif); margin: 0 0 .3rem; }
.dossier { list-style: none; padding: 0; margin: 1.2rem 0; } .dossier li { background: var(--raised); border: 1px solid var(--hair); border-left: 4px solid var(--school); border-radius: 4px; padding: 1.1rem 1.4rem; margin-bottom: 1rem; }
.facts { display: grid; gap: 1rem 2.2rem; margin: .8rem 0 0; font-size: .92rem; line-height: 1.5; } @media (min-width: 56rem) { .facts { grid-template-columns: minmax(0, 1fr) minmax(0, 1.7fr); } .facts .long { grid-column: 2; grid-row: 1 / span 3; } } .facts dt { font-weight: 600; margin-bottom: .2rem; } .facts dd { margin: 0; }
.pairs p { font-size: .92rem; line-height: 1.5; margin: 0 0 .4rem; } .pairs .note { margin: 0; font-size: .84rem; } .pairs .note + p { margin-top: .4rem; }
footer { border-top: 1px solid var(--faint); color: var(--soft); font-size: .88rem; padding: 1.6rem 0 3rem; }
footer p { max-width: 80ch; }
code { font: .92em/1.4 ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", "DejaVu Sans Mono", monospace; background: var(--sunk); padding: .05em .3em; border-radius: 3px; overflow-wrap: anywhere; }

svg text { font-family: var(--sans); fill: var(--ink); font-variant-numeric: tabular-nums lining-nums; }
.label, .value { font-size: 13px; } .value { fill: var(--soft); }
svg .tick, svg .axis-label { font-size: 11.5px; fill: var(--soft); } svg .strong { fill: var(--ink); }
.grid { stroke: var(--hair); } .axis { stroke: var(--soft); stroke-width: 1; } .whisker { stroke: var(--ink); stroke-width: 1.3; }
.bar.plain, .plain { fill: var(--bar); } .bar.accent { fill: var(--accent); } .bar.quiet { fill: var(--faint); }
.band { fill: var(--wash); stroke: var(--faint); stroke-width: .6; } .median { stroke: var(--bar); stroke-width: 2; }
.point { fill-opacity: .78; stroke: var(--raised); stroke-width: .7; } .point.accent { fill: var(--accent); fill-opacity: 1; }
.point-label, .map-label, .region-label { font-size: 11.5px; paint-order: stroke; stroke: var(--raised); stroke-width: 3.5px; stroke-linejoin: round; }
.map-label { font-weight: 600; cursor: default; }
svg .region-label { fill: var(--soft); font-style: italic; }
.regions { opacity: .5; } .region { fill: var(--region); stroke: var(--region); stroke-width: 18px; stroke-linejoin: round; fill-opacity: .75; stroke-opacity: .75; }
.tie { fill: none; stroke: var(--tie); } .tie-1 { opacity: .3; } .tie-2 { opacity: .42; } .tie-3 { opacity: .56; } .tie-4 { opacity: .75; }
.sure-1 { stroke-width: .5; } .sure-2 { stroke-width: .9; } .sure-3 { stroke-width: 1.7; } .sure-4 { stroke-width: 3; }
.busy { opacity: .6; } .dense { opacity: .3; }
.pair { fill: none; stroke: var(--accent); stroke-width: 2.4; stroke-dasharray: 7 3; } .pair-casing { fill: none; stroke: var(--raised); stroke-width: 5; opacity: .85; }
.mark { stroke: var(--raised); stroke-width: 1; } .bulk .mark { stroke-width: .4; fill-opacity: .7; }
.dots { fill: none; stroke: var(--school); stroke-linecap: round; stroke-opacity: .8; } .map .dots { stroke-opacity: .72; }
.scale-bar { fill: none; stroke: var(--soft); stroke-width: 1.4; }
.role-school { fill: var(--school); } .role-teacher { fill: var(--teacher); } .role-student-group { fill: var(--student-group); } .role-family { fill: var(--family); }
.role-agency { fill: var(--agency); } .role-employer { fill: var(--employer); } .role-university { fill: var(--university); } .role-community-group { fill: var(--community-group); } .role-other { fill: var(--other); }
.series-1 { fill: var(--school); } .series-2 { fill: var(--teacher); } .series-3 { fill: var(--employer); } .series-4 { fill: var(--agency); } .series-5 { fill: var(--student-group); } .series-6 { fill: var(--family); }
.before { fill: var(--faint); } .given { fill: var(--employer); } .level { stroke: var(--accent); stroke-width: 2; stroke-dasharray: 7 3; }
svg .level-label { font-size: 13px; font-weight: 600; fill: var(--accent); paint-order: stroke; stroke: var(--raised); stroke-width: 4px; }
.map a:focus-visible { outline: none; } .map a:focus-visible path { stroke: var(--accent); stroke-width: 3.5; }
.map.lit .mark:not(.near), .map.lit .ties, .map.lit .map-label:not(.near) { opacity: .16; } .map.lit .pair { opacity: .3; }
.ego { fill: none; stroke: var(--accent); stroke-width: 1.6; }
.away { display: none; }

@media print {
  :root { --paper: #fff; --raised: #fff; --sunk: #f4f4f2; --ink: #000; --soft: #444; --brand: #fff; --brand-ink: #000; --brand-soft: #444; }
  body { font-size: 9.5pt; } .contents, .controls, .skip { display: none !important; } .scripted .role-key { display: inline-flex; } .frame { display: block; width: 100%; }
  .cover { padding: 0 0 1rem; border-bottom: 2pt solid #0c4f58; } .cover .inner { width: 100%; }
  section { break-before: auto; padding-top: 1.2rem; } h2, h3, h3 + p, caption, thead { break-after: avoid; } thead { display: table-header-group; break-inside: avoid; } figure, .pairs li, .answer, .callout, .dossier li, tr { break-inside: avoid; }
  .panels.two, .pairs { grid-template-columns: 1fr 1fr; } .pairs p { font-size: 8.5pt; } .pairs .note { font-size: 7.5pt; } .table-box { overflow: visible; background: none; } details > summary { list-style: none; color: #000; } details::details-content { content-visibility: visible; display: block; }
  .table-box table { font-size: 7.5pt; } .table-box th, .table-box td { padding: 2pt 4pt; } .table-box th { font-size: 7.5pt; min-width: 0; white-space: normal; } .table-box .sub { font-size: 6.5pt; width: auto; max-width: none; }
  .table-box thead button { white-space: normal; text-align: inherit; } .table-box thead button::after { content: none; }
  a { color: inherit; text-decoration: none; }
}
)css";

/// Sorting of tables, the filter by role, and the highlight of an actor's ties.
inline constexpr std::string_view script = R"js(
(function () {
  'use strict';
  document.documentElement.classList.add('scripted');
  var all = function (where, what) { return Array.prototype.slice.call(where.querySelectorAll(what)); };
  var status = document.getElementById('status');
  var say = function (text) { if (status) { status.textContent = text; } };

  all(document, 'table.sortable').forEach(function (table) {
    var body = table.tBodies[0];
    all(table, 'thead th').forEach(function (head, at) {
      var button = document.createElement('button');
      button.type = 'button';
      button.textContent = head.textContent;
      head.textContent = '';
      head.appendChild(button);
      button.addEventListener('click', function () {
        var up = head.getAttribute('aria-sort') ? head.getAttribute('aria-sort') === 'descending' : !head.classList.contains('number');
        all(table, 'thead th').forEach(function (other) { other.removeAttribute('aria-sort'); });
        head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
        var rows = all(body, 'tr').map(function (row, place) {
          var cell = row.cells[at];
          var value = cell.getAttribute('data-value');
          return { row: row, place: place, known: value !== null, number: Number(value), text: cell.textContent.trim() };
        });
        var numbers = head.classList.contains('number');
        rows.sort(function (a, b) {
          if (numbers) {
            if (a.known !== b.known) { return a.known ? -1 : 1; }
            if (a.number !== b.number) { return (up ? 1 : -1) * (a.number - b.number); }
          } else {
            var by = a.text.localeCompare(b.text);
            if (by !== 0) { return up ? by : -by; }
          }
          return a.place - b.place;
        });
        rows.forEach(function (one) { body.appendChild(one.row); });
        say('Sorted by ' + button.textContent + ', ' + (up ? 'ascending' : 'descending'));
      });
    });
  });

  all(document, 'fieldset.controls').forEach(function (box) {
    box.hidden = false;
    var target = document.getElementById(box.getAttribute('data-for'));
    box.addEventListener('change', function () {
      var off = all(box, 'input').filter(function (one) { return !one.checked; }).map(function (one) { return one.value; });
      all(target, '[data-filter]').forEach(function (one) {
        one.classList.toggle('away', off.indexOf(one.getAttribute('data-filter')) !== -1);
      });
      all(target, '.map-label').forEach(function (one) {
        var mark = target.querySelector('.mark[data-actor="' + one.getAttribute('data-actor') + '"]');
        one.classList.toggle('away', mark ? mark.classList.contains('away') : false);
      });
      say(off.length === 0 ? 'All roles are shown' : off.length + ' roles are hidden');
    });
  });

  var lit = null;
  var dark = function () {
    if (!lit) { return; }
    lit.map.classList.remove('lit');
    all(lit.map, '.near').forEach(function (one) { one.classList.remove('near'); });
    all(lit.map, '.ego').forEach(function (one) { one.remove(); });
    all(document, 'tr.lit').forEach(function (one) { one.classList.remove('lit'); });
    lit = null;
  };
  var light = function (map, actor) {
    dark();
    var mark = map.querySelector('.mark[data-actor="' + actor + '"]');
    if (!mark) { return; }
    var near = (mark.getAttribute('data-near') || '').split(' ').filter(Boolean);
    var middle = function (one) { var b = one.getBBox(); return (b.x + b.width / 2) + ' ' + (b.y + b.height / 2); };
    var path = '';
    near.concat([actor]).forEach(function (other) {
      all(map, '[data-actor="' + other + '"]').forEach(function (one) {
        one.classList.add('near');
        if (one !== mark) { if (one.classList.contains('mark')) { path += 'M' + middle(mark) + 'L' + middle(one); } }
      });
    });
    var line = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    line.setAttribute('class', 'ego');
    line.setAttribute('d', path);
    var marks = map.querySelector('.marks');
    marks.parentNode.insertBefore(line, marks);
    map.classList.add('lit');
    lit = { map: map };
    all(document, 'tr[data-about="' + actor + '"]').forEach(function (one) { one.classList.add('lit'); });
  };
  all(document, 'svg.map').forEach(function (map) {
    if (map.classList.contains('bulk')) { return; }
    var of = function (event) { var one = event.target.closest('[data-actor]'); return one ? one : event.target.querySelector('[data-actor]'); };
    ['mouseover', 'focusin'].forEach(function (kind) {
      map.addEventListener(kind, function (event) { var one = of(event); if (one) { if (kind === 'focusin' || event.target.hasAttribute('data-actor')) { light(map, one.getAttribute('data-actor')); } } });
    });
    ['mouseleave', 'focusout'].forEach(function (kind) { map.addEventListener(kind, dark); });
  });
  all(document, 'tr[data-about]').forEach(function (row) {
    row.addEventListener('mouseenter', function () {
      var actor = row.getAttribute('data-about');
      var maps = all(document, 'svg.map:not(.bulk)').filter(function (one) {
        return one.getClientRects().length !== 0 ? one.querySelector('.mark[data-actor="' + actor + '"]') : false;
      });
      if (maps.length) { light(maps[0], actor); }
    });
    row.addEventListener('mouseleave', dark);
  });
  document.addEventListener('keydown', function (event) { if (event.key === 'Escape') { dark(); } });
  window.addEventListener('beforeprint', function () { all(document, 'details').forEach(function (one) { one.open = true; }); });
})();
)js";

} // namespace colearn::report

#endif
