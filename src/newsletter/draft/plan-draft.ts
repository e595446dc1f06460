import { nameKey } from '../activity/names.js';
import { type FormerNames, NO_FORMER_NAMES } from '../activity/repository.js';
import type { Document, Piece } from '../document/document.js';
import { parseDocument } from '../document/parse-document.js';
import { thankedForRest } from '../edition/credit.js';
import type { Edition } from '../edition/edition.js';
import { renderSection } from '../edition/render-edition.js';
import { changeOffered, EMPTY_LEDGER, type Offered, outlineOffered, printOffered } from '../merge/ledger.js';
import { type MergedEdition, mergeEdition } from '../merge/merge-edition.js';
import {
  describeHidden,
  draftByPresentNames,
  type HiddenRepositories,
  NONE_HIDDEN,
  withoutHidden,
  withoutHiddenWorks,
} from '../merge/present-names.js';
import { refreshBody, renderBody } from './dashboard.js';
import { blobOid, type Draft, type DraftNotes, NO_NOTES } from './draft.js';
import { recoverBody } from './pull-request-body.js';

/** What a run comes to, as `sync` prints it. */
export type Outcome = 'created' | 'updated' | 'unchanged' | 'waiting' | 'frozen' | 'incomplete';

/** What becomes of the draft, decided before anything is written. */
export interface DraftPlan {
  readonly outcome: Outcome;
  /** What a reader of the log should know, a sentence. */
  readonly because: string;
  /** Makes the branch, moves it forward to the default branch's tip, or merges that into it; `null`: leave it. */
  readonly branch: 'create' | 'fast-forward' | 'merge' | null;
  readonly commit: DraftCommit | null;
  /** What to store as the base of the next merge where the draft needs no commit, since it says all that is new. */
  readonly offer: string | null;
  /** A new draft pull request, or the new body of the present one. */
  readonly pullRequest: { readonly title: string; readonly body: string } | null;
  /** Keys of entries that have no place in the file, since a person deleted their section. */
  readonly withoutSection: readonly string[];
  /** The file as it is after the run. */
  readonly document: Document;
}

/** A commit on the draft branch. */
export interface DraftCommit {
  readonly path: string;
  readonly text: string;
  readonly headline: string;
  readonly body: string;
  /** What the next merge starts from; stored on the bot's own branch before the commit names it. `null`: nobody knows. */
  readonly base: string | null;
}

/** The trailer by which a commit on the draft branch names the Git blob of what the bot offered with it. */
export const RENDERED_TRAILER = 'Newsletter-Rendered';

/**
 * Decides how the draft becomes current. `fresh` is the rendered edition; it is merged with what people wrote, read as
 * if its repositories had always been called what they are called today, and without those that are `hidden`. What could
 * not be read whole never replaces a draft that is there: from that, only entries of `hidden` repositories are taken out.
 */
export function planDraft(
  edition: Edition,
  fresh: string,
  draft: Draft,
  firstTimers: readonly string[] = [],
  formerNames = NO_FORMER_NAMES,
  hidden = NONE_HIDDEN,
): DraftPlan {
  const { pullRequest } = draft;
  const file = planFile(edition, fresh, draft, { formerNames, hidden });
  const { commit, offer, because } = file;
  const incomplete = edition.gaps.length > 0;
  const move = draft.movedFrom === null ? null : { from: draft.movedFrom, to: draft.path };
  const isLocked = pullRequest?.isLocked === true;
  const body = planBody(edition, draft, { ...file, move, firstTimers, isLocked, hidden });
  const outcome =
    pullRequest === null ? 'created' : commit !== null || body !== null ? 'updated' : 'unchanged';
  return {
    outcome: incomplete ? 'incomplete' : outcome,
    because: incomplete ? edition.gaps.join(' ') : because,
    branch: planBranch(draft),
    commit,
    offer,
    pullRequest: body === null ? null : { title: edition.title, body },
    withoutSection: file.withoutSection,
    document: file.document,
  };
}

/** A branch with a pull request is the people's; before that it starts from what the default branch has. */
function planBranch({ head, pullRequest }: Draft): DraftPlan['branch'] {
  if (head === null) return 'create';
  if (pullRequest !== null || head.status === 'current') return null;
  return head.status === 'behind' ? 'fast-forward' : 'merge';
}

/** What becomes of the file, and what its readers should know. */
interface FilePlan extends DraftNotes {
  readonly commit: DraftCommit | null;
  readonly offer: string | null;
  readonly because: string;
  readonly document: Document;
}

/** What the draft's repositories are called today, and which of them not everybody may see. */
interface RepositoriesToday {
  readonly formerNames: FormerNames;
  readonly hidden: HiddenRepositories;
}

/** A draft whose file is there. */
type DraftFile = Pick<Draft, 'path' | 'base'> & { readonly current: NonNullable<Draft['current']> };

function planFile(
  edition: Edition,
  fresh: string,
  { path, current, base, lastChange }: Draft,
  repositories: RepositoriesToday,
): FilePlan {
  const next = parseDocument(fresh, edition.form);
  const untouched: FilePlan = {
    ...NO_NOTES,
    commit: null,
    offer: null,
    because: '',
    lastChange: lastChange === null ? null : withoutHiddenWorks(lastChange, repositories.hidden),
    document: current?.document ?? next,
  };
  const change =
    current === null
      ? planFirstFile(edition, next, path)
      : planChange(edition, fresh, next, { path, current, base }, repositories);
  return { ...untouched, ...change };
}

function planFirstFile({ period, stories }: Edition, document: Document, path: string): Partial<FilePlan> {
  const base = printOffered({ document, ledger: EMPTY_LEDGER }, stories);
  return {
    commit: {
      path,
      text: document.source,
      headline: `Draft the edition of ${period.name}`,
      body: trailer(base),
      base,
    },
    because: `The edition of ${period.name} is drafted.`,
  };
}

function planChange(
  edition: Edition,
  fresh: string,
  next: Document,
  draft: DraftFile,
  { formerNames, hidden }: RepositoriesToday,
): Partial<FilePlan> {
  const { path, current, base } = draft;
  const published = (document: Document) => withoutHidden(draftByPresentNames(document, formerNames), hidden);
  const before = base === null ? null : changeOffered(base, (document) => published(document).document);
  const { document: now, count } = published(current.document);
  if (edition.gaps.length > 0) {
    const file = { document: now, offered: before === null ? null : outlineOffered(before) };
    return { ...planRemoval(edition, draft, hidden), file };
  }
  const { document, base: offered, ...merged } = mergeWithThanks(edition, fresh, next, before, now);
  const notes = { ...merged, file: { document, offered: offered === null ? null : outlineOffered(offered) } };
  if (merged.isForeign) {
    return { ...notes, because: `${path} is no longer an edition, so the bot leaves it as it is.` };
  }
  const stored = offered === null ? null : printOffered(offered, edition.stories);
  if (document.source === current.text) {
    return { ...notes, offer: stored === base?.text ? null : stored, because: 'The draft is current.' };
  }
  const sentences = [
    describeRenames(current.text, now.source === current.text ? NO_FORMER_NAMES : formerNames),
    describeHidden(count),
    document.source === now.source ? '' : describeChange(now, document),
  ];
  const change = sentences.filter((sentence) => sentence !== '').join(' ');
  return {
    ...notes,
    document,
    commit: commitOf(edition, path, document, change, stored ?? fresh),
    lastChange: change,
    because: `The edition of ${edition.period.name} is brought up to date. ${change}`,
  };
}

/** `base`: what the next merge starts from; `null`: nobody knows. */
function commitOf(
  { period }: Edition,
  path: string,
  { source: text }: Document,
  change: string,
  base: string | null,
): DraftCommit {
  const body = base === null ? change : `${change}\n\n${trailer(base)}`;
  return { path, text, headline: `Update the edition of ${period.name}`, body, base };
}

/** The merge, once more where people left so few entries of a section that its thanks must be in another number. */
function mergeWithThanks(
  edition: Edition,
  fresh: string,
  next: Document,
  before: Offered | null,
  now: Document,
): MergedEdition {
  const merged = mergeEdition(before, now, next);
  const fitting = withFittingThanks(edition, fresh, merged.document);
  return fitting === fresh ? merged : mergeEdition(before, now, parseDocument(fitting, edition.form));
}

/** The rendered edition with thanks for what the file still has of each section. */
function withFittingThanks(edition: Edition, fresh: string, file: Document): string {
  const left = new Set(file.pieces.flatMap(({ mentions }) => mentions));
  return edition.sections.reduce((text, section) => {
    const fitting = thankedForRest(section, ({ work }) => !left.has(work.key));
    return fitting === section
      ? text
      : text.replace(renderSection(section, edition), () => renderSection(fitting, edition));
  }, fresh);
}

/** Takes out the entries of hidden repositories, and changes nothing else: neither names nor what the bot has that is new. */
function planRemoval(
  edition: Edition,
  { path, current, base }: DraftFile,
  hidden: HiddenRepositories,
): Partial<FilePlan> {
  const { document, count } = withoutHidden(current.document, hidden);
  if (count === 0) return {};
  const change = describeHidden(count);
  const published = (offered: Document) => withoutHidden(offered, hidden).document;
  const stored = base === null ? null : printOffered(changeOffered(base, published), edition.stories);
  return { commit: commitOf(edition, path, document, change, stored), document, lastChange: change };
}

function trailer(base: string): string {
  return `${RENDERED_TRAILER}: ${blobOid(base)}`;
}

/** The body to write: of a new pull request, or the present one, whole and with the dashboard refreshed; `null`: as it is. */
function planBody(
  edition: Edition,
  { pullRequest, predecessor, editUrl }: Draft,
  notes: DraftNotes,
): string | null {
  if (pullRequest === null && predecessor !== null) {
    const { number, body, bodyVersions } = predecessor;
    return refreshBody(`Continues #${number}.\n\n${body}`, edition, editUrl, notes, bodyVersions ?? []);
  }
  if (pullRequest === null) return renderBody(edition, editUrl, notes);
  const versions = pullRequest.bodyVersions ?? [];
  const body = recoverBody(versions) ?? pullRequest.body;
  const refreshed = refreshBody(body, edition, editUrl, notes, versions);
  return refreshed === pullRequest.body ? null : refreshed;
}

/** Entries that a sentence names before it only counts them. */
const NAMED = 8;

/**
 * What distinguishes two versions of an edition, in a sentence or two for a commit's message. Pull requests are named
 * without the sign that would have GitHub mention the commit on each of them.
 */
function describeChange(before: Document, after: Document): string {
  const [old, now] = [entriesOf(before), entriesOf(after)];
  const changes = byKind([
    ...[...now].map(([key, piece]) => [changeOf(old.get(key), piece), key] as const),
    ...[...old].flatMap(([key]) => (now.has(key) ? [] : [['Removes', key] as const])),
  ]);
  const sentences = CHANGES.map((change) => listed(change, changes.get(change) ?? []));
  const told = sentences.filter((sentence) => sentence !== '').join(' ');
  if (told !== '') return told;
  if ([...old.keys()].join(' ') !== [...now.keys()].join(' ')) return 'Changes the order of entries.';
  return creditsOf(before) === creditsOf(after) ? 'Changes words.' : 'Changes whom it thanks, or how.';
}

/** What a change does to entries, in the order in which it is told. */
const CHANGES = [
  'Adds',
  'Removes',
  'Hides',
  'Shows',
  'Rewords',
  'Adds lines below',
  'Removes lines below',
  'Changes lines below',
] as const;

type Change = (typeof CHANGES)[number];

/** What became of an entry that a version of an edition has; `null`: nothing. */
function changeOf(old: Piece | undefined, now: Piece): Change | null {
  if (old === undefined) return 'Adds';
  if (old.hidden !== now.hidden) return now.hidden ? 'Hides' : 'Shows';
  const [[oldLine, ...oldNotes], [line, ...notes]] = [linesOf(old), linesOf(now)];
  if (oldLine !== line) return 'Rewords';
  const isGained = notes.some((note) => !oldNotes.includes(note));
  const isLost = oldNotes.some((note) => !notes.includes(note));
  if (isGained && isLost) return 'Changes lines below';
  return isGained ? 'Adds lines below' : isLost ? 'Removes lines below' : null;
}

function linesOf({ shownWords }: Piece): readonly string[] {
  return shownWords.trim().split('\n');
}

function byKind(changes: readonly (readonly [Change | null, string])[]): ReadonlyMap<Change, string[]> {
  const keys = new Map<Change, string[]>();
  for (const [change, key] of changes) {
    if (change !== null) keys.set(change, [...(keys.get(change) ?? []), key]);
  }
  return keys;
}

function creditsOf({ pieces }: Document): string {
  return pieces.flatMap(({ kind, words }) => (kind === 'credit' ? words : [])).join('\n');
}

/** Which repositories the text knows by names that they had before, sentences for a commit's message. */
function describeRenames(text: string, formerNames: FormerNames): string {
  const known = [...formerNames].filter(([name]) => nameKey(text).includes(`/${name}`));
  return known.map(([name, { nameWithOwner }]) => `${name} is called ${nameWithOwner} now.`).join(' ');
}

/** By the keys of their works, in their order. */
function entriesOf({ pieces }: Document): ReadonlyMap<string, Piece> {
  const entries = pieces.filter(({ kind }) => kind === 'entry');
  return new Map(entries.flatMap((piece) => piece.mentions.slice(0, 1).map((key) => [key, piece])));
}

function listed(verb: string, keys: readonly string[]): string {
  if (keys.length === 0) return '';
  const names = keys.slice(0, NAMED).map(nameOf);
  const more = keys.length > NAMED ? ` and ${keys.length - NAMED} more` : '';
  return `${verb} ${names.join(', ')}${more}.`;
}

/** `x86_64 156` for `rust-osdev/x86_64#156`, `acpi 3b08721` for a commit. */
function nameOf(key: string): string {
  return key.replace(/^[^/]*\//, '').replace(/[#@]/, ' ');
}
