import type { Command, CommandLine, ParsedCommand } from '../commands/command.js';
import type { AccountSettings } from '../newsletter/activity/contributor.js';
import { isSameName, NameMap, type NameSet, nameKey } from '../newsletter/activity/names.js';
import type { Calendar, Period } from '../newsletter/activity/period.js';
import type { Language } from '../newsletter/document/language.js';
import type { FoundCandidates } from '../newsletter/draft/candidates.js';
import type { Markdown } from '../newsletter/markdown/markdown.js';
import { compareText } from '../newsletter/markdown/order.js';
import { accountChanged } from '../replies/command-problems.js';

/** A comment, a review, or a comment of a review, with GitHub's field names. */
export interface WrittenComment {
  /** The GraphQL node id. */
  readonly id: string;
  readonly url: string;
  /** `null` when the account was deleted. */
  readonly login: string | null;
  /** Whether GitHub calls the author a bot. */
  readonly isBot: boolean;
  readonly isMinimized: boolean;
  /** What it asks of the bot. */
  readonly commands: readonly CommandLine[];
  /** ISO instant. */
  readonly createdAt: string;
  readonly isEdited: boolean;
}

/** How the bot reacts to a comment: it saw it, it is in the draft, or it is not. */
export const REACTIONS = ['EYES', 'ROCKET', 'CONFUSED'] as const;

export type Reaction = (typeof REACTIONS)[number];

/** What counts of a comment when the bot reacts to it. */
export interface ReactedComment {
  readonly id: string;
  readonly isEdited: boolean;
  readonly isMinimized: boolean;
  /** The bot's own. */
  readonly reactions: readonly Reaction[];
}

/** Why nothing is done on a pull request: it is not in the edition. */
export interface NotInEdition {
  /** One sentence or more. */
  readonly because: string;
  /** Whether it is done at another time. */
  readonly comesLater: boolean;
}

/** A label that does what a command does. */
export interface GivenLabel {
  /** As it is written on GitHub. */
  readonly name: string;
  /** Who gave it to the pull request; `null`: a bot, a deleted account, or nobody knows. */
  readonly login: string | null;
}

/** A pull request and what people ask for there. */
export interface DiscussedPullRequest {
  /** The GraphQL node id; `null`: what is said on it was not read. */
  readonly id: string | null;
  /** Of its work, as `key` of a `Work`. */
  readonly key: string;
  readonly url: string;
  /** `nameWithOwner`. */
  readonly repository: string;
  /** The person who opened it; `null`: a bot or another machine did, or the account was deleted. */
  readonly author: string | null;
  /** Author first, then the co-authors that its commits claim; without deleted accounts. */
  readonly authors: readonly string[];
  /** What its description asks of the bot. */
  readonly description: readonly CommandLine[];
  /** Those that ask for something. */
  readonly labels: readonly GivenLabel[];
  readonly comments: readonly WrittenComment[];
  /** Why it is not in the edition, unless somebody who may moves it there; `null`: it is in the edition. */
  readonly notInEdition: NotInEdition | null;
}

/** Who may write where, as GitHub confirmed it. Who is not here may not. */
export interface GrantedPermissions {
  /** People with write access to the newsletter. */
  readonly editors: NameSet;
  /** People with write access, by `nameWithOwner`. */
  readonly maintainers: NameMap<NameSet>;
}

/** A suggestion that somebody ticked. */
export interface Approval {
  /** The hash in the checkbox's line: of the text that was approved. */
  readonly hash: string;
  /** Who ticked it; it counts when the person is an editor. */
  readonly login: string;
}

/** A crate that an introduction may be written for. */
export interface KnownCrate {
  /** `nameWithOwner`. */
  readonly repository: string;
  /** Names of the crates in it. */
  readonly crates: readonly string[];
}

/** Everything that decides what becomes of requests. */
export interface RequestSources {
  readonly calendar: Calendar;
  /** Of the edition that is being drafted. */
  readonly period: Period;
  /** Where people's pages are, `https://github.com` for instance. */
  readonly origin: string;
  /** Of the edition. */
  readonly language: Language;
  /** Login of the organization: `x86_64#156` is a pull request in it. */
  readonly organization: string;
  readonly pullRequests: readonly DiscussedPullRequest[];
  /** All that people ask for, as `collectRequests` gives it. */
  readonly requests: readonly Request[];
  /** Keys of pull requests that comments on earlier drafts postponed to this edition. */
  readonly postponed: ReadonlySet<string>;
  /** Whether the runs of later editions read what is said on this draft. */
  readonly isFollowed: boolean;
  /** Keys of other work that may have an entry: direct commits. */
  readonly commits: readonly string[];
  readonly repositories: readonly KnownCrate[];
  /** What repositories are called today, by names that they had before; both `owner/name`. */
  readonly formerNames: NameMap<string>;
  readonly approvals: readonly Approval[];
  /** Whether GitHub does not show who ticks: then no tick counts. */
  readonly areTicksHidden: boolean;
  readonly permissions: GrantedPermissions;
  /** Logins of people whom an earlier edition thanks, names as maintainers, or has sections by. */
  readonly known: NameSet;
  /** Logins of people who asked before never to be thanked. */
  readonly optOuts: NameSet;
  /** Names that commands use, and no account has. */
  readonly absent: NameSet;
  /** Names that commands use, and organizations have. */
  readonly organizations: NameSet;
  /** What the settings say of accounts. */
  readonly accounts: AccountSettings;
  /** The links of the last twelve editions and the edition of each, by `linkKey`. */
  readonly knownLinks: ReadonlyMap<string, Period>;
  /** Hosts from which images may come in sections, in lower case. */
  readonly imageHosts: readonly string[];
  /** What links without a title may show, what was there before first, by address without tracking parameters. */
  readonly linkWords: ReadonlyMap<string, readonly Markdown[]>;
  /** Links that people typed into the draft itself, and where each is read, by `linkKey`. */
  readonly typedLinks: ReadonlyMap<string, string>;
  /** What editors may tick into the edition; `null`: the settings name no source. */
  readonly candidates: FoundCandidates | null;
}

/** One thing that was asked, and where. */
export interface Request extends CommandLine {
  readonly source: 'comment' | 'body' | 'label' | 'candidate';
  /** `null` for what stands in a body, is a label, or is a candidate that an editor ticked. */
  readonly comment: WrittenComment | null;
  /** Who asks: the author for a body, for a label who gave it; `null`: nobody knows, or it was no person. */
  readonly login: string | null;
  /** Where it stands; `null`: on the draft. */
  readonly on: DiscussedPullRequest | null;
  /** The command as it was written, where it names people: `parsed` has their names of today. */
  readonly written?: Command;
}

/** The label on a pull request that does what the command does. */
const LABELS = new NameMap<Command>([
  ['newsletter: skip', { verb: 'hide', target: null, why: 'label' }],
  ['newsletter: highlight', { verb: 'highlight', target: null, why: null }],
]);

/** Whether the label asks for something. */
export function isCommandLabel(name: string): boolean {
  return LABELS.has(name);
}

/**
 * Everything that was asked, by place, then by time. What bots wrote does not count, nor what was hidden on GitHub, nor
 * what was written by accounts that are no more.
 */
export function collectRequests(
  pullRequests: readonly DiscussedPullRequest[],
  draft: readonly WrittenComment[],
): readonly Request[] {
  return [
    ...pullRequests
      .toSorted((left, right) => compareText(left.key, right.key))
      .flatMap((on) => [...askedByLabel(on), ...askedInDescription(on), ...askedInComments(on.comments, on)]),
    ...askedInComments(draft, null),
  ];
}

function askedByLabel(on: DiscussedPullRequest): readonly Request[] {
  return [...LABELS].flatMap(([label, command]) => {
    const given = on.labels.find(({ name }) => isSameName(name, label));
    if (given === undefined) return [];
    const at = { line: 1, column: 1 };
    return { source: 'label', comment: null, login: given.login, on, at, line: label, parsed: { command } };
  });
}

/** Updaters quote other people's release notes: what a bot describes asks for nothing. */
function askedInDescription(on: DiscussedPullRequest): readonly Request[] {
  const login = on.author;
  if (login === null) return [];
  return on.description.map((line) => ({ ...line, source: 'body', comment: null, login, on }));
}

function askedInComments(
  comments: readonly WrittenComment[],
  on: DiscussedPullRequest | null,
): readonly Request[] {
  return comments
    .filter(
      ({ login, isBot, isMinimized }) => login !== null && !isBot && !isMinimized && !/\[bot\]$/.test(login),
    )
    .toSorted((left, right) => compareText(left.createdAt, right.createdAt) || compareText(left.id, right.id))
    .flatMap((comment) =>
      comment.commands.map((line) => ({ ...line, source: 'comment', comment, login: comment.login, on })),
    );
}

/** A name by which a command calls a person, and where. */
export interface NameInCommand {
  /** As it was written. */
  readonly name: string;
  /** Node id of the comment, or of the pull request in whose description it stands. */
  readonly usedIn: string;
  /** ISO instant; `null`: it may have been written at any time. */
  readonly writtenAt: string | null;
}

/** Whom the names in commands mean today. */
export interface NamedPeople {
  /** Logins, by `useKey`; `null`: the account is gone. Without names that GitHub never had or does not answer for. */
  readonly logins: ReadonlyMap<string, string | null>;
  /** The names that no account has. */
  readonly absent: NameSet;
  /** Today's logins of those that are organizations. */
  readonly organizations: NameSet;
}

/** The key of a name in the comment or description that uses it. */
export function useKey({ name, usedIn }: Pick<NameInCommand, 'name' | 'usedIn'>): string {
  return `${nameKey(name)} ${usedIn}`;
}

/** The names of people that commands use, without those of Apps, which are no users to GitHub. */
export function namesIn(requests: readonly Request[]): readonly NameInCommand[] {
  return requests.flatMap((request) =>
    loginsIn(request.parsed)
      .filter((name) => !name.endsWith('[bot]'))
      .map((name) => ({ name, usedIn: placeOf(request), writtenAt: writtenAt(request) })),
  );
}

/** The requests with people's present names, without people who are gone. */
export function withPresentNames(requests: readonly Request[], { logins }: NamedPeople): readonly Request[] {
  return requests.map((request) => {
    const { parsed, at } = request;
    if (!('command' in parsed) || !('logins' in parsed.command)) return request;
    const written = parsed.command;
    const present = written.logins.map((name) => {
      const login = logins.get(useKey({ name, usedIn: placeOf(request) }));
      return login === undefined ? name : login;
    });
    const left = new NameMap(
      present.flatMap((login) => (login === null ? [] : [[login, login] as const])),
    ).values();
    const [first] = written.logins;
    if (left.length === 0 && first !== undefined)
      return { ...request, parsed: { problem: { at, sentence: accountChanged(first), didYouMean: null } } };
    return { ...request, written, parsed: { command: { ...written, logins: left } } };
  });
}

function loginsIn(parsed: ParsedCommand): readonly string[] {
  return 'command' in parsed && 'logins' in parsed.command ? parsed.command.logins : [];
}

function placeOf({ comment, on }: Request): string {
  return comment?.id ?? on?.id ?? '';
}

function writtenAt({ comment }: Request): string | null {
  return comment === null || comment.isEdited ? null : comment.createdAt;
}
