import type { Activity } from '../activity/activity.js';
import { repositoryOfKey } from '../activity/entry-lines.js';
import { isOwnedBy, isSameName, NameMap, NameSet, splitName } from '../activity/names.js';
import type { FormerNames, RenamedRepository, Repository } from '../activity/repository.js';
import { isPerson, isWorthListing } from '../activity/work.js';
import { type Document, type Outline, type Piece, printDocument } from '../document/document.js';
import { type Form, sectionMark } from '../document/form.js';
import type { Language } from '../document/language.js';
import { parseDocument } from '../document/parse-document.js';
import { signaturePattern } from '../document/people.js';
import { type EarlierEdition, parseEarlierEdition } from '../house-style/earlier-edition.js';
import { repositoryOfItem } from './hidden-repositories.js';

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
const ITEM_ABOUT_REPOSITORY = /^[-*+][ \t](?:(?!\]\()[^\n])*\]\(https?:\/\/[^\s/()]+\/[\w.-]+\/[\w.-]+\)/;
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
  return [...unknown].map(([, name]) => name).slice(0, MOST_NAMES);
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
