import { repositoryOfKey } from '../activity/entry-lines.js';
import { NameSet } from '../activity/names.js';
import { anyOf, escaped } from '../activity/text-pattern.js';
import { WORK_ADDRESSES } from '../activity/work.js';
import { type Document, isImplied, type Piece, printDocument } from '../document/document.js';
import { parseDocument } from '../document/parse-document.js';

/**
 * Repositories that not everybody may see: `owner/name`. What a public newsletter said of them, it says no
 * more, whoever wrote it.
 */
export type HiddenRepositories = NameSet;

export const NONE_HIDDEN: HiddenRepositories = new NameSet();

/** A draft without what it said of hidden repositories. */
export interface PublicText {
  readonly document: Document;
  /** How many entries and sections were taken out. */
  readonly count: number;
}

const REPOSITORY = String.raw`https?:\/\/[^\s/()<>]+\/([\w.-]+\/[\w.-]+)`;
const SECTION = new RegExp(`^section ${REPOSITORY}`);
/** A list item whose first link leads to a repository, as that of a new project. */
const ITEM = new RegExp(String.raw`^[-*+][ \t](?:(?!\]\()[^\n])*\]\(${REPOSITORY}`);
const DEFINITION = new RegExp(String.raw`^\[[^\]]+\]:[ \t]*<?${REPOSITORY}`);

/**
 * Takes out the entries of hidden repositories, also those that a person reworded, hid or moved, and their sections'
 * headings and prose. Prose elsewhere, and entries of other repositories, are people's and stay.
 */
export function withoutHidden(document: Document, hidden: HiddenRepositories): PublicText {
  if (hidden.size === 0) return { document, count: 0 };
  const kept: Piece[] = [];
  let count = 0;
  let isInside = false;
  const pieces = document.pieces.filter((piece) => !isImplied(piece));
  for (const piece of pieces) {
    if (piece.kind === 'section') isInside = isHidden(SECTION.exec(piece.key)?.[1], hidden);
    if (piece.kind === 'part') isInside = false;
    if (!isAbout(piece, hidden) && (!isInside || piece.kind === 'entry')) {
      kept.push(piece);
      continue;
    }
    if (piece.kind === 'entry' || piece.kind === 'section') count += 1;
    const last = kept.pop();
    const isEnd = piece === pieces.at(-1);
    if (last !== undefined) kept.push({ ...last, gap: isEnd ? piece.gap : wider(last.gap, piece.gap) });
  }
  if (kept.length === pieces.length) return { document, count: 0 };
  const text = printDocument({ ...document, pieces: kept });
  return { document: parseDocument(text, document.form), count: Math.max(count, 1) };
}

/** The address of a repository in a draft that no entry and no heading has, as that of a new project. */
export function repositoryOfItem({ kind, source }: Piece): string | null {
  if (kind !== 'text') return null;
  return (ITEM.exec(source) ?? DEFINITION.exec(source))?.[1] ?? null;
}

function isAbout(piece: Piece, hidden: HiddenRepositories): boolean {
  if (piece.kind === 'section') return isHidden(SECTION.exec(piece.key)?.[1], hidden);
  if (piece.kind === 'entry') {
    return piece.mentions.some((mention) => isHidden(repositoryOfKey(mention), hidden));
  }
  return isHidden(repositoryOfItem(piece) ?? undefined, hidden);
}

function isHidden(name: string | undefined, hidden: HiddenRepositories): boolean {
  return name !== undefined && hidden.has(name.replace(/\.git$/i, ''));
}

/** Of a list that lost its last item, what follows must not become a part. */
function wider(gap: string, lost: string): string {
  return lost.split('\n').length > gap.split('\n').length ? lost : gap;
}

/** What is said in the place of a name that not everybody may know. */
const AN_ENTRY = 'an entry of a repository that is private now';
const A_REPOSITORY = 'a repository that is private now';

/** The bot's own words without the names of hidden repositories, and of what was done in them. */
export function withoutHiddenNames(text: string, hidden: HiddenRepositories): string {
  if (hidden.size === 0) return text;
  const names = anyOf([...hidden]);
  const address = String.raw`(?:https?:\/\/[^\s\/()<>]+\/)?`;
  const folders = Object.values(WORK_ADDRESSES)
    .flatMap(({ folder, sharedFolder }) => [folder, sharedFolder ?? []].flat())
    .join('|');
  const work = String.raw`((?:#|@|\/(?:${folders})\/)\w+)?`;
  const found = new RegExp(`(?<![\\w./-])${address}(?:${names})${work}(?![\\w-]|\\.\\w)`, 'gi');
  return text.replace(found, (_, of?: string) => (of === undefined ? A_REPOSITORY : AN_ENTRY));
}

/** As above, of a sentence on a change, which names works as `widget 12`: see `describeChange`. */
export function withoutHiddenWorks(sentence: string, hidden: HiddenRepositories): string {
  return [...hidden].reduce(
    (text, name) => {
      const short = escaped(name.split('/')[1] ?? name);
      return text.replace(new RegExp(`(?<![\\w./-])${short} (?:\\d+|[0-9a-f]{7,40})(?!\\w)`, 'gi'), AN_ENTRY);
    },
    withoutHiddenNames(sentence, hidden),
  );
}

/** What was taken out, a sentence for a commit's message. */
export function describeHidden(count: number): string {
  if (count === 0) return '';
  return count === 1
    ? 'Takes out an entry of a repository that is private now.'
    : `Takes out ${count} entries of repositories that are private now.`;
}
