import { isOwnedBy } from '../activity/names.js';
import type { Period } from '../activity/period.js';
import { linksToWork } from '../activity/work.js';
import type { Block } from '../document/document.js';
import { type Form, partHeading, partMark } from '../document/form.js';
import { LANGUAGES, withDay, withPeopleAmong } from '../document/front-matter.js';
import { phrase } from '../document/language.js';
import {
  type EarlierEdition,
  haveSmallPrint,
  type PartText,
  type TextBlock,
} from '../house-style/earlier-edition.js';
import { isEditionSpecific } from '../house-style/section-style.js';
import { inDialect } from '../markdown/dialect.js';
import { escapeLine } from '../markdown/markdown.js';
import { foldSpace } from '../markdown/prose-lines.js';

/** What stays the same from edition to edition: everything but the sections of the organization's projects. */
export interface Skeleton {
  /** With its fences; '' is none. */
  readonly frontMatter: string;
  readonly opening: string;
  readonly parts: readonly SkeletonPart[];
  /** White space after these texts, as a template has it; a blank line otherwise. */
  readonly gaps?: Readonly<Record<'frontMatter' | 'opening', string>>;
  /** White space at the end of the file, as a template has it; the end of a line otherwise. */
  readonly end?: string;
}

/** A part; its heading is '' where a template has the sections below none. The bot fills exactly one, the projects part, with them. */
export interface SkeletonPart {
  readonly heading: string;
  /** The standing text under the heading. */
  readonly body: string;
  /** Standing text after the sections: templates, parts that are commented out. */
  readonly closing: string;
  /** The line that says that nothing was submitted; empty when the part needs none. */
  readonly emptyNotice: string;
  readonly isProjects: boolean;
  /** White space after these texts, as above. */
  readonly gaps?: Readonly<Record<'heading' | 'body' | 'sections' | 'closing', string>>;
}

/** The line of an empty part. */
function noticePattern({ language }: Form): string {
  const own = (['noPullRequests', 'noUpdates'] as const).map((name) => language.patterns[name]).join('|');
  const english = String.raw`No (?:pull requests were merged|project updates were submitted) this \w+\.`;
  return String.raw`(?:<span class="gray">\s*_?(?:No\b|${own})[\s\S]*?</span>|_(?:${english}|${own})_)`;
}

/** That line where a text has it; `undefined`: it has none. */
export function emptyNoticeIn(text: string, form: Form): string | undefined {
  return new RegExp(noticePattern(form)).exec(text)?.[0];
}

/** The text of a part that has something: without that line, or a comment that says the same, on lines of their own. */
export function withoutNotice(text: string, form: Form): string {
  const { opens, closes } = form.hidden;
  const line = new RegExp(
    String.raw`^(?:${opens}\s*)?${noticePattern(form)}(?:\s*${closes})?[ \t]*(?:\n+|$)|^${opens}\s*_?No(?:ne|thing)?\b[^\n]*?${closes}[ \t]*(?:\n+|$)`,
    'gm',
  );
  return text.replace(line, '').trim();
}

type Notice = 'noPullRequests' | 'noUpdates';

function notice({ language }: Form, name: Notice, { kind }: Period, smallPrint: boolean): string {
  const sentence = phrase(language, name, { kind });
  return smallPrint ? `<span class="gray">${sentence}</span>` : `_${sentence}_`;
}

/** Makes the skeleton of `period` from the earlier editions (oldest first, at least one). */
export function skeletonFrom(
  form: Form,
  earlier: readonly EarlierEdition[],
  organization: string,
  period: Period,
  number: number | null = null,
): Skeleton {
  const last = earlier.at(-1);
  if (last === undefined) throw new RangeError('There is no earlier edition to take the skeleton from.');
  const projects = projectsHeading(earlier, organization);
  const [before, now] = [last.period.name, period.name];
  const rename = (text: string) => withNumber(text.replaceAll(before, now), number);
  const parts = last.parts
    .filter((part) => part.heading === projects || isStanding(part, earlier))
    .map((part) => ({
      heading: part.heading,
      body: rename(standingText(form, part, earlier)),
      closing: rename(closingText(form, part, part.heading === projects)),
      emptyNotice: emptyNotice(
        form,
        part,
        earlier,
        part.heading === projects ? notice(form, 'noPullRequests', period, haveSmallPrint(earlier)) : null,
        period,
      ),
      isProjects: part.heading === projects,
    }))
    .filter(
      ({ body, closing, emptyNotice: notice, isProjects }) =>
        isProjects || `${body}${closing}${notice}` !== '',
    );
  return {
    frontMatter: rename(nextFrontMatter(earlier, last, period)),
    opening: rename(standingOpening(last)).replace(
      /\bthe (?:first|second|third|fourth|fifth) issue\b/,
      'a new issue',
    ),
    parts: parts.some(({ isProjects }) => isProjects)
      ? parts
      : [...parts, projectsPart(form, organization, period, haveSmallPrint(earlier))],
  };
}

/** What stands above the first part, without what lists or links to work: that is told already. */
function standingOpening({ opening, document }: EarlierEdition): string {
  const lists = document.opening.filter(({ works }) => works.some(({ page }) => page !== 'issue'));
  if (lists.length === 0 && !linksToWork(opening)) return opening;
  const blocks = [...new Set(document.opening.map(({ block }) => block))];
  const listing = new Set(lists.map(({ block }) => block));
  const isOfWork = (block: Block | undefined) =>
    block !== undefined && (listing.has(block) || linksToWork(block.text));
  return blocks
    .filter((block, index) => {
      const next = blocks[index + 1];
      return isOfWork(block) || (isOfWork(next) && announcesList(block, next));
    })
    .reduce(withoutBlock, opening);
}

function withoutBlock(text: string, block: Block): string {
  const [before = '', ...behind] = text.split(block.text);
  return behind.length === 0 ? text : `${before}${behind.join(block.text).trimStart()}`.trim();
}

/** The text with the number of this edition where it calls the last one by its own, as `#12` or `Issue 12`. */
function withNumber(text: string, number: number | null): string {
  if (number === null) return text;
  const last = new RegExp(String.raw`(#|\b(?:no\.?|number|issue|edition|episode) )0*${number - 1}\b`, 'gi');
  return text.replace(last, (_, before: string) => `${before}${number}`);
}

/** The skeleton for an organization's first edition. */
export function firstSkeleton(form: Form, name: string, organization: string, period: Period): Skeleton {
  const written = inDialect(escapeLine(name), form.dialect);
  return {
    frontMatter: firstFrontMatter(form, name, period),
    opening: [
      ...(form.frontMatter === null ? [`# ${written}: ${period.name}`] : []),
      phrase(form.language, 'welcome', { name: written, organization, period: period.name }),
      ...(form.summary === null ? [] : [form.summary]),
    ].join('\n\n'),
    parts: [projectsPart(form, organization, period, false)],
  };
}

/** In the language of the newsletter's form; '' where it has no front matter. */
function firstFrontMatter({ frontMatter }: Form, name: string, period: Period): string {
  if (frontMatter === null) return '';
  const { fence, example } = LANGUAGES[frontMatter];
  const title = example('title', JSON.stringify(`${name}: ${period.name}`));
  return [fence, title, example('date', period.plannedDay), fence].join('\n');
}

/**
 * Front matter for `period` in the form of the last edition; '' where that has none: same keys, same layout. The date is the first
 * day after the period, until the day of publication is known. Of the people, those stay who stand in each of the last
 * three editions: the editors, not the authors of one edition.
 */
function nextFrontMatter(earlier: readonly EarlierEdition[], last: EarlierEdition, period: Period): string {
  const [first = [], ...others] = earlier.slice(-3).map(({ people }) => people);
  const editors = new Set(first.filter((login) => others.every((people) => people.includes(login))));
  return withPeopleAmong(withDay(last.frontMatter ?? '', period.plannedDay), editors);
}

/** The part of the latest edition that has one called so, with its standing text; `null`: there is none of the form. */
export function partAsBefore(
  form: Form,
  earlier: readonly EarlierEdition[],
  isCalled: (heading: string) => boolean,
  period: Period | null,
): SkeletonPart | null {
  for (const { parts, period: its } of earlier.toReversed()) {
    const part = parts.find(({ heading, sections }) => sections.length === 0 && isCalled(heading));
    if (part === undefined) continue;
    if (!part.heading.startsWith(`${partMark(form)} `)) return null;
    const body = withoutNotice(standingText(form, part, earlier), form);
    const renamed = period === null ? body : body.replaceAll(its.name, period.name);
    return { heading: part.heading, body: renamed, closing: '', emptyNotice: '', isProjects: false };
  }
  return null;
}

function projectsPart(form: Form, organization: string, period: Period, smallPrint: boolean): SkeletonPart {
  return {
    heading: partHeading(form, phrase(form.language, 'projects', { organization })),
    body: phrase(form.language, 'aboutProjects'),
    closing: '',
    emptyNotice: notice(form, 'noPullRequests', period, smallPrint),
    isProjects: true,
  };
}

/** The heading of the part with sections about the organization's repositories, in the latest edition that has one. */
function projectsHeading(earlier: readonly EarlierEdition[], organization: string): string | null {
  const ours = (part: PartText) =>
    part.sections.filter(({ repository }) => repository !== null && isOwnedBy(repository, organization))
      .length;
  for (const { parts } of [...earlier].reverse()) {
    const best = [...parts].sort((left, right) => ours(right) - ours(left))[0];
    if (best !== undefined && ours(best) > 0) return best.heading;
  }
  return null;
}

/** A part of the last edition is carried on unless the two editions before it had none like it. */
function isStanding(part: PartText, earlier: readonly EarlierEdition[]): boolean {
  const before = earlier.slice(-3, -1);
  return (
    before.length === 0 || before.some(({ parts }) => parts.some(({ heading }) => heading === part.heading))
  );
}

/**
 * The text under a heading that holds for any period: its description, reference definitions and template comments.
 * Lists and paragraphs about one period are left behind.
 */
function standingText(form: Form, part: PartText, earlier: readonly EarlierEdition[]): string {
  const standing = part.blocks.filter(
    (block, index) =>
      isStandingBlock(block) &&
      !announcesList(block, part.blocks[index + 1]) &&
      isProven(block, index === 0, part, { form, earlier }),
  );
  return joinTexts(form, standing);
}

/** Comments after the sections; among the projects' sections only parts that are commented out, not hidden entries. */
function closingText(form: Form, { sections }: PartText, isProjects: boolean): string {
  const hasPart = new RegExp(String.raw`^${partMark(form)}\s`, 'm');
  const comments = sections.flatMap(({ blocks }) => blocks).filter(isStandingComment);
  return joinTexts(form, isProjects ? comments.filter(({ text }) => hasPart.test(text)) : comments);
}

function joinTexts(form: Form, blocks: readonly TextBlock[]): string {
  return blocks
    .map(({ text }) => text)
    .filter((text) => emptyNoticeIn(text, form) === undefined)
    .join('\n\n');
}

function isStandingBlock(block: TextBlock): boolean {
  if (block.kind === 'comment') return isStandingComment(block);
  if (block.kind === 'paragraph') return !linksToWork(block.text);
  return block.kind === 'other' || block.kind === 'code';
}

function isStandingComment(block: TextBlock): boolean {
  return block.kind === 'comment' && !linksToWork(block.text);
}

/** "There are some new projects:" says nothing without its list. */
function announcesList(block: Block, next: Block | undefined): boolean {
  return block.kind === 'paragraph' && block.text.endsWith(':') && next?.kind === 'list';
}

/**
 * Comments and definitions are standing by nature. A paragraph must have stood in an earlier edition, unless it is
 * free of one period's news, or the description of a part that has no earlier one.
 */
function isProven(
  block: TextBlock,
  isFirst: boolean,
  part: PartText,
  { form, earlier }: { readonly form: Form; readonly earlier: readonly EarlierEdition[] },
): boolean {
  if (block.kind !== 'paragraph') return true;
  const before = earlier
    .slice(0, -1)
    .flatMap(({ parts }) => parts.filter(({ heading }) => heading === part.heading));
  const stood = before.some(({ blocks }) =>
    blocks.some(({ text }) => foldSpace(text) === foldSpace(block.text)),
  );
  return (
    stood ||
    (isFirst && before.length === 0) ||
    ((isFirst || before.length === 0) && !isEditionSpecific(block.text, form.language))
  );
}

/**
 * The line of the last edition that had nothing in this part; none if that edition did without, or had it in a comment.
 * Where no edition tells, parts of write-ups have one.
 */
function emptyNotice(
  form: Form,
  part: PartText,
  earlier: readonly EarlierEdition[],
  ofProjects: string | null,
  period: Period,
): string {
  for (const { parts } of [...earlier].reverse()) {
    const same = parts.find(({ heading }) => heading === part.heading);
    const blocks = same?.blocks ?? [];
    if (same === undefined || same.sections.length > 0 || blocks.some(({ kind }) => kind === 'list'))
      continue;
    const shown = blocks.filter(({ kind }) => kind !== 'comment');
    return shown.map(({ text }) => emptyNoticeIn(text, form)).find((notice) => notice !== undefined) ?? '';
  }
  if (ofProjects !== null) return ofProjects;
  const holdsWriteUps = earlier
    .slice(-3)
    .some(({ parts }) =>
      parts.some(({ heading, sections }) => heading === part.heading && sections.length > 0),
    );
  return holdsWriteUps ? notice(form, 'noUpdates', period, haveSmallPrint(earlier)) : '';
}
