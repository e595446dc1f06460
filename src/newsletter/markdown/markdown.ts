import { linkDestination } from './addresses.js';
import { cleanTitle, onOneLine } from './clean-title.js';
import { codeSource } from './code-spans.js';
import { escapeInline, inertInline } from './escape-text.js';
import { remembered } from './remembered.js';
import { safeBlocks, safeLine, safeLines } from './safe-markdown.js';

declare const brand: unique symbol;

/** Text that is already safe Markdown. Only this module makes it. */
export type Markdown = string & { readonly [brand]: 'Markdown' };

/**
 * A title as inline Markdown: what a reader sees is the cleaned title, with its code spans as code. Safe in a link's
 * text; a title that needs no escaping comes back byte for byte. An empty title stays empty.
 *
 * Shortcut references are not known here: `[foo]` is left alone unless its label is a code span, which is how the
 * editions write the labels that they define.
 */
export function escapeTitle(title: string): Markdown {
  return escapeInline(cleanTitle(title), 'link') as Markdown;
}

/** Like `escapeTitle`, for text that begins a line: no heading, list, quote or other block comes of it. */
export function escapeLine(text: string): Markdown {
  return escapeInline(cleanTitle(text), 'paragraph') as Markdown;
}

/** `[text](url)`. Throws a TypeError unless the URL is http or https. */
export function link(text: Markdown, url: string): Markdown {
  return `[${text}](${linkDestination(url)})` as Markdown;
}

/** `[@login](url)`, as the editions name people. */
export function mention(login: string, profileUrl: string): Markdown {
  return link(escapeTitle(`@${login}`), profileUrl);
}

/** The text as code, with a fence long enough; safe on a page made by Zola too. Empty text gives nothing. */
export function codeSpan(text: string): Markdown {
  return codeSource(onOneLine(text)) as Markdown;
}

/**
 * Text for pull request bodies and comments on GitHub, at the beginning of a line or within one: cleaned and escaped
 * like a title; it pings nobody, refers to no issue, pull request or commit, and makes no link or checkbox.
 */
export function inertText(text: string): Markdown {
  return inertInline(cleanTitle(text)) as Markdown;
}

/**
 * A line of Markdown that anybody may have written, for the beginning of a list item: words, emphasis, code, and links to
 * web addresses; whatever else there is reads as it was typed.
 */
export function lineFrom(text: string): Markdown {
  return lineAgain(text) as Markdown;
}

/** Markdown that anybody may have written, as lines for list items: one for each paragraph or item. */
export function linesFrom(text: string): readonly Markdown[] {
  return linesAgain(text) as readonly Markdown[];
}

/**
 * Markdown that anybody may have written, as blocks of a section: paragraphs, headings below the section's own, lists,
 * quotes, code, links to web addresses, and images from the hosts (lower case). What else there is reads as it was typed,
 * and nothing reaches beyond its end.
 */
export function blocksFrom(text: string, imageHosts: readonly string[] = []): Markdown {
  return blocksAgain(JSON.stringify([text, imageHosts])) as Markdown;
}

/** A run asks for the same texts several times, and the next run again. In UTF-16 units. */
const MOST_REMEMBERED = 2_000_000;

const lineAgain = remembered(safeLine, MOST_REMEMBERED);
const linesAgain = remembered(safeLines, MOST_REMEMBERED);
const blocksAgain = remembered((question) => {
  const [text, imageHosts] = JSON.parse(question) as [string, readonly string[]];
  return safeBlocks(text, imageHosts);
}, MOST_REMEMBERED);

/** Text taken over verbatim from the newsletter's own earlier editions or from its maintainers' configuration. */
export function trusted(text: string): Markdown {
  return text as Markdown;
}

/** `A`, `A and B`, `A, B, and C`. */
export function asSentenceList(items: readonly Markdown[]): Markdown {
  const [first = '', second = ''] = items;
  if (items.length <= 2) return [first, second].slice(0, items.length).join(' and ') as Markdown;
  return `${items.slice(0, -1).join(', ')}, and ${items.at(-1)}` as Markdown;
}
