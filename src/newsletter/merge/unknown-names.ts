import type { Activity } from '../activity/activity.js';
import { isPerson } from '../activity/contributor.js';
import { isOwnedBy } from '../activity/repository.js';
import { isWorthTelling } from '../activity/work.js';
import { allEntries, type EarlierEdition, sectionsIn } from '../house-style/earlier-edition.js';
import { parseEdition } from './edition-text.js';
import { repositoryOfItem } from './hidden-repositories.js';

/** What may call a repository by a name that it had before. */
export interface NamedThings {
  readonly activity: Activity;
  /** Oldest first. */
  readonly earlier: readonly EarlierEdition[];
  /** The draft: what the bot last offered, and what people made of it. */
  readonly drafts: readonly string[];
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
 * The names of repositories that may be former ones, or hidden by now, and are worth a request: those that are followed
 * and in the draft, or told of before, and in which nothing was done this month; and where something was done in a repository that no edition tells of, so that it
 * may be an old acquaintance, whatever else is named.
 */
export function unknownNames({
  activity,
  earlier,
  drafts,
  set,
  watch,
  isLeftOut,
}: NamedThings): readonly string[] {
  const known = new Set(activity.repositories.map(({ nameWithOwner }) => nameWithOwner.toLowerCase()));
  const isOwn = (name: string) => isOwnedBy(name, activity.organization);
  const watched = new Set(watch.map(lowerCase));
  const isFollowed = (name: string) => isOwn(name) || watched.has(name.toLowerCase());
  const drafted = [...drafts.flatMap(namesInDraft), ...activity.quiet];
  const latestFirst = [...earlier].reverse();
  const [sections, entries] = [latestFirst.flatMap(namesOfSections), latestFirst.flatMap(namesOfEntries)];
  const told = new Set([...sections, ...entries].map(lowerCase));
  const isNewcomer = (name: string) => !told.has(name.toLowerCase()) && !isLeftOut(name);
  const names = placesOfWork(activity).some(isNewcomer)
    ? [...drafted, ...set, ...sections, ...entries.filter(isOwn)]
    : drafted.filter(isFollowed);
  const unknown = new Map(names.map((name) => [name.toLowerCase(), name]));
  for (const name of known) unknown.delete(name);
  return [...unknown.values()].slice(0, MOST_NAMES);
}

function namesOfSections(edition: EarlierEdition): readonly string[] {
  return sectionsIn(edition).flatMap(({ repository }) => repository ?? []);
}

function namesOfEntries(edition: EarlierEdition): readonly string[] {
  return allEntries(edition).map(({ repository }) => repository);
}

function namesInDraft(text: string): readonly string[] {
  return parseEdition(text).pieces.flatMap((piece) => [
    ...piece.mentions.map((mention) => mention.replace(/[#@][^#@]*$/, '')),
    ...(/^section https?:\/\/[^/]+\/([\w.-]+\/[\w.-]+)/.exec(piece.key)?.slice(1) ?? []),
    ...[repositoryOfItem(piece) ?? []].flat(),
  ]);
}

/** Where a person did something. */
function placesOfWork({ pullRequests, moved, commits }: Activity): readonly string[] {
  const merged = [...pullRequests, ...moved].filter(({ author }) => author === null || isPerson(author));
  return [...merged, ...commits.filter(isWorthTelling)].map(({ repository }) => repository);
}

function lowerCase(text: string): string {
  return text.toLowerCase();
}
