import { distance } from 'fastest-levenshtein';
import { findRegion } from '../document/form.js';
import { findFrontMatter, readFrontMatter } from '../document/front-matter.js';
import { parseTemplate, SECTIONS, TEMPLATE_PLACEHOLDERS, withPlace } from './template.js';

/** What makes a template one that no site can read, or that the bot cannot fill; the line is counted from 1. */
export interface TemplateMistake {
  readonly kind:
    | 'front matter never ends'
    | 'front matter cannot be read'
    | 'mark never ends'
    | 'mark never begins'
    | 'mark twice'
    | 'sections outside of the marks'
    | 'sections in front matter'
    | 'sections in a comment'
    | 'sections in code';
  readonly line: number;
  /** Why it cannot be read, as its parser says it; '' otherwise. */
  readonly reason: string;
}

/** The first such mistake, in a template that has a place for sections; `null`: there is none. */
export function templateMistake(template: string): TemplateMistake | null {
  return frontMatterMistake(template) ?? regionMistake(template) ?? placeMistake(template);
}

function mistake(kind: TemplateMistake['kind'], line: number, reason = ''): TemplateMistake {
  return { kind, line, reason };
}

/** Any value, since what the placeholders stand for is known later. */
const ANY_VALUE = '2020';

function frontMatterMistake(template: string): TemplateMistake | null {
  const found = findFrontMatter(template);
  // Three dashes alone may be a line across the page.
  if (found === null)
    return /^\uFEFF?\s*(?:\+{3}|-{3}[ \t]*\r?\n[\w-]+:)/.test(template)
      ? mistake('front matter never ends', 1)
      : null;
  if (SECTIONS.test(found.frontMatter))
    return mistake('sections in front matter', lineAt(template, SECTIONS.exec(template)?.index ?? 0));
  const filled = found.frontMatter.replace(/(?<!\\)\{\w+\}/g, ANY_VALUE);
  const wrong = readFrontMatter(filled).mistake;
  return wrong === null
    ? null
    : mistake('front matter cannot be read', found.line + wrong.line, wrong.reason);
}

function regionMistake(template: string): TemplateMistake | null {
  const region = findRegion(template);
  if ('mistake' in region)
    return region.mistake === 'missing' ? null : mistake(`mark ${region.mistake}`, region.line);
  const index = SECTIONS.exec(template)?.index;
  const isWithin = index === undefined || (index >= region.start && index < region.end);
  return isWithin ? null : mistake('sections outside of the marks', lineAt(template, index));
}

function placeMistake(written: string): TemplateMistake | null {
  const template = withPlace(written);
  const at = SECTIONS.exec(template)?.index ?? 0;
  const piece = parseTemplate(template).pieces.find(
    ({ start, source }) => start <= at && at < start + source.length,
  );
  const line = lineAt(template, at);
  switch (piece?.block.kind) {
    case 'comment':
      return mistake('sections in a comment', line);
    case 'code':
      // What is only indented may stand in a box of MkDocs.
      return /^(?:`{3}|~{3})/.test(piece.source) ? mistake('sections in code', line) : null;
    default:
      return null;
  }
}

function lineAt(text: string, at: number): number {
  return text.slice(0, at).split('\n').length;
}

/** Braces around one word, in a template, that are no placeholder. */
export interface UnknownPlaceholder {
  /** As it is written, with its braces. */
  readonly written: string;
  /** Counted from 1. */
  readonly line: number;
  /** The placeholder that it is nearly; `null`: there is none, or it is `{sections}` in another place than its own. */
  readonly nearest: string | null;
}

/** What braces are of others than the bot, wherever they stand: template engines, scripts, styles, mathematics. */
const OF_OTHERS = [
  // Code; a run of backticks ends with one of the same length.
  /(?<!`)(`+)(?!`)[\s\S]{0,500}?(?<!`)\1(?!`)/g,
  /<!--(?:(?!<!--)[\s\S])*?-->|\{\/\*(?:(?!\{\/\*)[\s\S])*?\*\/\}/g,
  // Liquid, Tera, Nunjucks, Vue, and the shortcodes of Zola and Hugo.
  /\{\{(?:(?!\{\{)[\s\S])*?\}\}|\{[%#](?:(?!\{[%#])[\s\S])*?[%#]\}/g,
  /<(script|style)\b(?:(?!<\1\b)[\s\S])*?<\/\1>/gi,
  /\$\$[^$]{1,500}\$\$|(?<![\w\\$])\$(?=\S)[^$\n]{1,500}(?<=\S)\$(?!\d)/g,
  /\\[A-Za-z]+(?:\{[^{}\n]*\})+/g,
  // Pelican's links to files of the site: https://docs.getpelican.com/en/latest/content.html#linking-to-internal-content
  /\]\(\{(?:filename|static|attach|author|category|index|tag)\}/g,
  // What a tag of MDX is given, and what a file of MDX imports.
  /(?<=\w=)\{[^{}\n]*\}/g,
  /^(?:import|export)\b.*$/gm,
];
/** A role of MyST has code behind it: https://mystmd.org/guide/syntax-overview */
const ONE_WORD = /(?<![\\$^{])\{[ \t]*(\p{L}[\p{L}\p{N}_-]*)[ \t]*\}(?![}`])/gu;

/** The placeholders of a template that there are not. Code, comments, and what others have in braces is left alone. */
export function unknownPlaceholders(template: string): readonly UnknownPlaceholder[] {
  const known: readonly string[] = TEMPLATE_PLACEHOLDERS;
  const place = SECTIONS.exec(withPlace(template));
  const document = parseTemplate(template);
  const told = document.pieces.filter(({ block }) => block.kind !== 'code' && block.kind !== 'comment');
  const own = (name: string) => new RegExp(String.raw`^(?:import|export)\b.*(?<!\w)${name}(?!\w)`, 'm');
  return told.flatMap((piece) => {
    const text = OF_OTHERS.reduce(
      (rest, pattern) => rest.replace(pattern, (found) => found.replace(/[^\s`]/g, ' ')),
      piece.source,
    );
    return [...text.matchAll(ONE_WORD)].flatMap(({ index, 0: written, 1: name = '' }) => {
      const at = piece.start + index;
      const isPlace = place !== null && at >= place.index && at < place.index + place[0].length;
      const isKnown = name === 'sections' ? isPlace : known.includes(name) && written === `{${name}}`;
      if (isKnown || own(name).test(template)) return [];
      const line = template.slice(0, at).split('\n').length;
      return [{ written, line, nearest: name === 'sections' ? null : nearestTo(name, known) }];
    });
  });
}

function nearestTo(name: string, known: readonly string[]): string | null {
  const plain = (text: string) => text.toLowerCase().replace(/[_-]/g, '');
  const edits = (other: string) => distance(plain(name), plain(other));
  const [best = ''] = known.toSorted((left, right) => edits(left) - edits(right));
  return edits(best) <= Math.max(name.length > 3 ? 2 : 1, name.length / 3) ? best : null;
}
