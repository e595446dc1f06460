import { type Crate, cratesTouched } from '../activity/crate.js';
import type { Repository } from '../activity/repository.js';
import { factsOf, type Work } from '../activity/work.js';
import { type Form, sectionHeading } from '../document/form.js';
import type { RepositorySettings } from '../house-style/edition-settings.js';
import type { SectionIdentity } from '../house-style/section-style.js';
import { inDialect } from '../markdown/dialect.js';
import { escapeLine, LONGEST_TITLE, type Markdown, onOneLine, trusted } from '../markdown/markdown.js';
import { compareText } from '../markdown/order.js';
import { splitSentences } from '../markdown/prose-lines.js';

/** What a section is about: a whole repository or, where sections are crates, one crate of it. */
export interface Subject {
  readonly repository: Repository;
  /** What is set for the repository. */
  readonly settings: RepositorySettings;
  /** How its earlier sections are recognised. */
  readonly identity: SectionIdentity;
  /** `null` when the section is about the repository. */
  readonly crate: Crate | null;
  /** The crates that have sections of their own; none when the section is about all of the repository. */
  readonly crates: readonly Crate[];
  /** Whether it stands for the repository: it tells of what belongs to no other crate, and settings are about it. */
  readonly isMain: boolean;
  readonly works: readonly Work[];
  /** Outside of the organization. */
  readonly isWatched: boolean;
}

/**
 * The sections' subjects of one repository. Where sections are crates, its main crate comes first, or the repository where
 * it has none, and takes what belongs to none of the others; the others follow by name.
 */
export function subjectsOf(
  repository: Repository,
  works: readonly Work[],
  settings: RepositorySettings,
  isWatched: boolean,
): readonly Subject[] {
  const crates = isWatched || settings.group === 'repository' ? [] : sectionCrates(repository);
  const main = crates.length === 0 ? null : mainCrate(repository, crates);
  const others = crates.filter((crate) => crate !== main);
  const whole = wholeIdentity(repository, crates);
  return [main, ...others.toSorted((left, right) => compareText(left.name, right.name))].flatMap((crate) => {
    const own = works.filter((work) => (cratesOfWork(work, crates)[0] ?? main) === crate);
    if (crates.length > 0 && own.length === 0) return [];
    const isMain = crate === main;
    const identity = isMain ? whole : { ...whole, crate: crate?.name ?? null };
    return [{ repository, settings, identity, crate, crates, isMain, works: own, isWatched }];
  });
}

/** How earlier sections of its whole repository are recognised; some may have been about single crates. */
function wholeIdentity(repository: Repository, crates: readonly Crate[]): SectionIdentity {
  const known = crates.length === 0 ? repository.crates : crates;
  const main = mainCrate(repository, known);
  const others = known.filter((crate) => crate !== main && !hasNameOf(repository, crate));
  return { repository: repository.nameWithOwner, crate: null, others: others.map(({ name }) => name) };
}

/** Names of the crates that the work touches besides the subject's own, as far as they have sections. */
export function otherCratesOf(work: Work, { crate, crates }: Subject): readonly string[] {
  return cratesOfWork(work, crates)
    .filter((touched) => touched !== crate)
    .map(({ name }) => name);
}

/** The `###` line for a subject that no earlier edition shows. */
export function headingFor(form: Form, subject: Subject, name: string): Markdown {
  return sectionHeading(form, name, addressOf(subject));
}

/** What a section about the subject is called where nobody says so; a repository has the name of its main crate or its own. */
export function nameOfSubject({ repository, crate, isWatched }: Subject, byRepository: boolean): string {
  if (isWatched) return repository.nameWithOwner;
  const name = byRepository ? null : rootCrate(repository)?.name;
  return crate?.name ?? name ?? repository.name;
}

/** What a section about the subject links to. What stands for a repository links to it. */
export function addressOf({ repository, crate, isMain }: Subject): string {
  const folder = isMain || crate === null || crate.folder === '' ? '' : `/tree/HEAD/${crate.folder}`;
  return `${repository.url}${folder}`;
}

/** An introduction from the crate's own description; `null` when nobody wrote one. */
export function introductionFor({ dialect }: Form, { repository, crate, isMain }: Subject): Markdown | null {
  const own = crate?.description ?? null;
  const text = isMain ? (own ?? descriptionOf(repository)) : own;
  if (text === null || text.trim() === '') return null;
  const line = inDialect(escapeLine(wholeSentences(text)), dialect, 'blocks');
  return /[.!?…]$/.test(line) ? line : trusted(`${line}.`);
}

function descriptionOf(repository: Repository): string | null {
  const [root, main] = [rootCrate(repository), mainCrate(repository)];
  return root?.description ?? repository.description ?? main?.description ?? null;
}

/** In characters; `escapeLine` would cut a longer one within a sentence, as it cuts a title. */
const LONGEST_INTRODUCTION = LONGEST_TITLE;

/** As many sentences as fit on a line; at least the first one. */
function wholeSentences(text: string): string {
  const sentences = splitSentences(onOneLine(text).trim());
  const ends = sentences.map((_, count) =>
    sentences
      .slice(0, count + 1)
      .map((sentence) => sentence.text + sentence.space)
      .join('')
      .trim(),
  );
  return ends.findLast((kept) => Array.from(kept).length <= LONGEST_INTRODUCTION) ?? ends[0] ?? '';
}

/** Of the crates the one that readers take the repository for: the only one, the one at its root, or that of its name. */
export function mainCrate(repository: Repository, crates = repository.crates): Crate | null {
  return rootCrate({ crates }) ?? crates.find((crate) => hasNameOf(repository, crate)) ?? null;
}

/** The crates that the work touches, the one with most of the changed files first. */
export function cratesOfWork(work: Work, crates: readonly Crate[]): readonly Crate[] {
  return crates.length === 0 ? [] : cratesTouched(factsOf(work).files, crates);
}

/** Readers look for crates on crates.io: test runners and tools have no sections, unless there is nothing else. */
function sectionCrates({ crates }: Repository): readonly Crate[] {
  const published = crates.filter(({ isPublished }) => isPublished);
  return published.length === 0 ? crates : published;
}

function hasNameOf(repository: Repository, crate: Crate): boolean {
  return plainName(crate.name) === plainName(repository.name);
}

/** The crate at the root of the repository, or its only one. */
function rootCrate({ crates }: Pick<Repository, 'crates'>): Crate | undefined {
  return crates.length === 1 ? crates[0] : crates.find(({ folder }) => folder === '');
}

/** Cargo takes `-` and `_` for the same; repositories often append what language they are written in. */
function plainName(name: string): string {
  return name.toLowerCase().replaceAll('_', '-').replace(/-rs$/, '');
}
