import { escaped, filledIn } from '../activity/text-pattern.js';
import type { TemplateEngine } from '../markdown/code-spans.js';
import { type Dialect, inDialect } from '../markdown/dialect.js';
import {
  codeSpan,
  escapeTitle,
  link,
  linkDestination,
  type Markdown,
  trusted,
} from '../markdown/markdown.js';
import { ENGLISH, type Language } from './language.js';

/** How a newsletter's editions are marked up: what the parser looks for, and what is written. */
export interface Form {
  /** The language of the front matter that the bot writes; `null`: it writes none. All languages are read. */
  readonly frontMatter: 'toml' | 'yaml' | null;
  /** The level of the headings of parts, 2 is `##`; `null`: all that has sections or entries is one part. */
  readonly partLevel: number | null;
  /** The level of the headings of sections, `BOLD_LEVEL` where they are lines in bold; `null`: each part has one section, from its first entry on. */
  readonly sectionLevel: number | null;
  /** The level of the headings of groups, as above. */
  readonly groupLevel: number;
  /** What a list item that the bot writes begins with; `1. ` where Markdown is to count. People may use any mark. */
  readonly bullet: string;
  /** By how many blanks what stands below an item is indented at least; the width of the bullet, where that is more. */
  readonly indent: number;
  /** What stands around a list item that is hidden. */
  readonly hidden: HidingMarks;
  /** The Markdown that the site reads. */
  readonly dialect: Dialect;
  /** What the site has read code before. */
  readonly engine: TemplateEngine;
  /** What the bot's own words are. */
  readonly language: Language;
  /** What ends the summary of a page; `null`: the site has no such mark. */
  readonly summary: string | null;
  /**
   * What the blocks say that stand behind the sections of a part. The first of them that is there ends the last section, so
   * that new sections and entries come before it. See `textPattern`.
   */
  readonly closing: readonly RegExp[];
  /** How an item begins that names a contributor, behind its bullet; the group is the login. `null`: people are in no lists. */
  readonly contributor: RegExp | null;
  /** As above, of an item that has all entries of a person. `null`: each entry is an item of its own. */
  readonly person: RegExp | null;
  /** Whether the edition is only what stands between two marks in a file of people's. */
  readonly region: boolean;
  /** Whether a paragraph that people changed follows what the bot changes in other words of it. */
  readonly mergesWords: boolean;
}

/** The marks of a comment, as a site reads one, and what finds them. */
export interface HidingMarks {
  /** What is written before a list item that is hidden, and behind it. */
  readonly before: string;
  readonly behind: string;
  /** The same without white space. */
  readonly open: string;
  readonly close: string;
  /** These as sources of regular expressions. */
  readonly opens: string;
  readonly closes: string;
  readonly isHtml: boolean;
  /** Finds comments that begin a line: the groups are the white space before it, what it hides, and its end, if it has one. */
  readonly comments: RegExp;
  /** Finds an item of a list in a comment of its own; the group is the item. */
  readonly item: RegExp;
}

/** What a list item begins with, as the source of a regular expression. */
export const ITEM_MARK = String.raw`(?:[-*+]|\d{1,9}[.)])`;

export const HTML_COMMENT = hidingMarks('<!-- ', ' -->');
/** Of MDX, which reads no HTML comments. */
export const EXPRESSION_COMMENT = hidingMarks('{/* ', ' */}');

function hidingMarks(before: string, behind: string): HidingMarks {
  const [open, close] = [before.trim(), behind.trim()];
  const [opens, closes] = [escaped(open), escaped(close)];
  return {
    ...{ before, behind, open, close, opens, closes },
    isHtml: open.startsWith('<'),
    comments: new RegExp(String.raw`^( {0,3})${opens}([\s\S]*?)(?:(${closes})|$(?![\s\S]))`, 'gm'),
    item: new RegExp(String.raw`^${opens}[ \t]*(${ITEM_MARK}[ \t]+[^\n]*?)[ \t]*${closes}$`),
  };
}

/** The form of editions whose newsletter has no other one. */
export const HOUSE_FORM: Form = {
  frontMatter: 'toml',
  partLevel: 2,
  sectionLevel: 3,
  groupLevel: 4,
  bullet: '- ',
  indent: 0,
  hidden: HTML_COMMENT,
  dialect: 'commonmark',
  engine: 'zola',
  language: ENGLISH,
  summary: '<!-- more -->',
  closing: [],
  contributor: null,
  person: null,
  region: false,
  mergesWords: false,
};

/** The level of a line in bold that stands for a heading: below all headings. */
export const BOLD_LEVEL = 7;
export const BOLD_LINE = /^\*\*(?!\s)(?:\\.|(?!\*\*)[^\\\n])+\*\*:?\s*$/;

/** The level of the heading that a text begins with; `null`: it begins with none. */
export function headingLevel(text: string): number | null {
  return /^ {0,3}(#{1,6})[ \t]/.exec(text)?.[1]?.length ?? null;
}

/**
 * The level of the line in which a format has `{heading}`; `null`: it has it in no heading. `format`: `null` of sections in the
 * house form.
 */
export function levelInFormat(format: string | null): number | null {
  if (format === null) return HOUSE_FORM.sectionLevel;
  const line = format.split('\n').find((each) => each.includes('{heading}')) ?? '';
  return headingLevel(line) ?? (BOLD_LINE.test(line) ? BOLD_LEVEL : null);
}

/** The marks of a part's heading: `##`, also where people's file has no parts. */
export function partMark({ partLevel }: Form): string {
  return '#'.repeat(partLevel ?? 2);
}

/** The marks of a section's heading: `###`, also where people's file has no sections. */
export function sectionMark({ partLevel, sectionLevel }: Form): string {
  return '#'.repeat(sectionLevel ?? (partLevel ?? 2) + 1);
}

/** A group where none is set, in sections like this; `null`: in those of the house form. */
export function usualGroup(section: string | null): string {
  return `${groupBelow(levelInFormat(section) ?? 3)}\n\n{entries}`;
}

/** The heading of a group, one level below that of its section. */
export function groupBelow(level: number): string {
  if (level === BOLD_LEVEL) return '#### {heading}';
  return level === 6 ? '**{heading}**' : `${'#'.repeat(level + 1)} {heading}`;
}

/** The levels of a format's sections and groups, which are as usual where they are not set. */
export function levelsIn(
  section: string | null,
  group: string | null,
): Pick<Form, 'sectionLevel' | 'groupLevel'> {
  const groupLevel = levelInFormat(group ?? usualGroup(section)) ?? HOUSE_FORM.groupLevel;
  return { sectionLevel: levelInFormat(section), groupLevel };
}

/** Finds a block of a template in what became of it: see `filledIn`. */
export function textPattern(block: string): RegExp {
  return new RegExp(`^${filledIn(block)}$`);
}

/** Offsets of the text between the marks, or what is wrong with them, at a line that is counted from 1. */
export type FoundRegion =
  | { readonly start: number; readonly end: number }
  | { readonly mistake: 'missing' | 'never ends' | 'never begins' | 'twice'; readonly line: number };

/** The lines around the part of a file that is the bot's, as the site's own comments. */
export function regionMarks({
  hidden: { before, behind },
}: Pick<Form, 'hidden'>): readonly [begin: string, end: string] {
  return [`${before}newsletter:begin${behind}`, `${before}newsletter:end${behind}`];
}

/** A mark on a line of its own. Docusaurus and others read both kinds of comments, so either is one on any site. */
const REGION_MARK =
  /^[ \t]*(?:<!--|\{\/\*)[ \t]*newsletter:(begin|end)[ \t]*(?:-->|\*\/\})[ \t]*(?:\r?\n|$)/gm;

/** Finds the bot's part of a file. */
export function findRegion(source: string): FoundRegion {
  const marks = [...source.matchAll(REGION_MARK)].map(({ index, 0: text, 1: kind }) => ({
    kind,
    index,
    after: index + text.length,
    line: source.slice(0, index).split('\n').length,
  }));
  const [first, second, third] = marks;
  if (first === undefined) return { mistake: 'missing', line: 1 };
  if (first.kind === 'end') return { mistake: 'never begins', line: first.line };
  if (second === undefined) return { mistake: 'never ends', line: first.line };
  if (second.kind === 'begin') return { mistake: 'twice', line: second.line };
  if (third !== undefined) return { mistake: 'twice', line: third.line };
  return { start: first.after, end: second.index };
}

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
  const mark = /^\d/.test(bullet) ? HOUSE_FORM.bullet : bullet;
  return trusted([item, ...texts.map((text) => `${before}${mark}${text}`)].join('\n'));
}
