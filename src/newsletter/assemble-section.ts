import type { Contributor } from './contributor.js';
import { creditFor } from './credit.js';
import type { Entry, Section } from './edition.js';
import type { EditionNotes } from './edition-notes.js';
import type { EditionSettings } from './edition-settings.js';
import { hiddenBecause } from './hide.js';
import type { HouseStyle } from './house-style.js';
import { leadIn, pluralLead, singularLead } from './lead-sentence.js';
import { asSentenceList, type Markdown, mention, trusted } from './markdown.js';
import type { Month } from './month.js';
import { creditedWork, notesOf } from './noted-work.js';
import { publishedAs } from './published-as.js';
import type { PullRequest } from './pull-request.js';
import type { ReleaseHistory } from './release.js';
import type { SectionStyle } from './section-style.js';
import { headingFor, introductionFor, otherCratesOf, type Subject } from './section-subject.js';
import { byTime, isPullRequest, titleOf, type Work, workKey } from './work.js';
import { signature } from './write-ups.js';

/** What all sections of an edition are assembled with. */
export interface SectionContext {
  readonly month: Month;
  readonly style: HouseStyle;
  readonly settings: EditionSettings;
  /** Pull requests that were reverted within the month, and their reverts. */
  readonly cancelled: ReadonlySet<PullRequest>;
  /** What was released, by `nameWithOwner`; nothing where entries do not tell it. */
  readonly releases: ReadonlyMap<string, ReleaseHistory>;
  readonly notes: EditionNotes;
  /** The further works of an entry, by its key. */
  readonly joined: ReadonlyMap<string, readonly Work[]>;
  readonly contributorOf: (login: string) => Contributor;
}

/** Makes the section about a subject: set by the editors, else as its earlier sections, else from the crate. */
export function assembleSection(subject: Subject, context: SectionContext): Section {
  const { style, settings } = context;
  const { nameWithOwner, url } = subject.repository;
  const set = settings.repository(nameWithOwner);
  const learned = style.section(nameWithOwner, subject.crate?.name ?? null);
  const release = releaseTeller(subject, context);
  const entries = [...subject.works]
    .sort(byTime)
    .map((work) => ({ ...entryFor(work, subject, context), publishedAs: release(work) }));
  const shown = highlightedFirst(
    entries.filter((entry) => entry.hiddenBecause === null),
    context,
  );
  return {
    repository: nameWithOwner,
    isWatched: subject.isWatched,
    heading:
      (set.heading === null ? trustedOrNull(learned?.heading) : null) ?? headingFor(subject, set.heading),
    gap: learned?.gap ?? '\n',
    maintainersLine: maintainersLine(set.maintainers, learned, style, new URL(url).origin),
    text: sectionText(
      subject,
      introductionNote(subject, context) ?? set.introduction,
      learned,
      leadFor(learned, context, shown.length),
    ),
    shown,
    hidden: entries.filter((entry) => entry.hiddenBecause !== null),
    credit: creditFor(thankworthy(entries, context), [
      ...unlessCredited(
        [
          ...(set.maintainers ?? learned?.maintainers ?? []),
          ...(subject.isWatched ? [ownerOf(nameWithOwner)] : []),
        ],
        entries,
        context,
      ),
      ...settings.optOut,
      ...context.notes.uncredited,
    ]),
  };
}

/** What an entry tells of its release; nothing where releases are not told. */
function releaseTeller({ repository, crate }: Subject, { releases }: SectionContext) {
  const history = releases.get(repository.nameWithOwner);
  return history === undefined ? () => null : publishedAs(repository, crate, history);
}

function entryFor(work: Work, subject: Subject, context: SectionContext): Omit<Entry, 'publishedAs'> {
  const { title, lines } = notesOf(work, context.notes);
  return {
    work,
    title: title ?? titleOf(work),
    notes: lines,
    with: context.joined.get(workKey(work)) ?? [],
    hiddenBecause: reasonToHide(work, context),
    otherCrates: otherCratesOf(work, subject),
  };
}

function reasonToHide(work: Work, { settings, cancelled, notes }: SectionContext): string | null {
  const { visibility } = notesOf(work, notes);
  if (visibility !== null) return visibility.kind === 'hidden' ? visibility.because : null;
  if (!isPullRequest(work) && settings.repository(work.repository).directCommits !== 'show')
    return 'a commit without a pull request';
  if (isPullRequest(work) && cancelled.has(work)) return 'taken back in the same month';
  return hiddenBecause(work, settings.hide);
}

/** Whoever wrote a pull request, shown or not; of direct commits only those that are shown. */
function thankworthy(entries: readonly Entry[], { notes, contributorOf }: SectionContext): readonly Work[] {
  return entries
    .filter((entry) => isPullRequest(entry.work) || entry.hiddenBecause === null)
    .flatMap(({ work, with: others }) => [work, ...others])
    .map((work) => creditedWork(work, notesOf(work, notes), contributorOf));
}

/** A maintainer who was credited by name is thanked like anybody. */
function unlessCredited(
  logins: readonly string[],
  entries: readonly Entry[],
  { notes }: SectionContext,
): readonly string[] {
  const credited = new Set(
    entries.flatMap(({ work }) => notesOf(work, notes).credited.map((login) => login.toLowerCase())),
  );
  return logins.filter((login) => !credited.has(login.toLowerCase()));
}

function highlightedFirst(entries: readonly Entry[], { notes }: SectionContext): readonly Entry[] {
  const isHighlighted = ({ work }: Entry) => notesOf(work, notes).isHighlighted;
  return [...entries.filter(isHighlighted), ...entries.filter((entry) => !isHighlighted(entry))];
}

/** What somebody wrote for the section; one about the whole repository also where its only crate is meant. */
function introductionNote({ repository, crate }: Subject, { notes }: SectionContext): Markdown | null {
  const own = notes.introductions.filter((note) => note.repository === repository.nameWithOwner);
  const exact = own.find((note) => note.crate === (crate?.name ?? null));
  return (exact ?? (crate === null ? own[0] : undefined))?.text ?? null;
}

/** As set, else as learned, else from the crate's description. Editors who write no text for a section get none. */
function sectionText(
  subject: Subject,
  set: string | null,
  learned: SectionStyle | null,
  lead: string,
): Markdown {
  if (set === null && learned?.hasText === false) return trusted('');
  const introduction = set ?? learned?.introduction ?? firstIntroduction(subject);
  return trusted(introduction === null ? lead : `${introduction}${learned?.beforeLead ?? '\n\n'}${lead}`);
}

/** A project outside of the organization is told of by its owner. */
function firstIntroduction(subject: Subject): Markdown | null {
  if (!subject.isWatched) return introductionFor(subject);
  const { nameWithOwner, url } = subject.repository;
  return signature(ownerOf(nameWithOwner), `${new URL(url).origin}/${ownerOf(nameWithOwner)}`);
}

function ownerOf(nameWithOwner: string): string {
  return nameWithOwner.split('/')[0] ?? '';
}

/** A sentence that the editors wrote stays as it is, but never announces one pull request before several. */
function leadFor(learned: SectionStyle | null, { style, month }: SectionContext, shown: number): string {
  if (learned?.lead != null) return leadIn(month, shown > 1 ? pluralLead(learned.lead) : learned.lead);
  return leadIn(month, shown === 1 ? singularLead(style.lead) : style.lead);
}

/** As set, else as learned; absent where the newsletter does not name maintainers, though they are not thanked. */
function maintainersLine(
  logins: readonly string[] | null,
  learned: SectionStyle | null,
  { namesMaintainers }: HouseStyle,
  origin: string,
): Markdown | null {
  if (logins === null) return trustedOrNull(learned?.maintainersLine);
  if (logins.length === 0 || !namesMaintainers) return null;
  const names = logins.map((login) => mention(login, `${origin}/${login}`));
  return trusted(`<span class="maintainers">Maintained by ${asSentenceList(names)}</span>`);
}

function trustedOrNull(text: string | null | undefined): Markdown | null {
  return text == null ? null : trusted(text);
}
