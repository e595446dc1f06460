import { codeSource } from './code-spans.js';
import { escapeInline, inertInline, type Place } from './escape-text.js';

declare const brand: unique symbol;

/** Text that is already safe Markdown. Only this module and `safe-markdown.ts` make it. */
export type Markdown = string & { readonly [brand]: 'Markdown' };

/** In characters (code points). */
export const LONGEST_TITLE = 256;

/**
 * Clean text that reads as itself to every parser, template engine and browser, in a link, in code or in a comment. Most
 * titles are like that, and skip all that follows.
 */
const PLAIN = new RegExp(`^(?! )[A-Za-z\\d !"#$%'()+,./:;=?@|}-]{1,${LONGEST_TITLE}}(?<! )$`);

/**
 * A title as inline Markdown: what a reader sees is the cleaned title, with its code spans as code. Safe in a link's
 * text; a title that needs no escaping comes back byte for byte. An empty title stays empty.
 *
 * Shortcut references are not known here: `[foo]` is left alone unless its label is a code span, which is how the
 * editions write the labels that they define. In a hidden link, nothing ends the comment around it.
 */
export function escapeTitle(title: string, place: 'link' | 'hidden link' = 'link'): Markdown {
  const shown = withoutMailAddresses(title);
  if (PLAIN.test(shown)) return shown as Markdown;
  const isHidden = place === 'hidden link';
  return escapeInline(cleanTitle(shown), { frame: 'link', isHidden, isBesideMarks: false }) as Markdown;
}

/** Like `escapeTitle`, for text within a line, or at its beginning, that is no link's. */
export function escapePhrase(
  text: string,
  place: Place & { readonly frame: 'phrase' | 'opening' },
): Markdown {
  const shown = withoutMailAddresses(text);
  const isInside = place.frame === 'phrase' && !place.isBesideMarks;
  const isPlain = isInside && PLAIN.test(shown) && !/\/\w|www\./i.test(shown);
  return (isPlain ? shown : escapeInline(cleanTitle(shown), place)) as Markdown;
}

/** Like `escapeTitle`, for text that begins a line: no heading, list, quote or other block comes of it. */
export function escapeLine(text: string): Markdown {
  const place = { frame: 'paragraph', isHidden: false, isBesideMarks: false } as const;
  return escapeInline(cleanTitle(withoutMailAddresses(text)), place) as Markdown;
}

/** The texts as lines that follow each other. */
export function joinLines(texts: readonly Markdown[]): Markdown {
  return texts.join('\n') as Markdown;
}

/** The texts as paragraphs; those that are missing or empty leave no gap. */
export function joinParagraphs(texts: readonly (Markdown | null | undefined)[]): Markdown {
  return texts.filter((text) => text != null && text !== '').join('\n\n') as Markdown;
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
  return (PLAIN.test(text) ? `\`${text}\`` : codeSource(onOneLine(text))) as Markdown;
}

/**
 * Text for pull request bodies and comments on GitHub, at the beginning of a line or within one: cleaned and escaped
 * like a title; it pings nobody, refers to no issue, pull request or commit, and makes no link or checkbox.
 */
export function inertText(text: string): Markdown {
  return inertInline(cleanTitle(withoutMailAddresses(text))) as Markdown;
}

/** Text taken over verbatim from the newsletter's own earlier editions or from its maintainers' configuration. */
export function trusted(text: string): Markdown {
  return text as Markdown;
}

/**
 * Bidi controls, which reorder the text around them, invisible spaces and letters, and tags that spell no flag; the
 * joiner of emoji (U+200D) stays.
 */
const INVISIBLE =
  /[\u{061C}\u{200B}\u{200E}\u{200F}\u{202A}-\u{202E}\u{2060}-\u{206F}\u{3164}\u{FEFF}\u{FFA0}]|(?<![\u{1F3F4}\u{E0020}-\u{E007F}])[\u{E0000}-\u{E007F}]+/gu;
const LINE_BREAKING = / *[\p{Control}\u{2028}\u{2029}][\p{Control}\u{2028}\u{2029} ]*/gu;

/** No script puts more marks on a letter; stacks of them cover the lines around. Signs that show nothing begin no new stack. */
const STACKED_MARKS = /((?:\p{M}\p{Cf}*){8})[\p{M}\p{Cf}]+/gu;

/** Blank letters, and what a reader sees nothing of although it is there. */
const SHOWS_NOTHING = /^[\s\u{2800}\p{M}\p{Z}\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Default_Ignorable_Code_Point}]*$/u;

/** Whether a reader would see nothing of the text. */
export function showsNothing(text: string): boolean {
  return SHOWS_NOTHING.test(text);
}

/**
 * A title on one line, without invisible characters, at most 256 characters (code points) long, and trimmed; '' where a
 * reader would see nothing of it.
 */
export function cleanTitle(title: string): string {
  return showsNothing(title) ? '' : shortened(onOneLine(title).trim());
}

/**
 * Line breaks, tabs and other control characters as one space, invisible characters left out, halves of surrogate
 * pairs as U+FFFD.
 */
export function onOneLine(text: string): string {
  return text
    .replace(INVISIBLE, '')
    .replace(STACKED_MARKS, '$1')
    .replace(LINE_BREAKING, ' ')
    .replace(/\p{Surrogate}/gu, '\u{FFFD}');
}

/** Lines that end with `\n`; tabs as four spaces, other control and invisible characters left out. */
export function cleanLines(text: string): string {
  return text
    .replace(/\r\n?|[\u{2028}\u{2029}\v\f]/gu, '\n')
    .replace(/\t/g, '    ')
    .replace(INVISIBLE, '')
    .replace(STACKED_MARKS, '$1')
    .replace(/(?!\n)\p{Control}/gu, '')
    .replace(/\p{Surrogate}/gu, '\u{FFFD}');
}

/** What nobody sees; some of it is taken out only after addresses have been looked for. */
const UNSEEN = String.raw`\p{Default_Ignorable_Code_Point}\u0000-\u0008\u000e-\u001f\u007f-\u009f`;
const LETTER = String.raw`\p{L}\p{M}\p{N}${UNSEEN}`;
/** A sign by its number, though not `.` or `@`, or one that hardly anybody sees by its name in HTML. */
const REFERENCE = String.raw`&(?:#(?!0*(?:46|64);)\d{1,7}|#x(?!0*(?:2e|40);)[\da-f]{1,6}|shy|zwn?j|lrm|rlm|nobreak|zerowidthspace|negative\w{1,9}space|lowbar|plus|dash|hyphen);`;
/** Marks of emphasis and code, and comments, which readers do not see. */
const MARKUP = '[*`~]|<!--[^<>]*-->';
const AT = String.raw`(?:\\*[@\uff20\ufe6b]|&#0*64;|&#x0*40;|&commat;|%40)`;
const NAMED_DOT = '&#0*46;|&#x0*2e;|&period;';
const DOT = String.raw`(?:\\*[.\uff0e]|${NAMED_DOT}|%2e)`;
/**
 * An e-mail address, however Markdown, HTML or an address on the web spells its signs, and whatever unseen stands between
 * them; not a handle (`@ann@…`), `git@…:`, a file such as `icon@2x.png` or a version (`widget@1.0.0.beta`).
 */
const MAIL_ADDRESS = [
  String.raw`(?<![${LETTER}._%+@\\-]|&#?\w{1,20};)(?!git\\*@)(?:\\*[${LETTER}._+-]|%(?!40)|${REFERENCE}|${NAMED_DOT})+`,
  String.raw`(?:${MARKUP})*${AT}(?!\dx\.|v?\d+\.\d+[.-])(?:(?:[${LETTER}-]|${REFERENCE}|${MARKUP})+${DOT})+`,
  String.raw`(?:(?:[${UNSEEN}]|${MARKUP})*(?:\p{L}|${REFERENCE})){2,}`,
].join('');
/** With what makes a link of it; an address on the web comes first, since it stays whole. */
const WEB_OR_MAIL_ADDRESS = new RegExp(
  `(\\]\\(https?://[^\\s()]*\\)|https?://(?![^\\s/]*@)[^\\s<>"'()[\\]]+)|<(?:mailto:)?${MAIL_ADDRESS}(?:\\?[^\\s<>]*)?>|(?:mailto:)?${MAIL_ADDRESS}`,
  'giu',
);
const MAIL_LINK = /\[([^[\]\n]*)\]\(\s*<?mailto:[^()\s<>]*>?(?:\s+"[^"\n]*")?\s*\)/gi;

/** The text with `(e-mail address)` for each e-mail address. A link to one becomes its words; addresses on the web stay. */
export function withoutMailAddresses(text: string): string {
  if (!/[@\uff20\ufe6b]|&(?:#|commat)|%40/.test(text)) return text;
  return text
    .replace(MAIL_LINK, '$1')
    .replace(WEB_OR_MAIL_ADDRESS, (_, web: string | undefined) => web ?? '(e-mail address)');
}

function shortened(title: string): string {
  const characters = Array.from(title);
  if (characters.length <= LONGEST_TITLE) return title;
  return `${characters.slice(0, LONGEST_TITLE - 1).join('')}…`;
}

/**
 * An address as the destination of a Markdown link: everything that could end it, or that Markdown, HTML or Zola would
 * read as something else, is encoded. Throws a TypeError unless it is http or https.
 */
export function linkDestination(url: string): string {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) {
    throw new TypeError(`A link needs an http or https address, not ${JSON.stringify(url)}.`);
  }
  return url
    .replace(/\p{Surrogate}/gu, '\u{FFFD}')
    .replace(/[()<>"'`\\{}|^]|\s|\p{Control}|\p{Format}/gu, percentEncoded)
    .replace(/&(?=#?\w+;)/g, '&amp;');
}

function percentEncoded(character: string): string {
  const bytes = new TextEncoder().encode(character);
  return [...bytes].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
}

/** The text as it stands in an element or in an attribute with quotes of either kind. */
export function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}
