import {
  codeSpan,
  escapeTitle,
  link,
  linkDestination,
  type Markdown,
  trusted,
} from '../markdown/markdown.js';
import { FORM, PART_MARK, SECTION_MARK } from './form.js';

/** `## Projects`: the heading of a part. */
export function partHeading(words: string): string {
  return `${PART_MARK} ${words}`;
}

/** ``### [`widget`](url)``: the heading of a section. */
export function sectionHeading(name: string, url: string): Markdown {
  return trusted(`${SECTION_MARK} ${link(codeSpan(name), url)}`);
}

/** `- [title](url)`: an entry that is shown. `behind`: Markdown that follows the link; `notes`: items below it. */
export function entryLine(title: string, url: string, behind = '', notes: readonly string[] = []): Markdown {
  return listItem(trusted(`${link(escapeTitle(title), url)}${behind}`), notes);
}

/**
 * `<!-- - [title](url) -->`: a hidden entry. Nothing in the title ends the comment; without the markers it is the
 * entry line, apart from the escapes that take the title's own `-->` apart. `behind`: Markdown that follows the link.
 */
export function hiddenLine(title: string, url: string, behind = ''): Markdown {
  const text = trusted(`${link(escapeTitle(title, 'hidden link'), url)}${behind}`);
  return trusted(FORM.hidden.join(listItem(text, [])));
}

/** ``- [**`name`:**](url) description``, as the editions present projects. */
export function projectItem(name: string, url: string, description: Markdown): Markdown {
  const text = description === '' ? '' : ` ${description}`;
  const label = `**${codeSpan(name)}${text === '' ? '' : ':'}**`;
  return listItem(trusted(`[${label}](${linkDestination(url)})${text}`), []);
}

/** `- text`, and an item below it for each note. */
export function listItem(text: Markdown, notes: readonly string[]): Markdown {
  const { bullet } = FORM;
  const indent = ' '.repeat(bullet.length);
  return trusted([`${bullet}${text}`, ...notes.map((note) => `${indent}${bullet}${note}`)].join('\n'));
}
