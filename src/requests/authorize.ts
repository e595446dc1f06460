import type { Command } from '../commands/command.js';
import { isAtLeast, type Role, rankOf } from '../commands/role.js';
import { specOf, type VerbSpec } from '../commands/verbs.js';
import { monthName } from '../newsletter/activity/month.js';
import type { Markdown } from '../newsletter/markdown/markdown.js';
import { withoutTracking } from '../newsletter/markdown/web-address.js';
import type { RequestOutcome, Suggestion } from './answer.js';
import type { Request } from './collect-requests.js';
import { type FoundCrate, findCrate, findWork } from './find-subject.js';
import { type Newcomer, newcomerWaits } from './newcomer.js';
import { roleInRepository, roleOf } from './permissions.js';
import { whyNever, whyNotPostponed } from './refusal-reasons.js';
import type { RequestSources } from './request-sources.js';
import { hashSuggestion, type SuggestedChange } from './suggestion.js';

/** What was asked, by whom in respect of it, and whether it counts. */
export interface Decision {
  readonly asked: Request;
  /** `null` when it was not parsed. */
  readonly command: Command | null;
  /** Key of the work that it is about. */
  readonly about: string | null;
  /** Keys of the other pull requests of `with`. */
  readonly others: readonly string[];
  /** The section that `intro` is about. */
  readonly crate: FoundCrate | null;
  /** What a link without a title shows; `null`: its address, or it is something else. */
  readonly words: Markdown | null;
  /** Among commands that contradict each other the highest counts, among equals the newest. */
  readonly rank: number;
  readonly outcome: RequestOutcome;
}

const APPLIED: RequestOutcome = { kind: 'applied', suggestion: null };
const NOTHING = { about: null, others: [], crate: null, words: null, rank: 0 } as const;

/** Labels and bodies count less than what anybody says; one's own word about oneself more. */
const RANK = { label: -2, body: -1, self: 10 } as const;

/** Decides whether a person may have what they ask, on its own: what contradicts it is decided later. */
export function authorize(asked: Request, sources: RequestSources): Decision {
  if ('problem' in asked.parsed) {
    return {
      asked,
      command: null,
      ...NOTHING,
      outcome: { kind: 'unclear', problem: asked.parsed.problem },
    };
  }
  const { command } = asked.parsed;
  const spec = specOf(command.verb);
  const never = whyNever(command, sources);
  if (never !== null) return { asked, command, ...NOTHING, outcome: refused(never) };
  if (command.verb === 'intro') return judgeIntroduction(asked, command, sources);
  if (spec.about === 'entry' || command.verb === 'preview' || command.verb === 'why') {
    return judgeAboutEntry(asked, command, spec, sources);
  }
  if (spec.about === 'question') return { asked, command, ...NOTHING, outcome: { kind: 'asked' } };
  if (command.verb === 'link') return judgeLink(asked, command, sources);
  return decided(asked, command, spec, roleOf(asked.login, null, sources), null, sources);
}

/**
 * A link without a title shows what its page calls itself, and that is a part of what is approved: of all that it may show,
 * what was approved counts, else the first is offered. So nothing is printed that no editor saw.
 */
function judgeLink(
  asked: Request,
  command: Extract<Command, { verb: 'link' }>,
  sources: RequestSources,
): Decision {
  const role = roleOf(asked.login, null, sources);
  const way = (words: Markdown | null) => decided(asked, command, specOf('link'), role, null, sources, words);
  const known = command.title === null ? (sources.linkWords.get(withoutTracking(command.url)) ?? []) : [];
  const ways = [...known.map(way), way(null)];
  return ways.find(({ outcome }) => outcome.kind === 'applied') ?? ways[0] ?? way(null);
}

function judgeIntroduction(
  asked: Request,
  command: Extract<Command, { verb: 'intro' }>,
  sources: RequestSources,
): Decision {
  const found = findCrate(command.crate, sources);
  if ('because' in found) return { asked, command, ...NOTHING, outcome: refused(found.because) };
  const role = roleInRepository(asked.login, found.repository, sources);
  return { ...decided(asked, command, specOf('intro'), role, null, sources), crate: found };
}

function judgeAboutEntry(
  asked: Request,
  command: Command,
  spec: VerbSpec,
  sources: RequestSources,
): Decision {
  const target = 'target' in command ? command.target : null;
  const here = asked.on?.key ?? null;
  const found = target === null ? { key: here } : findWork(target, here, sources);
  if ('because' in found) return { asked, command, ...NOTHING, outcome: refused(found.because) };
  const about = found.key;
  const refuse = refuseAbout(asked, command, about);
  const role = roleOf(asked.login, about, sources);
  if (spec.about === 'question') return { asked, command, ...NOTHING, about, outcome: { kind: 'asked' } };
  if (command.verb === 'uncredit' && isAboutSelf(asked, command)) {
    return { asked, command, about, others: [], crate: null, words: null, rank: RANK.self, outcome: APPLIED };
  }
  if (command.verb === 'uncredit' && (about === null || command.isAlways)) {
    return refuse('Everybody can ask for that for themselves only.');
  }
  if (command.verb === 'uncredit' && role === 'author' && !isOpenedBy(asked, about, sources)) {
    return refuse('Co-authors can ask for that for themselves only.');
  }
  if (command.verb === 'edition' && command.month < sources.month) {
    return refuse(`The edition of ${monthName(command.month)} is in the past.`);
  }
  const because =
    command.verb === 'edition' && asked.on === null ? whyNotPostponed(command.month, about, sources) : null;
  if (because !== null) return refuse(because);
  if (command.verb !== 'with') return decided(asked, command, spec, role, about, sources);
  return judgeWith(asked, command, role, about, sources);
}

/** Anybody can be claimed as co-author by a commit, so that is no say about the others. */
function isOpenedBy({ login }: Request, key: string | null, { pullRequests }: RequestSources): boolean {
  const author = pullRequests.find((pullRequest) => pullRequest.key === key)?.author ?? null;
  return author !== null && author.toLowerCase() === login?.toLowerCase();
}

/** Whoever makes one entry of several needs a say about each of them. */
function judgeWith(
  asked: Request,
  command: Extract<Command, { verb: 'with' }>,
  role: Role,
  about: string | null,
  sources: RequestSources,
): Decision {
  const found = command.others.map((reference) => findWork(reference, about, sources));
  const refuse = refuseAbout(asked, command, about);
  const others: string[] = [];
  for (const other of found) {
    if ('because' in other) return refuse(other.because);
    const say = roleOf(asked.login, other.key, sources);
    if (!isAtLeast(say, specOf('with').applies)) {
      return refuse(`You have no say about \`${other.key}\`.`);
    }
    if (other.key !== about && !others.includes(other.key)) others.push(other.key);
  }
  if (others.length === 0) return refuse('Name another pull request than this one.');
  return { ...decided(asked, command, specOf('with'), role, about, sources), others };
}

function refuseAbout(asked: Request, command: Command, about: string | null): (because: string) => Decision {
  return (because) => ({ asked, command, ...NOTHING, about, outcome: refused(because) });
}

/** Applies, waits, or is refused, as the table of verbs says for the role. */
function decided(
  asked: Request,
  command: Command,
  spec: VerbSpec,
  role: Role,
  about: string | null,
  sources: RequestSources,
  words: Markdown | null = null,
): Decision {
  const rank = rankFor(asked, role, command);
  const judged = { asked, command, about, others: [], crate: null, words, rank };
  const { login } = asked;
  if (isAtLeast(role, spec.applies)) {
    const newcomer = role === 'author' && login !== null ? newcomerWaits(login, command, sources) : null;
    if (newcomer === null || login === null) return { ...judged, outcome: APPLIED };
    return {
      ...judged,
      outcome: offered(suggestionFor(asked, login, { about, command, words, newcomer }), sources),
    };
  }
  if (spec.suggests === null || !isAtLeast(role, spec.suggests) || asked.comment === null || login === null) {
    return { ...judged, outcome: refused(whoMay(spec, about)) };
  }
  const outcome = offered(suggestionFor(asked, login, { about, command, words, newcomer: null }), sources);
  return outcome.kind === 'applied' ? { ...judged, rank: rankOf('editor'), outcome } : { ...judged, outcome };
}

function suggestionFor(
  { comment, on }: Request,
  login: string,
  {
    newcomer,
    ...offer
  }: Omit<SuggestedChange, 'commentId' | 'login'> & { readonly newcomer: Newcomer | null },
): Suggestion {
  const commentId = comment?.id ?? `the description of ${on?.key}`;
  const url = comment?.url ?? on?.url ?? '';
  const { words } = offer;
  return { hash: hashSuggestion({ commentId, login, ...offer }), login, words, url, newcomer };
}

/** Waits until somebody who may ticked it. */
function offered(suggestion: Suggestion, sources: RequestSources): RequestOutcome {
  return { kind: isApproved(suggestion.hash, sources) ? 'applied' : 'waits', suggestion };
}

function rankFor(asked: Request, role: Role, command: Command): number {
  if (asked.source !== 'comment') return RANK[asked.source];
  return command.verb === 'credit' && isAboutSelf(asked, command) ? RANK.self : rankOf(role);
}

function isApproved(hash: string, { approvals, rights }: RequestSources): boolean {
  return approvals.some(
    (approval) => approval.hash === hash && rights.editors.has(approval.login.toLowerCase()),
  );
}

function isAboutSelf({ login }: Request, { logins }: { readonly logins: readonly string[] }): boolean {
  if (login === null) return false;
  return logins.every((other) => other.toLowerCase() === login.toLowerCase());
}

/** Why a person does not get what they ask, a sentence. */
export function refused(because: string): RequestOutcome {
  return { kind: 'refused', because };
}

function whoMay({ verb, applies }: VerbSpec, about: string | null): string {
  const people: Readonly<Record<Role, string>> = {
    anyone: 'people who are logged in',
    author: 'the authors of the pull request and people who may write to its repository',
    maintainer: 'people who may write to the repository',
    editor: 'people who may write to the newsletter',
  };
  const what = about === null ? `\`${verb}\`` : `\`${verb}\` about \`${about}\``;
  return `${what} is for ${people[applies]}.`;
}

/** Nobody without a say offers more in a month that is worth an editor's time. */
const MOST_WAITING = 10;

const TOO_MANY: RequestOutcome = {
  kind: 'refused',
  because: `Ten suggestions of yours wait already.`,
};

/** Of each person the first ten suggestions wait, in the order of `judged`; further ones are refused. */
export function limitRequests(judged: readonly Decision[]): readonly Decision[] {
  const waiting = new Map<string, number>();
  return judged.map((one) => {
    if (one.outcome.kind !== 'waits') return one;
    const login = one.outcome.suggestion.login.toLowerCase();
    const count = (waiting.get(login) ?? 0) + 1;
    waiting.set(login, count);
    return count > MOST_WAITING ? { ...one, outcome: TOO_MANY } : one;
  });
}
