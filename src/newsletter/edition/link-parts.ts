import type { Period } from '../activity/period.js';
import { type Form, listItem, partHeading, partMark } from '../document/form.js';
import { type PhraseName, phrase } from '../document/language.js';
import type { EarlierEdition, PartText } from '../house-style/earlier-edition.js';
import { isWebAddress, linkKey } from '../markdown/addresses.js';
import { inDialect } from '../markdown/dialect.js';
import { escapeTitle, link, linkDestination, type Markdown, trusted } from '../markdown/markdown.js';
import { type AddedLink, LINK_PARTS, type LinkPart } from './amendments.js';
import { partAsBefore, type Skeleton, type SkeletonPart, withoutNotice } from './skeleton.js';

/** Whether the part holds sections about projects outside of the organization. */
export function holdsWriteUps(
  form: Form,
  { heading, isProjects }: Pick<SkeletonPart, 'heading' | 'isProjects'>,
): boolean {
  const isOwn = heading === partHeading(form, phrase(form.language, 'otherProjects'));
  return !isProjects && (isOwn || /^#+\s+(?:other|personal)\s+projects\b/i.test(heading));
}

function placeOfWriteUps(form: Form, parts: readonly SkeletonPart[]): number {
  return parts.findIndex((part) => holdsWriteUps(form, part));
}

/** The skeleton with a part for projects outside of the organization: its own, else a new one after the projects part. */
export function withWriteUpsPart(form: Form, skeleton: Skeleton): Skeleton {
  if (placeOfWriteUps(form, skeleton.parts) >= 0) return skeleton;
  const part = newPart(form, 'otherProjects');
  const place = skeleton.parts.findIndex(({ isProjects }) => isProjects) + 1;
  return { ...skeleton, parts: skeleton.parts.toSpliced(place, 0, part) };
}

/** What parts for links are called, and a new one where no edition has any such part. */
const CALLED: Readonly<Record<LinkPart, { readonly pattern: RegExp; readonly words: PhraseName }>> = {
  news: {
    pattern: /\b(?:news|announcements?|blog posts?|articles|around the web|reading list|links)\b/i,
    words: 'news',
  },
  infra: {
    pattern: /\b(?:infra|infrastructure|tools|tooling|toolchains?)\b/i,
    words: 'infrastructure',
  },
  projects: {
    pattern: /\b(?:other|personal|community) projects\b|\bproject updates\b|\bshowcase\b/i,
    words: 'otherProjects',
  },
};

/** The skeleton with the links in their parts. `models`: earlier editions, oldest first. */
export function withLinks(
  form: Form,
  skeleton: Skeleton,
  links: readonly AddedLink[],
  models: readonly EarlierEdition[] = [],
  period: Period | null = null,
): Skeleton {
  return LINK_PARTS.reduce((before, kind) => {
    const own = links.filter((note) => note.part === kind);
    if (own.length === 0) return before;
    const list = own.map((added) => linkItem(form, added)).join('\n');
    const { skeleton: filled, place } = withPartFor(form, before, kind, { models, period });
    const parts = filled.parts.map((part, index) => (index === place ? withItems(form, part, list) : part));
    return { ...filled, parts };
  }, skeleton);
}

/** A skeleton, and the place of a part in it. */
interface Placed {
  readonly skeleton: Skeleton;
  readonly place: number;
}

/**
 * The part for links of the kind: by its name, else the one of that name that stands in a comment, which ends with its first
 * link; else where earlier editions had most links of the kind; else a new one, called as in the latest edition that had one.
 */
function withPartFor(
  form: Form,
  skeleton: Skeleton,
  kind: LinkPart,
  { models, period }: { readonly models: readonly EarlierEdition[]; readonly period: Period | null },
): Placed {
  const called = placeCalled(form, skeleton.parts, kind);
  if (called >= 0) return { skeleton, place: called };
  const commented = withCommentedPart(form, skeleton, kind);
  if (commented !== null) return commented;
  const usual = placeOfEarlierLinks(form, skeleton.parts, kind, models);
  if (usual >= 0) return { skeleton, place: usual };
  if (kind === 'projects') {
    const whole = withWriteUpsPart(form, skeleton);
    return { skeleton: whole, place: placeOfWriteUps(form, whole.parts) };
  }
  const part =
    partAsBefore(form, models, (heading) => isCalled(form, heading, kind), period) ??
    newPart(form, CALLED[kind].words);
  const place = Math.max(
    0,
    skeleton.parts.findIndex(({ isProjects }) => isProjects),
  );
  return { skeleton: { ...skeleton, parts: skeleton.parts.toSpliced(place, 0, part) }, place };
}

function newPart(form: Form, words: PhraseName): SkeletonPart {
  const heading = partHeading(form, phrase(form.language, words));
  return { heading, body: '', closing: '', emptyNotice: '', isProjects: false };
}

export function isCalled(form: Form, heading: string, kind: LinkPart): boolean {
  const { pattern, words } = CALLED[kind];
  return heading === partHeading(form, phrase(form.language, words)) || pattern.test(heading);
}

/** "Tooling News" is for news only where no other part is. -1: no part is called so. */
function placeCalled(form: Form, parts: readonly SkeletonPart[], kind: LinkPart): number {
  const writeUps = kind === 'projects' ? placeOfWriteUps(form, parts) : -1;
  if (writeUps >= 0) return writeUps;
  const places = parts.flatMap(({ heading, isProjects }, place) =>
    !isProjects && isCalled(form, heading, kind) ? [place] : [],
  );
  const isOfOthers = (place: number) =>
    LINK_PARTS.some((other) => other !== kind && isCalled(form, parts[place]?.heading ?? '', other));
  return places.find((place) => !isOfOthers(place)) ?? places[0] ?? -1;
}

/** A part that an edition keeps in a comment, in sight; what it has behind its description, as examples, stays in a comment. */
function withCommentedPart(form: Form, skeleton: Skeleton, kind: LinkPart): Placed | null {
  const heading = new RegExp(String.raw`^\s*(${partMark(form)} [^\n]+)([\s\S]*)$`);
  const cut = (text: string) => {
    for (const { 0: comment, 2: inner = '', 3: end, index } of text.matchAll(form.hidden.comments)) {
      const [, line = '', below = ''] = heading.exec(inner) ?? [];
      // Of several parts in one comment, none can be taken out alone.
      const isAlone = end !== undefined && !new RegExp(`^${partMark(form)} `, 'm').test(below);
      if (!isCalled(form, line, kind) || !isAlone) continue;
      const rest = [text.slice(0, index), text.slice(index + comment.length)].map((each) => each.trim());
      return {
        rest: rest.filter((each) => each !== '').join('\n\n'),
        part: partFromComment(form, line.trim(), below),
      };
    }
    return null;
  };
  const inOpening = cut(skeleton.opening);
  if (inOpening !== null) {
    const parts = [inOpening.part, ...skeleton.parts];
    return { skeleton: { ...skeleton, opening: inOpening.rest, parts }, place: 0 };
  }
  for (const [place, part] of skeleton.parts.entries()) {
    for (const key of ['body', 'closing'] as const) {
      const found = cut(part[key]);
      if (found === null) continue;
      const parts = skeleton.parts.toSpliced(place, 1, { ...part, [key]: found.rest }, found.part);
      return { skeleton: { ...skeleton, parts }, place: place + 1 };
    }
  }
  return null;
}

function partFromComment(form: Form, heading: string, text: string): SkeletonPart {
  const list = text.search(/^[ \t]*[-*+][ \t]/m);
  const [description, examples] = list < 0 ? [text, ''] : [text.slice(0, list), text.slice(list)];
  const { open, close } = form.hidden;
  const texts = [description.trim(), examples.trim() === '' ? '' : `${open}\n${examples.trim()}\n${close}`];
  const body = texts.filter((each) => each !== '').join('\n\n');
  return { heading, body, closing: '', emptyNotice: '', isProjects: false };
}

/** Fewer links say nothing about a part. */
const FEWEST_LINKS = 3;
const PULL_REQUEST = /^https:\/\/github\.com\/[^/]+\/[^/]+\/(?:pull|commit)\//i;
/** Parts of which the links are no news. */
const OTHER_LISTS = /\b(?:join|participat\w*|contribut\w*|jobs?|help|calls?|thanks|credits?|about)\b/i;

/**
 * The part in which most links of the kind stood in the last editions, and few others: for tools these are pull requests of
 * others, for news all else. -1: there is none.
 */
function placeOfEarlierLinks(
  form: Form,
  parts: readonly SkeletonPart[],
  kind: LinkPart,
  models: readonly EarlierEdition[],
): number {
  if (kind === 'projects') return -1;
  const isMeant = (url: string) => PULL_REQUEST.test(url) === (kind === 'infra');
  const earlier = models.slice(-12).flatMap((model) => model.parts);
  const counted = parts.map((part, place) => {
    const isTaken =
      part.isProjects ||
      part.heading === '' ||
      OTHER_LISTS.test(part.heading) ||
      LINK_PARTS.some((other) => isCalled(form, part.heading, other));
    const links = isTaken
      ? []
      : earlier
          .filter(({ heading }) => heading === part.heading)
          .flatMap(listedItems)
          .map(({ url }) => url);
    const meant = links.filter(isMeant).length;
    return { place, count: meant >= FEWEST_LINKS && 2 * meant > links.length ? meant : 0 };
  });
  const [most] = counted.toSorted((left, right) => right.count - left.count);
  return most !== undefined && most.count > 0 ? most.place : -1;
}

/** `- [title](address)` and the description's lines below it. */
export function linkItem(form: Form, { url, title, words, description }: AddedLink): Markdown {
  const text = title !== null ? escapeTitle(title) : (words ?? addressWords(url));
  return listItem(form, link(inDialect(text, form.dialect, 'link'), url), description);
}

/** What a link without a title shows. */
function addressWords(url: string): Markdown {
  return escapeTitle(url.replace(/^https?:\/\/(?:www\.)?|\/$/gi, ''));
}

/** What the item of the link says in a text that the bot rendered; `null`: nothing but the address, or it has none. */
export function wordsIn({ bullet, dialect }: Form, text: string, url: string): Markdown | null {
  const start = `${bullet}[`;
  const end = `](${linkDestination(url)})`;
  const item = text.split('\n').find((line) => line.startsWith(start) && line.endsWith(end));
  const words = item?.slice(start.length, -end.length) ?? '';
  return words === '' || words === inDialect(addressWords(url), dialect, 'link') ? null : trusted(words);
}

function withItems(form: Form, part: SkeletonPart, list: string): SkeletonPart {
  const body = withoutNotice(part.body, form);
  return { ...part, body: [body, list].filter((text) => text !== '').join('\n\n'), emptyNotice: '' };
}

/** How many editions back a link is still known. */
const REMEMBERED = 12;

/** A list item at the margin, with its first link. */
const ITEM_LINK = /^[-*+] +([^\n]*?\]\((https?:\/\/[^\s)]+)\)[^\n]*)/gm;

/**
 * The links that the parts of the last twelve editions list, each with the latest edition that has it, by `linkKey`.
 * Those within sections, entries for the most part, are not news.
 */
export function listedLinks(earlier: readonly EarlierEdition[]): ReadonlyMap<string, Period> {
  const links = earlier
    .slice(-REMEMBERED)
    .flatMap(({ period, parts }) =>
      parts.flatMap(listedItems).map(({ url }) => [linkKey(url), period] as const),
    );
  return new Map(links);
}

/** A list item with a link. */
export interface ListedItem {
  readonly url: string;
  /** Its first line, Markdown without the bullet. */
  readonly line: string;
}

/** The list items of a part, outside of its sections, that have a link in their first line. */
export function listedItems({ blocks }: PartText): readonly ListedItem[] {
  return blocks
    .filter(({ kind }) => kind === 'list')
    .flatMap(({ text }) => [...text.matchAll(ITEM_LINK)].map(([, line = '', url = '']) => ({ url, line })))
    .filter(({ url }) => isWebAddress(url));
}
