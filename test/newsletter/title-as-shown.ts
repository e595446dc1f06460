import MarkdownIt from 'markdown-it';
import { entryLine, HOUSE_FORM, hiddenLine } from '../../src/newsletter/document/form.js';
import { cleanTitle, inertText, withoutMailAddresses } from '../../src/newsletter/markdown/markdown.js';
import { asSeen, titleAsSeen, withoutFences } from './as-seen.js';
import { callsIn, liveOnGitHub } from './read-by-others.js';

export const URL_OF_ENTRY = 'https://github.com/acme/widget/pull/1';
const COMMENT = { start: '<!-- ', end: ' -->' };
const zola = new MarkdownIt({ html: true });

/** An entry as readers should see it, whatever its title is. */
function isEntryOf(title: string, markdown: string): boolean {
  const { text, elements, links } = asSeen(markdown);
  const structure = elements.filter((name) => name !== 'code').join(' ');
  return text === titleAsSeen(title) && structure === 'a li ul' && links.join(' ') === URL_OF_ENTRY;
}

/** What is wrong with the line of an entry that should show the cleaned title; nothing is. */
export function problemsOfShown(title: string, line: string): readonly string[] {
  return [
    ...(isEntryOf(title, line) ? [] : [`is not the title in one link: ${line}`]),
    ...(/[\r\n]/.test(line) ? [`has several lines: ${line}`] : []),
    ...callsIn(line).map((call) => `calls a template, ${call}: ${line}`),
  ];
}

/** The same of a hidden entry, for Markdown, for a browser, and for an editor who deletes its marks. */
export function problemsOfHidden(title: string, line: string): readonly string[] {
  const inside = line.slice(COMMENT.start.length, -COMMENT.end.length);
  const isWhole =
    line === `${COMMENT.start}${inside}${COMMENT.end}` &&
    zola.render(`${line}\n\nNext`) === `${line}\n<p>Next</p>\n`;
  return [
    ...(isWhole ? [] : [`is not one comment: ${line}`]),
    ...(/--!?>/.test(inside) ? [`ends its comment too early: ${line}`] : []),
    ...problemsOfShown(title, inside).map((problem) => `without its marks ${problem}`),
  ];
}

/** The same of the title in the body of a pull request or a comment. */
export function problemsOnGitHub(title: string, text: string): readonly string[] {
  const twice = `a ${withoutFences(title)}, ${withoutFences(title)} b`;
  return [
    ...(asSeen(`- a ${text}, ${text} b`).text === twice ? [] : [`does not read as the title: ${text}`]),
    ...liveOnGitHub(`- ${text}`).map((live) => `has GitHub act on ${live}: ${text}`),
  ];
}

/** What is wrong with a title wherever the bot shows it. */
export function problemsOfTitle(title: string): readonly string[] {
  const clean = cleanTitle(withoutMailAddresses(title));
  return [
    ...problemsOfShown(clean, entryLine(HOUSE_FORM, title, URL_OF_ENTRY)).map(
      (problem) => `Shown, it ${problem}`,
    ),
    ...problemsOfHidden(clean, hiddenLine(HOUSE_FORM, title, URL_OF_ENTRY)).map(
      (problem) => `Hidden, it ${problem}`,
    ),
    ...problemsOnGitHub(clean, inertText(title)).map((problem) => `On GitHub, it ${problem}`),
  ];
}
