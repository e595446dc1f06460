import type { FormerNames, RenamedRepository } from '../activity/repository.js';
import { type EarlierEdition, parseEarlierEdition } from '../house-style/earlier-edition.js';
import { type Piece, parseEdition, printEdition } from './edition-text.js';

/** A web address up to the name of a repository; a dot after it may close a sentence. */
const ADDRESS = /https?:\/\/([^\s/()<>"'[\]]+)\/([\w.-]+\/[\w.-]+?)(?=(?:\.git|\.*)(?![\w.-]))/g;
/** A heading that links to a repository: what precedes its words, these, the host, and the repository's name. */
const HEADING =
  /^(###[ \t]+\[`?)([^`\]\n]+)(?=`?\]\(https?:\/\/([^\s/()]+)\/([\w.-]+\/[\w.-]+?)(?:\.git)?\/?\))/gm;
/** A heading that links to a repository, its host and name, and the line that says who wrote the section. */
const SIGNED =
  /^(###[ \t]+\[[^\n]*?\]\(https?:\/\/([^\s/()]+)\/([\w.-]+\/[\w.-]+?)(?:\.git)?\/?\)[^\n]*)\s*<span[^>]*>\s*\(Section written by[\s\S]*?<\/span>/gm;
/** A list item whose first link leads to a repository, as that of a new project. */
const ITEM_ABOUT_REPOSITORY = /^[-*+][ \t](?:(?!\]\()[^\n])*\]\(https?:\/\/[^\s/()]+\/[\w.-]+\/[\w.-]+\)/;
const DEFINITION = /^\[[^\]]+\]:[ \t]/;

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
    .replace(SIGNED, (signed, heading: string, host: string, name: string) =>
      presentOf(host, name)?.isWatched === false ? heading : signed,
    )
    .replace(ADDRESS, (address, host: string, name: string) => presentOf(host, name)?.url ?? address);
}

/** A heading with the name of a crate, or with words of the editors, keeps it; that of another's project has the owner. */
function presentWords(words: string, linked: string, repository: RenamedRepository): string {
  const { name, nameWithOwner, crates, isWatched } = repository;
  if (crates.some((crate) => crate.name === words)) return words;
  const [shown, former] = [words.toLowerCase(), linked.toLowerCase()];
  if (shown !== former && shown !== former.split('/')[1]) return words;
  return isWatched ? nameWithOwner : name;
}
