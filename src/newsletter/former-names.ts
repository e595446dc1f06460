import { type EarlierEdition, parseEarlierEdition } from './earlier-edition.js';
import { type Piece, parseEdition, printEdition } from './edition-text.js';
import type { Repository } from './repository.js';

/** Repositories by the names that they had before, `owner/name` in lower case. GitHub leads the old links to them. */
export type FormerNames = ReadonlyMap<string, Repository>;

export const NO_FORMER_NAMES: FormerNames = new Map();

/** A web address up to the name of a repository; a dot after it may close a sentence. */
const ADDRESS = /https?:\/\/([^\s/()<>"'[\]]+)\/([\w.-]+\/[\w.-]+?)(?=(?:\.git|\.*)(?![\w.-]))/g;
/** A heading that links to a repository: what precedes its words, these, the host, and the repository's name. */
const HEADING =
  /^(###[ \t]+\[`?)([^`\]\n]+)(?=`?\]\(https?:\/\/([^\s/()]+)\/([\w.-]+\/[\w.-]+?)(?:\.git)?\/?\))/gm;
/** A list item whose first link leads to a repository, as that of a new project. */
const ITEM_ABOUT_REPOSITORY = /^[-*+][ \t](?:(?!\]\()[^\n])*\]\(https?:\/\/[^\s/()]+\/[\w.-]+\/[\w.-]+\)/;
const DEFINITION = /^\[[^\]]+\]:[ \t]/;

/** Takes what GitHub says that names, in lower case, are today; of the repositories that are told of, none other. */
export function toFormerNames(
  present: ReadonlyMap<string, string>,
  repositories: readonly Repository[],
): FormerNames {
  const known = new Map(
    repositories.map((repository) => [repository.nameWithOwner.toLowerCase(), repository]),
  );
  return new Map(
    [...present].flatMap(([name, nameWithOwner]) => {
      const repository = known.get(nameWithOwner.toLowerCase());
      return repository === undefined || known.has(name) ? [] : [[name, repository] as const];
    }),
  );
}

/** The names, in lower case, that the repository had before. */
export function formerNamesOf(nameWithOwner: string, formerNames: FormerNames): readonly string[] {
  return [...formerNames].flatMap(([name, present]) =>
    present.nameWithOwner === nameWithOwner ? [name] : [],
  );
}

/** The editions as if their repositories had always been called what they are called today. */
export function editionsByPresentNames(
  editions: readonly EarlierEdition[],
  formerNames: FormerNames,
): readonly EarlierEdition[] {
  return editions.map((edition) => {
    const source = withPresentNames(edition.source, formerNames);
    return source === edition.source ? edition : parseEarlierEdition(edition.month, source);
  });
}

/**
 * The draft with the links of its headings and entries leading to the present names, so that they are recognised. Prose
 * belongs to people, and GitHub redirects what it links to.
 */
export function draftByPresentNames(text: string, formerNames: FormerNames): string {
  if (formerNames.size === 0) return text;
  const edition = parseEdition(text);
  const pieces = edition.pieces.map((piece) =>
    tellsByLink(piece) ? { ...piece, source: withPresentNames(piece.source, formerNames) } : piece,
  );
  return printEdition({ ...edition, pieces });
}

function tellsByLink({ kind, mentions, source }: Piece): boolean {
  if (kind === 'section' || mentions.length > 0) return true;
  return kind === 'text' && (ITEM_ABOUT_REPOSITORY.test(source) || DEFINITION.test(source));
}

function withPresentNames(text: string, formerNames: FormerNames): string {
  if (formerNames.size === 0) return text;
  const presentOf = (host: string, name: string) => {
    const repository = formerNames.get(name.toLowerCase());
    return repository !== undefined && new URL(repository.url).host === host.toLowerCase()
      ? repository
      : null;
  };
  return text
    .replace(HEADING, (heading, before: string, words: string, host: string, name: string) => {
      const repository = presentOf(host, name);
      return repository === null ? heading : `${before}${presentWords(words, name, repository)}`;
    })
    .replace(ADDRESS, (address, host: string, name: string) => presentOf(host, name)?.url ?? address);
}

/** A heading with the name of a crate, or with words of the editors, keeps it. */
function presentWords(words: string, linked: string, { name, nameWithOwner, crates }: Repository): string {
  if (crates.some((crate) => crate.name === words)) return words;
  if (words.toLowerCase() === linked.toLowerCase().split('/')[1]) return name;
  return words.toLowerCase() === linked.toLowerCase() ? nameWithOwner : words;
}
