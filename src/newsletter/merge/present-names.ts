import type { Activity } from '../activity/activity.js';
import { isPerson } from '../activity/contributor.js';
import { repositoryOfKey } from '../activity/entry-lines.js';
import { isOwnedBy, isSameName, NameMap, NameSet, splitName } from '../activity/names.js';
import type { FormerNames, RenamedRepository, Repository } from '../activity/repository.js';
import { anyOf, escaped } from '../activity/text-pattern.js';
import { isWorthListing, WORK_ADDRESSES } from '../activity/work.js';
import { type Document, isImplied, type Outline, type Piece, printDocument } from '../document/document.js';
import { type Form, ITEM_MARK, sectionMark } from '../document/form.js';
import type { Language } from '../document/language.js';
import { parseDocument } from '../document/parse-document.js';
import { signaturePattern } from '../document/people.js';
import { type EarlierEdition, parseEarlierEdition } from '../house-style/earlier-edition.js';

/** A web address up to the name of a repository; a dot after it may close a sentence. */
const ADDRESS = /https?:\/\/([^\s/()<>"'[\]]+)\/([\w.-]+\/[\w.-]+?)(?=(?:\.git|\.*)(?![\w.-]))/g;
/** A heading that links to a repository: what precedes its words, these, the host, and the repository's name. */
const heading = (mark: string) =>
  new RegExp(
    String.raw`^(${mark}[ \t]+\[\x60?)([^\x60\]\n]+)(?=\x60?\]\(https?:\/\/([^\s/()]+)\/([\w.-]+\/[\w.-]+?)(?:\.git)?\/?\))`,
    'gm',
  );
/** A heading that links to a repository, its host and name, and the line that says who wrote the section. */
const signedHeading = (mark: string, language: Language) =>
  new RegExp(
    String.raw`^(${mark}[ \t]+\[[^\n]*?\]\(https?:\/\/([^\s/()]+)\/([\w.-]+\/[\w.-]+?)(?:\.git)?\/?\)[^\n]*)\s*${signaturePattern(language)}`,
    'gm',
  );
/** A list item whose first link leads to a repository, as that of a new project. */
const ITEM_ABOUT_REPOSITORY = new RegExp(
  String.raw`^${ITEM_MARK}[ \t](?:(?!\]\()[^\n])*\]\(https?:\/\/[^\s/()]+\/[\w.-]+\/[\w.-]+\)`,
);
const DEFINITION = /^\[[^\]]+\]:[ \t]/;

/** The editions as if their repositories had always been called what they are called today. */
export function editionsByPresentNames(
  editions: readonly EarlierEdition[],
  formerNames: FormerNames,
): readonly EarlierEdition[] {
  if (formerNames.size === 0) return editions;
  return editions.map((edition) => {
    const { source: before } = edition.document;
    const source = withPresentNames(before, edition.document.form, formerNames);
    return source === before
      ? edition
      : {
          ...parseEarlierEdition(edition.period, source, edition.document.form),
          lastOffer: edition.lastOffer,
        };
  });
}

/**
 * The draft with the links of its headings and entries leading to the present names, so that they are recognised. Prose
 * belongs to people, and GitHub redirects what it links to.
 */
export function draftByPresentNames(document: Document, formerNames: FormerNames): Document {
  if (formerNames.size === 0) return document;
  const { form } = document;
  const pieces = document.pieces.map((piece) =>
    isKnownByLink(piece) ? { ...piece, source: withPresentNames(piece.source, form, formerNames) } : piece,
  );
  const text = printDocument({ ...document, pieces });
  return text === document.source ? document : parseDocument(text, form);
}

function isKnownByLink({ kind, mentions, source }: Piece): boolean {
  if (kind === 'section' || mentions.length > 0) return true;
  return kind === 'text' && (ITEM_ABOUT_REPOSITORY.test(source) || DEFINITION.test(source));
}

function withPresentNames(text: string, form: Form, formerNames: FormerNames): string {
  if (formerNames.size === 0) return text;
  const presentOf = (host: string, name: string) => {
    const repository = formerNames.get(name);
    return repository !== undefined && new URL(repository.url).host === host.toLowerCase()
      ? repository
      : null;
  };
  const mark = sectionMark(form);
  return text
    .replace(heading(mark), (whole, before: string, words: string, host: string, name: string) => {
      const repository = presentOf(host, name);
      return repository === null ? whole : `${before}${presentWords(words, name, repository)}`;
    })
    .replace(signedHeading(mark, form.language), (signed, line: string, host: string, name: string) =>
      presentOf(host, name)?.isWatched === false ? line : signed,
    )
    .replace(ADDRESS, (address, host: string, name: string) => presentOf(host, name)?.url ?? address);
}

/** A heading with the name of a crate, or with words of the editors, keeps it; that of another's project has the owner. */
function presentWords(words: string, linked: string, repository: RenamedRepository): string {
  const { name, nameWithOwner, crates, isWatched } = repository;
  if (crates.some((crate) => crate.name === words)) return words;
  if (!isSameName(words, linked) && !isSameName(words, splitName(linked).name)) return words;
  return isWatched ? nameWithOwner : name;
}

/** What may call a repository by a name that it had before. */
export interface NamedThings {
  readonly activity: Activity;
  /** Oldest first. */
  readonly earlier: readonly EarlierEdition[];
  /** The draft: what the bot last offered, and what people made of it. */
  readonly drafts: readonly Outline[];
  /** `nameWithOwner` of the repositories that the settings are about. */
  readonly set: readonly string[];
  /** `nameWithOwner` of the repositories outside of the organization that are followed. */
  readonly watch: readonly string[];
  /** Whether the settings leave a repository out. */
  isLeftOut(nameWithOwner: string): boolean;
}

/** So many names fit into one request. */
const MOST_NAMES = 100;

/**
 * The names of repositories that may be former ones, or hidden by now, and are worth a request. Always those that are
 * followed, stand in the draft or were listed before, and in which nothing was done this period. All others, too, where
 * something was done in a repository that no edition lists: it may be one of them under a new name.
 */
export function unknownNames({
  activity,
  earlier,
  drafts,
  set,
  watch,
  isLeftOut,
}: NamedThings): readonly string[] {
  const known = new NameSet(activity.repositories.map(({ nameWithOwner }) => nameWithOwner));
  const isOwn = (name: string) => isOwnedBy(name, activity.organization);
  const watched = new NameSet(watch);
  const isFollowed = (name: string) => isOwn(name) || watched.has(name);
  const drafted = [...namesInDraft({ pieces: drafts.flatMap(({ pieces }) => pieces) }), ...activity.quiet];
  const latestFirst = [...earlier].reverse();
  const [sections, entries] = [latestFirst.flatMap(namesOfSections), latestFirst.flatMap(namesOfEntries)];
  const listed = new NameSet([...sections, ...entries]);
  const isNewcomer = (name: string) => !listed.has(name) && !isLeftOut(name);
  const names = placesOfWork(activity).some(isNewcomer)
    ? [...drafted, ...set, ...sections, ...entries.filter(isOwn)]
    : drafted.filter(isFollowed);
  const unknown = new NameMap(names.filter((name) => !known.has(name)).map((name) => [name, name]));
  return unknown.values().slice(0, MOST_NAMES);
}

function namesOfSections(edition: EarlierEdition): readonly string[] {
  return edition.sections.flatMap(({ repository }) => repository ?? []);
}

function namesOfEntries(edition: EarlierEdition): readonly string[] {
  return edition.works.flatMap(({ kind, repository }) => (kind === 'pull request' ? [repository] : []));
}

/** Names of the repositories that the draft is about, each as often as it is named. */
export function namesInDraft({ pieces }: Pick<Outline, 'pieces'>): readonly string[] {
  return [
    ...pieces.flatMap(({ mentions }) => mentions).map(repositoryOfKey),
    ...pieces.flatMap(({ key }) => /^section https?:\/\/[^/]+\/([\w.-]+\/[\w.-]+)/.exec(key)?.slice(1) ?? []),
    ...pieces.map(repositoryOfItem).filter((name) => name !== null),
  ];
}

/** Where a person did something. */
function placesOfWork({ pullRequests, moved, others }: Activity): readonly string[] {
  const merged = [...pullRequests, ...moved].filter(({ author }) => author === null || isPerson(author));
  return [...merged, ...others.filter(isWorthListing)].map(({ repository }) => repository);
}

/** The former names of the repositories given. `present`: what GitHub calls each name today. */
export function toFormerNames(
  present: NameMap<string>,
  {
    repositories,
    watched,
  }: { readonly repositories: readonly Repository[]; readonly watched: readonly string[] },
): FormerNames {
  const known = new NameMap(repositories.map((repository) => [repository.nameWithOwner, repository]));
  return new NameMap(
    [...present].flatMap(([name, nameWithOwner]) => {
      const repository = known.get(nameWithOwner);
      if (repository === undefined || known.has(name)) return [];
      return [[name, { ...repository, isWatched: watched.includes(repository.nameWithOwner) }] as const];
    }),
  );
}

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
const ITEM = new RegExp(String.raw`^${ITEM_MARK}[ \t](?:(?!\]\()[^\n])*\]\(${REPOSITORY}`);
const REPOSITORY_DEFINITION = new RegExp(String.raw`^\[[^\]]+\]:[ \t]*<?${REPOSITORY}`);

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
function repositoryOfItem({ kind, source }: Piece): string | null {
  if (kind !== 'text') return null;
  return (ITEM.exec(source) ?? REPOSITORY_DEFINITION.exec(source))?.[1] ?? null;
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
