import type { Command } from '../commands/command.js';
import { uncreditedBy } from '../commands/credit-verbs.js';
import type { EditionVerb, Thanks } from '../commands/verb.js';
import { verbOf } from '../commands/verbs.js';
import { NameSet } from '../newsletter/activity/names.js';
import {
  type EditionAmendments,
  type EntryAmendments,
  NO_AMENDMENTS,
  NO_ENTRY_AMENDMENTS,
} from '../newsletter/edition/amendments.js';
import type { Markdown } from '../newsletter/markdown/markdown.js';
import {
  hasOthersAlready,
  listedByAlready,
  listedByToo,
  sameLinkBefore,
  whatCounts,
} from '../replies/refusals.js';
import type { RequestOutcome } from './answer.js';
import { type Decision, refused } from './authorize.js';
import type { RequestSources } from './request.js';

/** What was asked for the entries, and what was asked in vain since something else decides. */
interface AppliedToEntries {
  readonly entries: ReadonlyMap<string, EntryAmendments>;
  readonly superseded: ReadonlyMap<Decision, string>;
  /** Logins in lower case. */
  readonly uncredited: readonly string[];
}

/**
 * Puts the applied commands about entries together. `decisions` are in the order in which they count: the last one
 * decides. What earlier drafts postponed to the edition is in it unless somebody says otherwise.
 */
export function applyToEntries(
  decisions: readonly Decision[],
  {
    period,
    postponed,
    optOuts,
    ...place
  }: Pick<RequestSources, 'period' | 'origin' | 'language' | 'postponed' | 'optOuts'>,
): AppliedToEntries {
  const entries = new Map<string, EntryAmendments>(
    [...postponed].map((key) => [key, { ...NO_ENTRY_AMENDMENTS, edition: 'now' }]),
  );
  const superseded = new Map<Decision, string>();
  const deciding = new Map<string, Decision>();
  const uncredited = new Set<string>();
  for (const decision of decisions) {
    const { command, about, others, request } = decision;
    const verb = command === null ? null : verbOf(command);
    if (command === null || verb?.about !== 'entry') continue;
    if (command.verb === 'uncredit' && (about === null || command.isAlways)) {
      for (const login of uncreditedBy(command, request.login)) uncredited.add(login);
    }
    if (about === null) continue;
    const because = command.verb === 'with' ? whyNotOne(about, others, entries) : null;
    if (because !== null) {
      superseded.set(decision, because);
      continue;
    }
    const subject = `${about} ${verb.decides}`;
    const before = deciding.get(subject);
    if (before !== undefined) superseded.set(before, whatCounts(request));
    if (verb.decides !== null) deciding.set(subject, decision);
    const label = request.source === 'label' ? request.line : null;
    const { lines, ...amendments } = entries.get(about) ?? NO_ENTRY_AMENDMENTS;
    const changed = verb.change(amendments, command, { login: request.login, label, others, period });
    entries.set(about, { ...changed, lines });
  }
  const lines = noteLines(decisions, entries, new NameSet([...optOuts, ...uncredited]), place);
  for (const [decision, because] of [...lines.superseded, ...withinAnother(decisions, entries)]) {
    superseded.set(decision, because);
  }
  return { entries: lines.entries, superseded, uncredited: [...uncredited].sort() };
}

/** What was asked for the entry of a pull request that another entry lists; only lines and people move there. */
function withinAnother(
  decisions: readonly Decision[],
  entries: ReadonlyMap<string, EntryAmendments>,
): readonly (readonly [Decision, string])[] {
  const holders = new Map(
    [...entries].flatMap(([key, amendments]) => amendments.with.map((other) => [other, key] as const)),
  );
  return decisions.flatMap((decision) => {
    const { command, about } = decision;
    const holder = holders.get(about ?? '');
    if (command === null || about === null || holder === undefined) return [];
    const verb = verbOf(command);
    return verb.about === 'entry' && verb.needsOwnEntry
      ? [[decision, listedByToo(holder, about)] as const]
      : [];
  });
}

/** A pull request can be listed by one entry only. */
function whyNotOne(
  about: string,
  others: readonly string[],
  entries: ReadonlyMap<string, EntryAmendments>,
): string | null {
  const holderOf = (key: string) => [...entries].find(([, amendments]) => amendments.with.includes(key))?.[0];
  const holder = holderOf(about);
  if (holder !== undefined) return listedByAlready(holder, about);
  for (const other of others) {
    const taken = holderOf(other);
    if (taken !== undefined && taken !== about) return listedByAlready(taken, other);
    if ((entries.get(other)?.with.length ?? 0) > 0) return hasOthersAlready(other, about);
  }
  return null;
}

/** More lines are an article. */
const MOST_LINES = 12;
const TOO_MUCH = 'At most twelve lines stand below an entry, so not all of these do.';
const UNCREDITED = 'An `uncredit` counts more.';

/** Entries with the lines below them, and what has no line, or not all, and why. */
interface EntryLines {
  readonly entries: ReadonlyMap<string, EntryAmendments>;
  readonly superseded: ReadonlyMap<Decision, string>;
}

/**
 * Puts the lines below entries, when it is known who shall not be thanked, neither there nor in the credit. `unthanked`:
 * logins, for every entry. `place`: how people are named.
 */
function noteLines(
  decisions: readonly Decision[],
  noted: ReadonlyMap<string, EntryAmendments>,
  unthanked: NameSet,
  place: Pick<Thanks, 'origin' | 'language'>,
): EntryLines {
  const entries = new Map(noted);
  const superseded = new Map<Decision, string>();
  for (const one of decisions) {
    const { about, command } = one;
    const verb = command === null ? null : verbOf(command);
    if (about === null || command === null || verb?.about !== 'entry') continue;
    const { uncredited } = entries.get(about) ?? NO_ENTRY_AMENDMENTS;
    const leftOut = new NameSet(uncredited);
    const isThanked = (login: string) => !unthanked.has(login) && !leftOut.has(login);
    const logins = verb.shownLogins(command);
    const thanked = logins.filter(isThanked);
    if (logins.length > 0 && thanked.length === 0) superseded.set(one, UNCREDITED);
    else add(one, about, verb.lines(command, { thanked, ...place }));
  }
  return { entries, superseded };

  function add(one: Decision, about: string, more: readonly Markdown[]): void {
    if (more.length === 0) return;
    const amendments = entries.get(about) ?? NO_ENTRY_AMENDMENTS;
    const lines = [...new Set([...amendments.lines, ...more])];
    if (lines.length > MOST_LINES) superseded.set(one, TOO_MUCH);
    entries.set(about, { ...amendments, lines: lines.slice(0, MOST_LINES) });
  }
}

/** What was asked for the edition as a whole, and the outcomes that are others than those of authorization. */
interface AppliedToEdition {
  readonly amendments: Pick<
    EditionAmendments,
    'introductions' | 'stories' | 'links' | 'writeUps' | 'dismissed'
  >;
  readonly outcomes: ReadonlyMap<Decision, RequestOutcome>;
}

/** A command that adds something to the edition. */
interface Addition {
  readonly decision: Decision;
  readonly command: Command;
  readonly verb: EditionVerb;
}

/**
 * Puts the commands about the edition together: of several about the same thing, one counts. `decisions` are in the order
 * in which they count, and may wait: a suggestion that waits is not overtaken by a later one.
 */
export function applyToEdition(decisions: readonly Decision[], sources: RequestSources): AppliedToEdition {
  const outcomes = new Map<Decision, RequestOutcome>();
  const counting = new Map<string, Addition>();
  for (const addition of appliedFirst(decisions.flatMap(additionOf))) {
    const { decision, command, verb } = addition;
    const { section } = decision;
    const about = section === null ? verb.subjectOf(command) : `${section.repository} ${section.crate ?? ''}`;
    const subject = `${verb.name} ${about}`;
    const before = counting.get(subject);
    const there = verb.whyThere(command, sources);
    if (there !== null) outcomes.set(decision, refused(there));
    else if (verb.counts === 'first' && before !== undefined) {
      outcomes.set(decision, refused(sameLinkBefore(before.decision.request.comment?.url)));
    } else if (verb.counts === 'last' && before !== undefined && isApplied(addition)) {
      outcomes.set(before.decision, { kind: 'superseded', because: whatCounts(decision.request) });
    }
    if (before === undefined || (verb.counts === 'last' && isApplied(addition))) {
      counting.set(subject, addition);
    }
  }
  const applied = [...counting.values()].filter((each) => isApplied(each) && !outcomes.has(each.decision));
  const amendments = applied.reduce<EditionAmendments>(
    (before, { decision, command, verb }) =>
      verb.change(before, command, {
        login: decision.request.login,
        section: decision.section,
        words: decision.words,
        imageHosts: sources.imageHosts,
      }),
    NO_AMENDMENTS,
  );
  return { amendments, outcomes };
}

function additionOf(decision: Decision): readonly Addition[] {
  const { command } = decision;
  const verb = command === null ? null : verbOf(command);
  return command === null || verb?.about !== 'edition' ? [] : [{ decision, command, verb }];
}

function appliedFirst(additions: readonly Addition[]): readonly Addition[] {
  return [...additions.filter(isApplied), ...additions.filter((addition) => !isApplied(addition))];
}

function isApplied({ decision }: Addition): boolean {
  return decision.outcome.kind === 'applied';
}
