import { inDialect } from '../markdown/dialect.js';
import {
  codeSpan,
  escapeTitle,
  link,
  linkDestination,
  type Markdown,
  trusted,
} from '../markdown/markdown.js';
import { BOLD_LEVEL, type Form, partMark, sectionMark } from './form.js';

/** `## Projects`: the heading of a part. */
export function partHeading(form: Form, words: string): string {
  return `${partMark(form)} ${words}`;
}

/** ``### [`widget`](url)``: the heading of a section, in bold where headings are. */
export function sectionHeading(form: Form, name: string, url: string): Markdown {
  const words = link(codeSpan(name), url);
  return trusted(form.sectionLevel === BOLD_LEVEL ? `**${words}**` : `${sectionMark(form)} ${words}`);
}

/** `- [title](url)`: an entry that is shown. `behind`: Markdown that follows the link; `notes`: items below it. */
export function entryLine(
  form: Form,
  title: string,
  url: string,
  behind = '',
  notes: readonly string[] = [],
): Markdown {
  return listItem(form, trusted(`${entryLink(form, title, url)}${behind}`), notes);
}

/** `[title](url)`: the link of an entry, which may be hidden. */
export function entryLink(
  { dialect }: Form,
  title: string,
  url: string,
  place: 'link' | 'hidden link' = 'link',
): Markdown {
  return link(inDialect(escapeTitle(title, place), dialect, 'link'), url);
}

/**
 * `<!-- - [title](url) -->`: a hidden entry. Nothing in the title ends the comment; without the markers it is the
 * entry line, apart from the escapes that take the title's own `-->` apart. `behind`: Markdown that follows the link.
 */
export function hiddenLine(form: Form, title: string, url: string, behind = ''): Markdown {
  const text = trusted(`${entryLink(form, title, url, 'hidden link')}${behind}`);
  return inComment(form, listItem(form, text, []));
}

/** `<!-- - [title](url) -->`: an item of a list that is hidden. */
export function inComment({ hidden: { before, behind } }: Form, item: Markdown): Markdown {
  return trusted(`${before}${item}${behind}`);
}

/** ``- [**`name`:**](url) description``, as the editions present projects. */
export function projectItem(form: Form, name: string, url: string, description: Markdown): Markdown {
  const text = description === '' ? '' : ` ${inDialect(description, form.dialect)}`;
  const label = `**${codeSpan(name)}${text === '' ? '' : ':'}**`;
  return listItem(form, trusted(`[${label}](${linkDestination(url)})${text}`), []);
}

/** `- text`, and an item below it for each note. */
export function listItem(form: Form, text: Markdown, notes: readonly string[]): Markdown {
  const item = trusted(`${form.bullet}${text}`);
  return notes.length === 0 ? item : withItemsBelow(form, item, notes);
}

/** The item with others below it. */
export function withItemsBelow({ bullet, indent }: Form, item: Markdown, texts: readonly string[]): Markdown {
  const before = ' '.repeat(Math.max(indent, bullet.length));
  return trusted([item, ...texts.map((text) => `${before}${bullet}${text}`)].join('\n'));
}
