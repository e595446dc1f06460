import { type Crate, cratesTouched } from './crate.js';
import { codeSpan, escapeLine, link, type Markdown, trusted } from './markdown.js';
import type { ChangedFile } from './pull-request.js';
import type { Repository } from './repository.js';
import { isPullRequest, type Work } from './work.js';

/** What a section is about: a whole repository or, where sections are crates, one crate of it. */
export interface Subject {
  readonly repository: Repository;
  /** `null` when the section is about the repository. */
  readonly crate: Crate | null;
  readonly works: readonly Work[];
  /** Outside of the organization. */
  readonly isWatched: boolean;
}

/** The sections' subjects of one repository, by crate folder; the repository itself, if needed, comes first. */
export function subjectsOf(
  repository: Repository,
  works: readonly Work[],
  group: 'repository' | 'crate',
  isWatched = false,
): readonly Subject[] {
  if (isWatched || group === 'repository' || repository.crates.length === 0) {
    return [{ repository, crate: null, works, isWatched }];
  }
  return [null, ...repository.crates].flatMap((crate) => {
    const own = works.filter((work) => homeOf(work, repository) === crate);
    return own.length === 0 ? [] : [{ repository, crate, works: own, isWatched }];
  });
}

/** Names of the crates that the work touches besides the subject's own. */
export function otherCratesOf(work: Work, { repository, crate }: Subject): readonly string[] {
  if (crate === null) return [];
  return cratesTouched(filesOf(work), repository.crates)
    .filter((touched) => touched !== crate)
    .map(({ name }) => name);
}

/** The `###` line for a subject that no earlier edition shows. */
export function headingFor({ repository, crate, isWatched }: Subject, name: string | null): Markdown {
  const ownName = isWatched ? repository.nameWithOwner : null;
  const shown = name ?? ownName ?? crate?.name ?? crateOfRepository(repository)?.name ?? repository.name;
  const folder = crate === null || crate.folder === '' ? '' : `/tree/HEAD/${crate.folder}`;
  return trusted(`### ${link(codeSpan(shown), `${repository.url}${folder}`)}`);
}

/** An introduction from the crate's own description; `null` when nobody wrote one. */
export function introductionFor({ repository, crate }: Subject): Markdown | null {
  const text = crate?.description ?? crateOfRepository(repository)?.description ?? repository.description;
  if (text === null || text.trim() === '') return null;
  const sentence = escapeLine(text);
  return /[.!?]$/.test(sentence) ? sentence : trusted(`${sentence}.`);
}

/** The crate that a whole repository stands for: the only one, or the package at its root. */
function crateOfRepository({ crates }: Repository): Crate | undefined {
  return crates.length === 1 ? crates[0] : crates.find(({ folder }) => folder === '');
}

/** The crate that readers take the repository's name for: as above, else the one of that name. */
export function namesakeOf(repository: Repository): Crate | null {
  const named = (crate: Crate) => plainName(crate.name) === plainName(repository.name);
  return crateOfRepository(repository) ?? repository.crates.find(named) ?? null;
}

/** The crate with most of the changed files; `null` when none is inside a crate. */
export function homeOf(work: Work, { crates }: Repository): Crate | null {
  return cratesTouched(filesOf(work), crates)[0] ?? null;
}

/** GitHub does not list the files of a commit. */
function filesOf(work: Work): readonly ChangedFile[] {
  return isPullRequest(work) ? work.files : [];
}

/** Cargo takes `-` and `_` for the same; repositories often append what language they are written in. */
function plainName(name: string): string {
  return name.toLowerCase().replaceAll('_', '-').replace(/-rs$/, '');
}
