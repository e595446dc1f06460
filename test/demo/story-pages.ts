import MarkdownIt from 'markdown-it';
import { diffComm } from 'node-diff3';
import {
  findFrontMatter,
  peopleBehind,
  readFrontMatter,
} from '../../src/newsletter/document/front-matter.js';
import { escapeHtml } from '../../src/newsletter/markdown/markdown.js';
import { dayName, type Review } from './narrator.js';
import { STYLE } from './page-style.js';
import type { Moment, Step, Story } from './story.js';

/** What the pages show. */
export interface Shown {
  readonly story: Story;
  /** The text of the published edition. */
  readonly edition: string;
}

/** Each page by its path. */
const PAGES: Readonly<Record<string, { readonly name: string; readonly render: (shown: Shown) => string }>> =
  {
    '/': { name: 'Month', render: renderMonth },
    '/edition': { name: 'Edition', render: ({ edition }) => renderEdition(edition) },
    '/pull-request': { name: 'Pull request', render: withReview(renderPullRequest) },
    '/file': { name: 'File', render: withReview(renderFile) },
  };

export const PATHS = Object.keys(PAGES);

/** The page at the path, as HTML without scripts; `null`: there is none. */
export function renderPage(path: string, shown: Shown): string | null {
  const page = PAGES[path];
  if (page === undefined) return null;
  const links = Object.entries(PAGES).map(
    ([to, { name }]) => `<li><a href="${to}"${to === path ? ' aria-current="page"' : ''}>${name}</a></li>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.name}: a newsletter and its bot</title>
<style>${STYLE}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header class="top">
<p>A newsletter and its bot</p>
<nav aria-label="Pages"><ul>${links.join('')}</ul></nav>
</header>
<main id="content">
${page.render(shown)}
</main>
<footer class="bottom"><p>All of this happened on an embedded GitHub, with pull requests of May 2020. Nothing here is on github.com.</p></footer>
</body>
</html>
`;
}

const INTRODUCTION = `<h1>One month of a newsletter</h1>
<p class="lead">An organization tells each month what its projects did. this-month-bot keeps the next edition as a draft
pull request, from the first merged pull request to the day of publication.</p>
<ol class="ways">
<li><strong>Projects merge</strong> The bot lists each pull request in its project's section, and thanks who wrote it.</li>
<li><strong>People add</strong> They edit the file, or write a comment. What they write stays as they left it.</li>
<li><strong>Editors publish</strong> They plan the day, tick news into the draft, and merge it. The bot opens the next month's.</li>
</ol>
<p>Below is each step, with the lines that it changed in the draft. See also <a href="/edition">the edition</a> that came of
it, <a href="/pull-request">the pull request</a> as its editors found it, and <a href="/file">the file with what the check
run found</a>.</p>`;

function renderMonth({ story }: Shown): string {
  const chapters = story.chapters.map(
    ({ title, steps }) =>
      `<h2>${escapeHtml(title)}</h2>\n<ol class="timeline">\n${steps.map(renderStep).join('\n')}\n</ol>`,
  );
  return [INTRODUCTION, ...chapters].join('\n');
}

function renderStep({ day, text, moments }: Step): string {
  const date = day.toISOString().slice(0, 10);
  return `<li>
<h3><time datetime="${date}">${dayName(day)}</time> ${inline(text)}</h3>
${moments.map(renderMoment).join('\n')}
</li>`;
}

function asSentence(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function renderMoment(moment: Moment): string {
  switch (moment.kind) {
    case 'detail':
      return `<p>${inline(moment.text)}</p>`;
    case 'events': {
      const items = moment.lines.map((line) => `<li>${escapeHtml(line)}</li>`);
      return `<details><summary>${items.length} events</summary><ul class="events">${items.join('')}</ul></details>`;
    }
    case 'comment':
      return comment(`${moment.login} comments`, moment.body);
    case 'change':
      return renderChange(moment.before, moment.after, moment.file);
    case 'document':
      return comment(asSentence(moment.name), moment.text);
    default:
      throw new Error(`${moment satisfies never}`);
  }
}

/** Markdown as GitHub shows and frames a comment: each line is one, and a box is a box. */
function comment(by: string, body: string): string {
  const text = markdownWith({ breaks: true })
    .render(withAlerts(body))
    .replace(/<li>(\s*<p>|)\[([ x])\]/g, renderBox);
  return `<div class="comment"><p class="by">${inline(by)}</p><div class="text">${text}</div></div>`;
}

function renderBox(_: string, start: string, mark: string): string {
  const [name, sign] = mark === 'x' ? ['ticked', '☑'] : ['not ticked', '☐'];
  return `<li class="task">${start}<span role="img" aria-label="${name}">${sign}</span>`;
}

/** A longer one is folded. */
const LONGEST_DIFF = 40;

/** The lines that left and came, each run of them below the heading that it stands under. */
function renderChange(before: string, after: string, file = 'The beginning of the file'): string {
  const runs: { readonly heading: string; readonly lines: string[] }[] = [];
  let heading = file;
  for (const part of diffComm(before.split('\n'), after.split('\n'))) {
    if ('common' in part) {
      heading = part.common.findLast(isHeading) ?? heading;
      continue;
    }
    const lines = [
      ...part.buffer1.filter(isFilled).map((line) => `<del>${escapeHtml(line)}</del>`),
      ...part.buffer2.filter(isFilled).map((line) => `<ins>${escapeHtml(line)}</ins>`),
    ];
    const last = runs.at(-1);
    if (last?.heading === heading) last.lines.push(...lines);
    else if (lines.length > 0) runs.push({ heading, lines });
    heading = part.buffer2.findLast(isHeading) ?? heading;
  }
  const diff = runs.map(
    ({ heading: above, lines }) => `<p class="place">${inline(headingWords(above))}</p>\n${lines.join('\n')}`,
  );
  const count = runs.flatMap(({ lines }) => lines).length;
  if (count === 0) return '';
  const framed = `<div class="diff">${diff.join('\n')}</div>`;
  return count <= LONGEST_DIFF
    ? framed
    : `<details><summary>${count} lines of the draft changed</summary>${framed}</details>`;
}

function isFilled(line: string): boolean {
  return line.trim() !== '';
}

function isHeading(line: string): boolean {
  return /^#{2,4} /.test(line);
}

function headingWords(line: string): string {
  return line.replace(/^#+ /, '').replace(/\[(.*?)\]\(.*?\)/g, '$1');
}

/** As the newsletter's site generator would show it. */
function renderEdition(edition: string): string {
  const front = findFrontMatter(edition)?.frontMatter ?? '';
  const { title, date } = readFrontMatter(front);
  const day = date?.toISOString().slice(0, 10) ?? '';
  const people = peopleBehind(front).map(escapeHtml);
  return `<article>
<h1>${escapeHtml(title ?? 'The edition')}</h1>
<p class="meta"><time datetime="${day}">${day}</time>${people.length === 0 ? '' : ` by ${people.join(', ')}`}</p>
${markdownWith({}).render(edition.replace(front, ''))}
</article>`;
}

function withReview(render: (review: Review) => string): (shown: Shown) => string {
  return ({ story: { review } }) => (review === null ? '<h1>There is no draft yet</h1>' : render(review));
}

function renderPullRequest({ number, title, body, checkRun }: Review): string {
  const { output = {} } = checkRun as { output?: { title?: string; summary?: string } };
  return `<h1>${inline(title)} <span class="meta">#${number}</span></h1>
<p>The bot keeps this description up to date. It tells the editors what the file does not.</p>
${comment('this-month-bot', body)}
<h2>Check run “newsletter”</h2>
<p><strong>${inline(output.title ?? 'It has not run yet.')}</strong></p>
${renderSummary(output.summary ?? '')}
<p><a href="/file">The file, with each finding at its line</a></p>`;
}

/** Where a column of a table has no name, its first cell names nothing. */
function renderSummary(summary: string): string {
  return markdownWith({}).render(withAlerts(summary)).replaceAll('<th></th>', '<td></td>');
}

/** A finding as the App sends it (GitHub docs, "Create a check run"). */
interface Annotation {
  readonly start_line: number;
  readonly annotation_level: 'notice' | 'warning' | 'failure';
  readonly title?: string;
  readonly message: string;
}

function renderFile({ path, text, checkRun }: Review): string {
  const { output = {} } = checkRun as { output?: { annotations?: readonly Annotation[] } };
  const findings = output.annotations ?? [];
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line, index) => {
      const own = findings.filter(({ start_line: start }) => start === index + 1).map(renderFinding);
      return `<li id="L${index + 1}"><span class="number">${index + 1}</span><span class="line">${escapeHtml(line)}</span>${own.join('')}</li>`;
    });
  const places = findings.map(
    ({ start_line: line, message }) => `<li><a href="#L${line}">Line ${line}</a>: ${inline(message)}</li>`,
  );
  return `<h1>The file and its checks</h1>
<p><code>${escapeHtml(path)}</code> on the draft branch, on 1 June. Hidden entries stand in comments, so that an editor can bring
one back by hand. The check run reads each line as the site does.</p>
${places.length === 0 ? '<p>The check run found nothing.</p>' : `<h2>What the check run found</h2>\n<ul>${places.join('\n')}</ul>\n<h2>The file</h2>`}
<ol class="source">
${lines.join('\n')}
</ol>`;
}

const LEVELS = { notice: 'Notice', warning: 'Warning', failure: 'Failure' };

function renderFinding({ annotation_level: level, title, message }: Annotation): string {
  const about = title === undefined ? '' : ` ${escapeHtml(title)}:`;
  return `<div class="finding ${level}"><strong>${LEVELS[level]}:</strong>${about} ${inline(message)}</div>`;
}

function markdownWith(options: { readonly breaks?: boolean }) {
  const markdown = new MarkdownIt({ html: true, ...options });
  markdown.renderer.rules.fence = (tokens, index) => {
    const { info, content } = tokens[index] ?? { info: '', content: '' };
    return info === 'mermaid' ? renderChart(content) : `<pre><code>${escapeHtml(content)}</code></pre>`;
  };
  return markdown;
}

function inline(text: string): string {
  return new MarkdownIt().renderInline(text);
}

/** GitHub's alerts, `> [!NOTE]`, in its HTML. */
function withAlerts(text: string): string {
  return text.replace(
    /^> \[!(NOTE|WARNING)\]\n((?:>.*(?:\n|$))+)/gm,
    (_, kind: string, quoted: string) =>
      `<div class="alert ${kind.toLowerCase()}">\n\n**${asSentence(kind.toLowerCase())}**\n\n${quoted.replace(/^> ?/gm, '')}\n\n</div>\n`,
  );
}

/** A pie of Mermaid as a table with bars. */
function renderChart(source: string): string {
  const slices = [...source.matchAll(/"(.*)" : (\d+)/g)].map(([, label = '', count]) => ({
    label: label.replace(/#(\d+);/g, (__, code) => String.fromCodePoint(Number(code))),
    count: Number(count),
  }));
  const most = Math.max(...slices.map(({ count }) => count));
  const rows = slices.map(
    ({ label, count }) =>
      `<tr><th scope="row">${escapeHtml(label)}</th><td>${count}</td><td><svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect width="${Math.round((100 * count) / most)}" height="10"/></svg></td></tr>`,
  );
  return `<table class="chart">${rows.join('')}</table>`;
}
