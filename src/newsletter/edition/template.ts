import type { Contributor } from '../activity/contributor.js';
import { dateParts } from '../activity/edition-files.js';
import { type Period, weekOf } from '../activity/period.js';
import { escaped } from '../activity/text-pattern.js';
import type { Document } from '../document/document.js';
import { type Form, findRegion, HOUSE_FORM, headingLevel, levelsIn, textPattern } from '../document/form.js';
import { findFrontMatter, languageNameOf } from '../document/front-matter.js';
import type { Language } from '../document/language.js';
import { parseDocument } from '../document/parse-document.js';
import type { SiteRules } from '../document/site.js';
import type { FormatSettings } from '../house-style/edition-settings.js';
import { gapAboveList } from '../markdown/dialect.js';
import { BULLET, contributorsAsSet, type Format } from './format.js';
import type { Skeleton, SkeletonPart } from './skeleton.js';

/** Where a template has the sections of the period: on a line of its own. */
export const SECTIONS = /^[ \t]*\{sections\}[ \t]*$/m;

/** Whether the text says where the sections go, so that it can be a template. */
export function hasSections(template: string): boolean {
  return SECTIONS.test(withPlace(template));
}

/** The template with that line: at the end of the bot's part of the page, where it has such marks and no line. */
export function withPlace(template: string): string {
  const region = findRegion(template);
  if (SECTIONS.test(template) || 'mistake' in region) return template;
  return `${template.slice(0, region.end)}{sections}\n${template.slice(region.end)}`;
}

/** The template with that line, and the blank lines that a list needs so that it is one, and what follows is not its last item's. */
function prepared(template: string, { dialect, sectionLevel, contributor }: ListForm): string {
  const lists = [
    ...(sectionLevel === null ? ['sections'] : []),
    ...(contributor === null ? [] : ['contributors', 'newcomers']),
  ];
  const whole = withPlace(template).replace(WORDS_BELOW, '$&\n');
  if (lists.length === 0) return whole;
  const place = new RegExp(String.raw`^(?=[ \t]*\{(?:${lists.join('|')})\}[ \t]*$)`, 'm');
  return whole.split(place).reduce((above, text) => `${above}${gapAboveList(above, dialect)}${text}`);
}

/** The place of the sections directly above words, which would belong to the last entry. */
const WORDS_BELOW = /^[ \t]*\{sections\}[ \t]*\n(?=[^\s#<{|`~-])/m;

type ListForm = Pick<Form, 'dialect' | 'sectionLevel' | 'contributor'>;

/** A template as a document, whatever its form will be. */
export function parseTemplate(template: string): Document {
  return parseDocument(template, HOUSE_FORM);
}

/** What of a template is parsed in the edition that is made of it: headings of people's part of the page are not. */
function partOfBot(template: string): string {
  const region = findRegion(template);
  return 'mistake' in region ? template : template.slice(region.start, region.end);
}

/** Whether the frame names who contributed for the first time. */
export function namesNewcomers({ template }: { readonly template: string | null }): boolean {
  return template !== null && /\{newcomer(?:s|Count)\}/.test(template);
}

/** How the editions of a site in a language are marked up that the template and the format make; without all of these, in the house form. */
export function formOf(
  format: FormatSettings,
  template: string | null,
  site: SiteRules,
  language: Language,
): Form {
  const { section, group, entry, person, contributor } = format;
  const { sectionLevel, groupLevel } = levelsIn(section, group);
  const item = person ?? entry ?? '';
  const own = {
    ...HOUSE_FORM,
    ...site,
    language,
    sectionLevel,
    groupLevel,
    bullet: BULLET.exec(item)?.[0] ?? HOUSE_FORM.bullet,
    contributor: contributor !== null && BULLET.test(contributor) ? namedBy(contributor) : null,
    person: person === null ? null : namedBy(person),
  };
  const highest = sectionLevel ?? (group === null ? null : groupLevel);
  if (template === null) return { ...own, partLevel: levelAbove(highest, HOUSE_FORM.partLevel) };
  const { before, after } = aroundSections(partOfBot(prepared(template, own)));
  const partLevel = nearestLevel(before, highest);
  const isHeading = (block: string) => partLevel !== null && headingLevel(block) === partLevel;
  const behind = after.split(/\n[ \t]*\n/).map((block) => block.trim());
  const next = behind.findIndex(isHeading);
  return {
    ...own,
    partLevel,
    frontMatter: languageNameOf(findFrontMatter(template)?.frontMatter ?? ''),
    closing: behind
      .slice(0, next < 0 ? behind.length : next)
      .filter((block) => block.replace(/\{\w+\}/g, '').trim() !== '')
      .map(textPattern),
    region: !('mistake' in findRegion(template)),
    mergesWords: /\{(?:count|contributors|newcomers|contributorCount|newcomerCount)\}/.test(template),
  };
}

/** Sections, and the groups of one list, stand below parts. */
function levelAbove(highest: number | null, usual: number | null): number | null {
  if (highest === null || usual === null || usual < highest) return usual;
  return highest > 1 ? highest - 1 : null;
}

/** The level of the last heading above the sections that theirs can stand below. */
function nearestLevel(before: string, highest: number | null): number | null {
  const levels = before.split('\n').flatMap((line) => headingLevel(line) ?? []);
  return levels.findLast((level) => highest === null || level < highest) ?? null;
}

function aroundSections(text: string): { readonly before: string; readonly after: string } {
  const found = SECTIONS.exec(text);
  if (found === null) return { before: text, after: '' };
  return { before: text.slice(0, found.index), after: text.slice(found.index + found[0].length) };
}

const LOGIN = String.raw`([A-Za-z0-9][\w-]*(?:\\?\[bot\\?\])?)`;

/** How the item of a person begins, behind its bullet, up to what follows the login. */
function namedBy(item: string): RegExp {
  const text = item.replace(BULLET, '');
  const [before = '', after = ''] = text.split('{login}');
  const [words = ''] = after.split('{');
  const literal = (part: string) => escaped(part.trim());
  return new RegExp(String.raw`^${literal(before)}\s*${LOGIN}\s*${literal(words)}`);
}

/** What a template may have in braces. */
export const TEMPLATE_PLACEHOLDERS = [
  'sections',
  'contributors',
  'newcomers',
  'count',
  'contributorCount',
  'newcomerCount',
  'month',
  'monthName',
  'year',
  'period',
  'mm',
  'day',
  'week',
  'from',
  'to',
  'date',
  'dateYear',
  'dateMonth',
  'dateDay',
  'number',
] as const;

/** What they stand for; `null`: for nobody, so that the paragraph around it is left out. */
type TemplateValues = Readonly<
  Record<Exclude<(typeof TEMPLATE_PLACEHOLDERS)[number], 'sections'>, string | null>
>;

/** What is told in the frame of an edition. */
export interface FrameFacts {
  readonly period: Period;
  /** The day of publication, `YYYY-MM-DD`, as far as it is known. */
  readonly day: string;
  /** How many editions there are with this one. */
  readonly number: number;
  /** How many entries it shows. */
  readonly count: number;
  readonly people: readonly Contributor[];
  readonly newcomers: readonly Contributor[];
}

function valuesOf(
  { period, day, number, count, people, newcomers }: FrameFacts,
  format: Format,
  { dialect }: Form,
): TemplateValues {
  const [year = '', mm = '', dayOfMonth = ''] = period.firstDay.split('-');
  return {
    period: period.key,
    month: period.name,
    monthName: period.monthName,
    year,
    mm,
    day: dayOfMonth,
    week: weekOf(period.firstDay),
    number: String(number),
    from: period.from,
    to: period.to,
    ...dateParts(day),
    count: String(count),
    contributors: people.length === 0 ? null : contributorsAsSet(people, format, dialect),
    contributorCount: String(people.length),
    newcomers: newcomers.length === 0 ? null : contributorsAsSet(newcomers, format, dialect),
    newcomerCount: String(newcomers.length),
  };
}

/** The skeleton that a template describes, which has all of its words and white space. */
export function skeletonFromTemplate(
  form: Form,
  written: string,
  facts: FrameFacts,
  format: Format,
): Skeleton {
  const template = prepared(written, form);
  const values = valuesOf(facts, format, form);
  const frontMatter = findFrontMatter(template)?.frontMatter ?? '';
  const start = template.indexOf(frontMatter) + frontMatter.length;
  const starts = parseDocument(template, form)
    .parts.map(({ heading }) => heading)
    .filter(({ source, start: at }) => source !== '' && at >= start);
  const whole = template.trimEnd();
  const cuts = [start, ...starts.map((heading) => heading.start), whole.length];
  const [opening = '', ...parts] = cuts.slice(1).map((end, index) => whole.slice(cuts[index], end));
  const isBare = SECTIONS.test(opening);
  const around = aroundSections(opening);
  const gapAfter = /^\s*/.exec(opening)?.[0] ?? '';
  const first = spaced(
    fill(isBare ? around.before.slice(gapAfter.length) : opening.slice(gapAfter.length), values),
  );
  return {
    frontMatter: fill(frontMatter, values, /(?<=\n)/),
    opening: first.text,
    gaps: { frontMatter: gapAfter, opening: first.gap },
    parts: [
      ...(isBare ? [partFrom('', around, true, values)] : []),
      ...parts.flatMap((text) => {
        const heading = text.split('\n', 1).join('');
        const rest = text.slice(heading.length);
        const isHere = SECTIONS.test(rest);
        const part = partFrom(
          heading,
          isHere ? aroundSections(rest) : { before: rest, after: '' },
          isHere,
          values,
        );
        const saysNothing = !isHere && part.body === '' && rest.trim() !== '';
        return saysNothing ? [] : [part];
      }),
    ],
    end: template.slice(whole.length),
  };
}

function partFrom(
  heading: string,
  { before, after }: { readonly before: string; readonly after: string },
  isProjects: boolean,
  values: TemplateValues,
): SkeletonPart {
  const above = isProjects && heading === '' ? '' : before;
  const head = /^\s*/.exec(above)?.[0] ?? '';
  const body = spaced(fill(above.slice(head.length), values));
  const behind = /^\s*/.exec(after)?.[0] ?? '';
  const closing = spaced(fill(after.slice(behind.length), values));
  return {
    heading: fill(heading, values),
    body: body.text,
    closing: closing.text,
    emptyNotice: '',
    isProjects,
    gaps: { heading: head, body: body.gap, sections: behind, closing: closing.gap },
  };
}

function spaced(text: string): { readonly text: string; readonly gap: string } {
  const trimmed = text.trimEnd();
  return { text: trimmed, gap: text.slice(trimmed.length) };
}

/** Behind a backslash, braces stand for themselves, as in Markdown. */
const PLACEHOLDER = /(?<!\\)\{(\w+)\}/g;

/** Paragraphs with the blank lines after them. */
const PARAGRAPHS = /(?<=\n[ \t]*\n)(?![ \t]*\n)/;
/** A line that is a comment, such as the mark of the summary, or those around the bot's part of a page. */
const COMMENT_LINE = /^[ \t]*(?:<!--.*-->|\{\/\*.*\*\/\})[ \t]*$/;

/** The text with the values; without the pieces in which one of these is nobody, but for their lines that are comments. */
function fill(text: string, own: TemplateValues, pieces = PARAGRAPHS): string {
  const values: Readonly<Record<string, string | null>> = own;
  const isMissing = (piece: string) =>
    [...piece.matchAll(PLACEHOLDER)].some(([, name = '']) => values[name] === null);
  return text
    .split(pieces)
    .map((piece) => (isMissing(piece) ? commentsIn(piece) : piece))
    .join('')
    .replace(PLACEHOLDER, (whole, name: string) =>
      Object.hasOwn(values, name) ? (values[name] ?? '') : whole,
    );
}

/** The lines of a paragraph that are comments, with the white space after it. */
function commentsIn(paragraph: string): string {
  const comments = paragraph.split('\n').filter((line) => COMMENT_LINE.test(line));
  return comments.length === 0 ? '' : comments.join('\n') + (/\n\s*$/.exec(paragraph)?.[0] ?? '');
}
