import { isSameName } from '../activity/names.js';
import type { Period } from '../activity/period.js';
import { titleOf, type Work } from '../activity/work.js';
import { type Form, sectionHeading } from '../document/form.js';
import { type SignatureForm, signature, withoutSignatures } from '../document/people.js';
import { NOTHING_LEARNED } from '../house-style/section-style.js';
import { codeFor } from '../markdown/code-spans.js';
import { inDialect } from '../markdown/dialect.js';
import { type Markdown, trusted } from '../markdown/markdown.js';
import type { EditionSection, Entry } from './edition.js';

/** What people asked for by comment, by text in a body, or by label: how it changes an edition. */
export interface EditionAmendments {
  /** By the key of the work. */
  readonly entries: ReadonlyMap<string, EntryAmendments>;
  /** By crate, in order of repository and crate. */
  readonly introductions: readonly WrittenIntroduction[];
  /** One for each section, and one for the edition. */
  readonly stories: readonly Story[];
  /** In the order in which they were offered. */
  readonly links: readonly AddedLink[];
  /** Write-ups of projects outside of the organization, in the order in which they were offered. */
  readonly writeUps: readonly WriteUp[];
  /** Logins, in lower case, of people who do not want to be thanked in this edition. */
  readonly uncredited: readonly string[];
  /** Candidates that an editor does not want, by number or `linkKey`. */
  readonly dismissed: readonly string[];
}

/** What was asked for one entry; `null`: nothing was. */
export interface EntryAmendments {
  /** The title as it was written, not yet Markdown. */
  readonly title: string | null;
  /** Lines below the entry, in order. */
  readonly lines: readonly Markdown[];
  readonly visibility: Visibility | null;
  /** Why it stands first in its section, for a reader; `null`: it does not. */
  readonly highlightedBecause: string | null;
  /** Logins as they were written, each once. */
  readonly credited: readonly string[];
  /** Logins in lower case. */
  readonly uncredited: readonly string[];
  /** Keys of the pull requests that share this entry; they have no entry of their own. */
  readonly with: readonly string[];
  /** The key of the period that somebody moved it to; `now`: this one, although it was merged after it. */
  readonly edition: string | null;
}

/** Whether an entry stands in the list, or in a comment and why, for a reader. */
export type Visibility = { readonly kind: 'shown' } | { readonly kind: 'hidden'; readonly because: string };

/** Prose above a crate's list. */
export interface WrittenIntroduction {
  /** `nameWithOwner`. */
  readonly repository: string;
  /** `null`: the section about the repository. */
  readonly crate: string | null;
  readonly text: Markdown;
}

/** What a period was about, in this edition alone: below an introduction, which stays from edition to edition. */
export interface Story {
  /** `nameWithOwner` of its section; `null`: it stands below the opening. */
  readonly repository: string | null;
  /** `null`: the section about the repository. */
  readonly crate: string | null;
  readonly text: Markdown;
  /** Whether it stands instead of the section's list. */
  readonly isOnly: boolean;
}

/** The parts of an edition that take links. */
export const LINK_PARTS = ['news', 'infra', 'projects'] as const;

export type LinkPart = (typeof LINK_PARTS)[number];

/** A list item outside of the organization's own sections. */
export interface AddedLink {
  readonly part: LinkPart;
  /** http or https, without tracking parameters. */
  readonly url: string;
  /** The title as it was written or as its page has it, not yet Markdown; `null`: none was given. */
  readonly title: string | null;
  /** The words that the draft has of it already; they stand while no title is given. */
  readonly words: Markdown | null;
  /** Lines below the item. */
  readonly description: readonly Markdown[];
}

/** A section that somebody wrote about a project of theirs. */
export interface WriteUp {
  /** `nameWithOwner`, as it was written. */
  readonly repository: string;
  /** Who wrote it. */
  readonly login: string;
  readonly text: Markdown;
}

/** Nobody asked for anything. */
export const NO_AMENDMENTS: EditionAmendments = {
  entries: new Map(),
  introductions: [],
  stories: [],
  links: [],
  writeUps: [],
  uncredited: [],
  dismissed: [],
};

/** Nothing was asked for an entry. */
export const NO_ENTRY_AMENDMENTS: EntryAmendments = {
  title: null,
  lines: [],
  visibility: null,
  highlightedBecause: null,
  credited: [],
  uncredited: [],
  with: [],
  edition: null,
};

/** The work of a period, sorted by what was asked for it. */
export interface SortedWorks {
  /** Those that have an entry of their own. */
  readonly listed: readonly Work[];
  /** Those that somebody moved to a later edition. */
  readonly postponed: readonly Work[];
  /** The further works of an entry, by its key. */
  readonly joined: ReadonlyMap<string, readonly Work[]>;
}

/** What was asked for a work. */
export function amendmentsOf(work: Work, amendments: EditionAmendments): EntryAmendments {
  return amendments.entries.get(work.key) ?? NO_ENTRY_AMENDMENTS;
}

/** How a site reads what people write. */
type Reading = Pick<Form, 'dialect' | 'engine'>;

/** Blocks that people wrote, as the site reads them. */
export function blocksIn({ dialect, engine }: Reading, text: Markdown): Markdown {
  return trusted(codeFor(engine, inDialect(text, dialect, 'blocks')));
}

/** What people wrote, as the site reads it. */
export function amendmentsIn(site: Reading, amendments: EditionAmendments): EditionAmendments {
  const lines = (texts: readonly Markdown[]) => texts.map((line) => inDialect(line, site.dialect));
  const blocks = <Written extends { readonly text: Markdown }>(written: Written): Written => ({
    ...written,
    text: blocksIn(site, written.text),
  });
  // Each by its name: the compiler asks whether the next one holds a text.
  return {
    entries: new Map(
      [...amendments.entries].map(([key, entry]) => [key, { ...entry, lines: lines(entry.lines) }]),
    ),
    introductions: amendments.introductions.map(blocks),
    stories: amendments.stories.map(blocks),
    links: amendments.links.map((link) => ({ ...link, description: lines(link.description) })),
    writeUps: amendments.writeUps.map(blocks),
    uncredited: amendments.uncredited,
    dismissed: amendments.dismissed,
  };
}

/** Whether somebody asked that the work be seen, or not, for itself: then it hangs on no other entry. */
export function isAskedFor(amendments: EntryAmendments): boolean {
  const { title, visibility, highlightedBecause, edition, with: others } = amendments;
  const asked = [title, visibility, highlightedBecause, edition];
  return others.length > 0 || asked.some((each) => each !== null);
}

/** What people asked for the works of an entry. */
export interface AskedEntry {
  /** For the work that it is about. */
  readonly own: EntryAmendments;
  /** For each of its works. */
  readonly askedFor: (work: Work) => EntryAmendments;
  /** Its own words and place, as they were asked for. */
  readonly entry: Pick<Entry, 'work' | 'title' | 'notes' | 'with' | 'highlightedBecause'>;
}

/** The entry of a work and of those that share it: what people ask of how an entry reads takes effect here. */
export function entryAsAsked(work: Work, joined: readonly Work[], amendments: EditionAmendments): AskedEntry {
  const own = amendmentsOf(work, amendments);
  const asked = new Map([
    [work, own],
    ...joined.map((each) => [each, amendmentsOf(each, amendments)] as const),
  ]);
  const lines = [...asked.values()].flatMap((each) => each.lines);
  const { highlightedBecause } = own;
  const title = own.title ?? titleOf(work);
  return {
    own,
    askedFor: (each) => asked.get(each) ?? NO_ENTRY_AMENDMENTS,
    entry: { work, title, notes: [...new Set(lines)], with: joined, highlightedBecause },
  };
}

/** Takes out what was moved to a later edition, and joins what somebody asked to be one entry. */
export function sortWorks(
  works: readonly Work[],
  amendments: EditionAmendments,
  period: Period,
): SortedWorks {
  const isPostponed = (work: Work) => {
    const { edition } = amendmentsOf(work, amendments);
    return edition !== null && edition !== 'now' && edition > period.key;
  };
  const here = works.filter((work) => !isPostponed(work));
  const byKey = new Map(here.map((work) => [work.key, work]));
  const joined = new Map(
    here.map((work) => [
      work.key,
      amendmentsOf(work, amendments).with.flatMap((key) => byKey.get(key) ?? []),
    ]),
  );
  const absorbed = new Set([...joined.values()].flat());
  return { listed: here.filter((work) => !absorbed.has(work)), postponed: works.filter(isPostponed), joined };
}

/** How sections that people wrote are marked up. */
export interface WriteUpStyle {
  readonly form: Form;
  /** Of the addresses of repositories and people. */
  readonly origin: string;
  readonly signatures: SignatureForm;
}

/** Sections that people wrote; one about a project that has a section already gives it its text. */
export function withWriteUps(
  sections: readonly EditionSection[],
  writeUps: readonly WriteUp[],
  style: WriteUpStyle,
): readonly EditionSection[] {
  const noteOf = (section: EditionSection) =>
    writeUps.find(({ repository }) => section.isWatched && isSameName(repository, section.repository));
  const own = sections.map((section) => {
    const note = noteOf(section);
    return note === undefined ? section : withText(section, note, style);
  });
  const news = writeUps.filter(
    ({ repository }) => !sections.some((section) => isSameName(repository, section.repository)),
  );
  return [...own, ...news.map((note) => writeUpSection(note, style))];
}

function writeUpSection(note: WriteUp, { form, origin, signatures }: WriteUpStyle): EditionSection {
  const { repository } = note;
  return {
    repository,
    identity: { repository, crate: null, others: [] },
    isWatched: true,
    name: repository,
    url: `${origin}/${repository}`,
    heading: sectionHeading(form, repository, `${origin}/${repository}`),
    gap: signatures.gap,
    maintainersLine: signature(note.login, `${origin}/${note.login}`, signatures, form.language),
    text: note.text,
    hasStory: false,
    shown: [],
    hidden: [],
    credit: [],
    singleCredit: 'their contribution',
    onlyEntryCredit: 'their contribution',
    isFirst: true,
    learnedFrom: NOTHING_LEARNED.from,
  };
}

/** The text of the write-up above the list, under its own signature only. */
function withText(
  section: EditionSection,
  note: WriteUp,
  { form: { language }, origin, signatures }: WriteUpStyle,
): EditionSection {
  const rest = withoutSignatures(section.text, language).trimStart();
  return {
    ...section,
    gap: signatures.gap,
    maintainersLine: signature(note.login, `${origin}/${note.login}`, signatures, language),
    text: trusted(rest === '' ? note.text : `${note.text}\n\n${rest}`),
  };
}
