import type { Command, CommandOf } from '../commands/command.js';
import { whyLate } from '../commands/control.js';
import { isAtLeast, type NamedSection, type Role, rankOf, type Verb } from '../commands/verb.js';
import { verbOf } from '../commands/verbs.js';
import { isSameName, nameKey } from '../newsletter/activity/names.js';
import type { Period } from '../newsletter/activity/period.js';
import type { Candidate } from '../newsletter/draft/candidates.js';
import { withoutTracking } from '../newsletter/markdown/addresses.js';
import type { Markdown } from '../newsletter/markdown/markdown.js';
import {
  CO_AUTHORS_FOR_THEMSELVES,
  commitNotPostponed,
  EVERYBODY_FOR_THEMSELVES,
  editionNamedOtherwise,
  mayNotChange,
  OTHER_PULL_REQUEST,
  POSTPONE_THERE,
  pastEdition,
  TOO_MANY_SUGGESTIONS,
  whoMay,
} from '../replies/refusals.js';
import {
  candidateLink,
  hashCandidate,
  hashSuggestion,
  type RequestOutcome,
  type SuggestedChange,
  type Suggestion,
} from './answer.js';
import {
  findSection,
  findWork,
  type Newcomer,
  newcomerWaits,
  roleInRepository,
  roleOf,
} from './permissions.js';
import type { Request, RequestSources } from './request.js';

/** What somebody asked for, and whether they may. */
export interface Decision {
  readonly request: Request;
  /** `null` when it was not understood. */
  readonly command: Command | null;
  /** Key of the work that it is about. */
  readonly about: string | null;
  /** Keys of the other pull requests of `with`. */
  readonly others: readonly string[];
  /** The section that `intro` or `story` is about. */
  readonly section: NamedSection | null;
  /** What a link without a title shows; `null`: its address, or it is something else. */
  readonly words: Markdown | null;
  /** Among commands that contradict each other the highest counts, among equals the newest. */
  readonly rank: number;
  readonly outcome: RequestOutcome;
}

const APPLIED: RequestOutcome = { kind: 'applied', suggestion: null };
const NOTHING = { about: null, others: [], section: null, words: null, rank: 0 } as const;

/** Labels and descriptions count less than comments; what people write about themselves counts more. */
const RANK = { label: -2, body: -1, candidate: 0, self: 10 } as const;

/** Decides whether a person may have what they ask, on its own: what contradicts it is decided later. */
export function authorize(request: Request, sources: RequestSources): Decision {
  const { parsed } = request;
  if ('problem' in parsed) {
    const guessed = authorizeGuess(request, parsed.guess, sources);
    if (guessed !== null) return guessed;
    return { request, command: null, ...NOTHING, outcome: { kind: 'unclear', problem: parsed.problem } };
  }
  const { command } = parsed;
  const verb = verbOf(command);
  const never =
    verb.about === 'entry' || verb.about === 'edition'
      ? verb.whyNever(command, sources)
      : whyLate(command, request.comment?.createdAt ?? '');
  if (never !== null) return { request, command, ...NOTHING, outcome: refused(never) };
  if ('crate' in command && command.crate !== null)
    return authorizeAboutSection(request, command, command.crate, sources);
  if ('target' in command) return authorizeAboutEntry(request, command, verb, sources);
  if (verb.about === 'question') return { request, command, ...NOTHING, outcome: { kind: 'asked' } };
  if (command.verb === 'link') return authorizeLink(request, command, sources);
  return byRole(request, command, verb, roleOf(request.login, null, sources), null, sources);
}

/**
 * A link without a title shows what its page calls itself, and an editor approves that title too: of all titles that it may
 * have, the approved one counts, else the first is suggested. So no title is printed that no editor saw.
 */
function authorizeLink(request: Request, command: CommandOf<'link'>, sources: RequestSources): Decision {
  const role = roleOf(request.login, null, sources);
  const titled = (words: Markdown | null) =>
    byRole(request, command, verbOf(command), role, null, sources, words);
  const known = command.title === null ? (sources.linkWords.get(withoutTracking(command.url)) ?? []) : [];
  const ways = [...known.map(titled), titled(null)];
  return ways.find(({ outcome }) => outcome.kind === 'applied') ?? ways[0] ?? titled(null);
}

/** What may be offered as a candidate, without links that nobody may have. */
export function offeredCandidates(sources: RequestSources): readonly Candidate[] {
  const { candidates } = sources.candidates ?? { candidates: [] };
  const isPossible = (candidate: Candidate) => {
    const command = candidateLink(candidate);
    const verb = verbOf(command);
    return verb.about !== 'edition' || verb.whyNever(command, sources) === null;
  };
  return candidates.filter(isPossible);
}

/** Whether an editor ticked the candidate. */
export function isTicked(candidate: Candidate, { approvals, permissions }: RequestSources): boolean {
  const own = hashCandidate(candidate);
  return approvals.some(({ hash, login }) => hash === own && permissions.editors.has(login));
}

/** What a candidate that an editor ticked comes to: the link, as if an editor had given it. */
export function decideCandidate(candidate: Candidate): Decision {
  const command = candidateLink(candidate);
  const request: Request = {
    source: 'candidate',
    comment: null,
    login: null,
    on: null,
    at: { line: 1, column: 1 },
    line: '',
    parsed: { command },
  };
  return { request, command, ...NOTHING, rank: rankOf('editor'), outcome: APPLIED };
}

function authorizeAboutSection(
  request: Request,
  command: Command,
  crate: string,
  sources: RequestSources,
): Decision {
  const section = findSection(crate, sources);
  if ('because' in section) return { request, command, ...NOTHING, outcome: refused(section.because) };
  const role = roleInRepository(request.login, section.repository, sources);
  return { ...byRole(request, command, verbOf(command), role, null, sources), section };
}

function authorizeAboutEntry(
  request: Request,
  command: Extract<Command, { readonly target: unknown }>,
  verb: Verb,
  sources: RequestSources,
): Decision {
  const here = request.on?.key ?? null;
  const found = command.target === null ? { key: here } : findWork(command.target, here, sources);
  if ('because' in found) return { request, command, ...NOTHING, outcome: refused(found.because) };
  const about = found.key;
  if (verb.about === 'question') return { request, command, ...NOTHING, about, outcome: { kind: 'asked' } };
  if (command.verb === 'uncredit' && isAboutSelf(request, command)) {
    return { request, command, ...NOTHING, about, rank: RANK.self, outcome: APPLIED };
  }
  const refuse = (because: string) => ({ request, command, ...NOTHING, about, outcome: refused(because) });
  const role = roleOf(request.login, about, sources);
  const because = whyNot(request, command, role, about, sources);
  if (because !== null) return refuse(because);
  const others = command.verb === 'with' ? findOthers(request, command, about, sources) : [];
  if ('because' in others) return refuse(others.because);
  return { ...byRole(request, command, verb, role, about, sources), others };
}

/** A sentence on one's own pull request waits as the note that it may be meant as; `null`: it does not. */
function authorizeGuess(
  request: Request,
  guess: Command | undefined,
  sources: RequestSources,
): Decision | null {
  const about = request.on?.key ?? null;
  const { login, comment } = request;
  if (guess === undefined || about === null || login === null || comment === null) return null;
  if (!isOpenedBy(request, about, sources)) return null;
  const newcomer = newcomerWaits(login, guess, sources);
  const suggestion = suggestionFor(request, login, { about, command: guess, words: null, newcomer }, true);
  const outcome = untilApproved(suggestion, sources);
  return { request, command: guess, ...NOTHING, about, rank: rankOf('author'), outcome };
}

/** Why a command about an entry is refused whatever the sender's role is, a sentence; `null`: it is not. */
function whyNot(
  request: Request,
  command: Command,
  role: Role,
  about: string | null,
  sources: RequestSources,
): string | null {
  if (command.verb === 'uncredit') {
    // On the draft an editor speaks for this edition; only the person for all of them.
    const isForEdition = about === null && !command.isAlways && role === 'editor';
    if (isForEdition) return null;
    if (about === null || command.isAlways) return EVERYBODY_FOR_THEMSELVES;
    const isCoAuthor = role === 'author' && !isOpenedBy(request, about, sources);
    return isCoAuthor ? CO_AUTHORS_FOR_THEMSELVES : null;
  }
  if (command.verb !== 'edition') return null;
  const period = sources.calendar.parse(command.period);
  if (period === null) return editionNamedOtherwise(sources.period);
  if (period.key < sources.period.key) return pastEdition(period);
  return request.on === null ? whyNotPostponed(period, about, sources) : null;
}

/** Anybody can be claimed as co-author by a commit, so co-authors do not decide about others. */
function isOpenedBy({ login }: Request, key: string, { pullRequests }: RequestSources): boolean {
  const author = pullRequests.find((pullRequest) => pullRequest.key === key)?.author ?? null;
  return author !== null && isSameName(login, author);
}

/** A run reads the last ten drafts. */
const MOST_PERIODS_AHEAD = 6;

/**
 * Why work cannot be postponed to the period by a comment on the draft; `null`: it can. The run of the later edition must
 * find the comment, or no edition would list the work.
 */
function whyNotPostponed(
  period: Period,
  about: string | null,
  { period: present, calendar, commits, isFollowed }: RequestSources,
): string | null {
  if (period.key <= present.key) return null;
  if (about !== null && commits.includes(about)) return commitNotPostponed(period);
  return isFollowed && period.key <= calendar.shift(present, MOST_PERIODS_AHEAD).key ? null : POSTPONE_THERE;
}

/** The keys of the other pull requests of `with`, or why not: the sender needs the role in each of them. */
function findOthers(
  { login }: Request,
  command: CommandOf<'with'>,
  about: string | null,
  sources: RequestSources,
): readonly string[] | { readonly because: string } {
  const others = new Set<string>();
  for (const reference of command.others) {
    const other = findWork(reference, about, sources);
    if ('because' in other) return other;
    const role = roleOf(login, other.key, sources);
    if (!isAtLeast(role, verbOf(command).role)) return { because: mayNotChange(other.key) };
    if (other.key !== about) others.add(other.key);
  }
  return others.size === 0 ? { because: OTHER_PULL_REQUEST } : [...others];
}

/** Applies, waits, or is refused, as the verb says for the role. */
function byRole(
  request: Request,
  command: Command,
  verb: Verb,
  role: Role,
  about: string | null,
  sources: RequestSources,
  words: Markdown | null = null,
): Decision {
  const rank = rankFor(request, role, command);
  const decision = { request, command, about, others: [], section: null, words, rank };
  const { login } = request;
  if (isAtLeast(role, verb.role)) {
    const newcomer = role === 'author' && login !== null ? newcomerWaits(login, command, sources) : null;
    if (newcomer === null || login === null) return { ...decision, outcome: APPLIED };
    const suggestion = suggestionFor(request, login, { about, command, words, newcomer });
    return { ...decision, outcome: untilApproved(suggestion, sources) };
  }
  const maySuggest = verb.suggestedBy !== null && isAtLeast(role, verb.suggestedBy);
  if (!maySuggest || request.comment === null || login === null) {
    return { ...decision, outcome: refused(whoMay(verb.name, verb.role, about)) };
  }
  const suggestion = suggestionFor(request, login, { about, command, words, newcomer: null });
  const outcome = untilApproved(suggestion, sources);
  return outcome.kind === 'applied'
    ? { ...decision, rank: rankOf('editor'), outcome }
    : { ...decision, outcome };
}

function suggestionFor(
  request: Request,
  login: string,
  { newcomer, ...change }: Omit<SuggestedChange, 'commentId'> & { readonly newcomer: Newcomer | null },
  isGuess = false,
): Suggestion {
  const { comment, on, written = change.command } = request;
  const url = comment?.url ?? on?.url ?? '';
  const hash = hashSuggestion({ ...change, commentId: comment?.id ?? on?.id ?? '', command: written });
  return { hash, login, words: change.words, url, newcomer, isGuess };
}

/** Waits until an editor ticked it, or who wrote it where the bot is not sure what was meant. */
function untilApproved(suggestion: Suggestion, { approvals, permissions }: RequestSources): RequestOutcome {
  const isApproved = approvals.some(
    ({ hash, login }) =>
      hash === suggestion.hash &&
      (permissions.editors.has(login) || (suggestion.isGuess && isOfAuthor(login, suggestion))),
  );
  return { kind: isApproved ? 'applied' : 'waits', suggestion };
}

/** The author's own tick does, unless an editor has to look at a newcomer's words first. */
function isOfAuthor(login: string, suggestion: Suggestion): boolean {
  return suggestion.newcomer === null && isSameName(login, suggestion.login);
}

function rankFor(request: Request, role: Role, command: Command): number {
  if (request.source !== 'comment') return RANK[request.source];
  return command.verb === 'credit' && isAboutSelf(request, command) ? RANK.self : rankOf(role);
}

function isAboutSelf({ login }: Request, { logins }: { readonly logins: readonly string[] }): boolean {
  if (login === null) return false;
  return logins.every((other) => isSameName(other, login));
}

/** Why a person does not get what they ask, a sentence. */
export function refused(because: string): RequestOutcome {
  return { kind: 'refused', because };
}

/** More suggestions of one person in a period than editors have time for. */
const MOST_WAITING = 10;

/** Of each person the first ten suggestions wait, in the order of `decisions`; further ones are refused. */
export function limitSuggestions(decisions: readonly Decision[]): readonly Decision[] {
  const waiting = new Map<string, number>();
  return decisions.map((decision) => {
    if (decision.outcome.kind !== 'waits') return decision;
    const login = nameKey(decision.outcome.suggestion.login);
    const count = (waiting.get(login) ?? 0) + 1;
    waiting.set(login, count);
    return count > MOST_WAITING ? { ...decision, outcome: refused(TOO_MANY_SUGGESTIONS) } : decision;
  });
}
