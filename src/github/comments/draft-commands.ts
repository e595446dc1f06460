import { controlCommands, controlFrom } from '../../commands/control.js';
import type { Control } from '../../commands/verb.js';
import { isOwnedBy, nameKey, splitName } from '../../newsletter/activity/names.js';
import type { Period } from '../../newsletter/activity/period.js';
import { compareText } from '../../newsletter/markdown/order.js';
import { type EditionOverride, overridesFor, postponedTo } from '../../requests/edition-overrides.js';
import type { WrittenComment } from '../../requests/request.js';
import type { Client } from '../connection/client.js';
import { recall } from '../connection/graphql.js';
import type { ReadComment } from './conversation.js';

/** Who may command the bot, and by which name people address it. */
export interface UserPermissions {
  readonly mayWrite: WriteAccess;
  /** The bot's own login without `[bot]`; `null`: only `/newsletter` addresses it. */
  readonly botLogin: string | null;
}

/** How the draft shall be, and whose commands were left out. */
export interface ReadControl {
  readonly control: Control;
  /** Logins, sorted, of people who may not command since GitHub does not say that they may. */
  readonly unheard: readonly string[];
}

/**
 * How the editors want the draft to be: what people with write access to the newsletter said in its comments. `freezer`:
 * who gave it the label that freezes it; `null`: nobody did.
 */
export async function readControl(
  { mayWrite }: UserPermissions,
  nameWithOwner: string,
  comments: readonly WrittenComment[],
  freezer: string | null,
): Promise<ReadControl> {
  const said = comments.filter(({ isBot, isMinimized }) => !isBot && !isMinimized);
  const commanding = said.filter(({ commands }) => controlCommands(commands).length > 0);
  const editors = new Set<string>();
  const unheard: string[] = [];
  const logins = [
    ...commanding.flatMap((comment) => comment.login ?? []),
    ...(freezer === null ? [] : [freezer]),
  ];
  for (const login of new Set(logins)) {
    const mayCommand = await mayWrite(nameWithOwner, login);
    if (mayCommand === true) editors.add(login);
    if (mayCommand === null) unheard.push(login);
  }
  const heard = said.filter(({ login }) => login !== null && editors.has(login));
  return {
    control: controlFrom(heard, freezer !== null && editors.has(freezer)),
    unheard: unheard.sort(compareText),
  };
}

/** What is known of drafts when a period is read. */
export interface OverrideSources {
  /** `nameWithOwner` of the newsletter. */
  readonly newsletter: string;
  readonly organization: string;
  readonly period: Period;
  /** Comments on the draft. */
  readonly comments: readonly ReadComment[];
  /** Comments on the drafts before it, oldest first, of the time before they were merged. */
  readonly earlier: readonly ReadComment[];
}

/** A pull request by its name. */
export type NamedPullRequest = Pick<EditionOverride, 'repository' | 'number' | 'key'>;

/** What comments on drafts move to an edition. */
export interface EditionOverrides {
  /** Those that the period does not have have to be read. */
  readonly named: readonly NamedPullRequest[];
  /** Keys of those that an earlier draft postponed to this edition. */
  readonly postponed: ReadonlySet<string>;
}

/** Nothing is moved. */
export const NO_OVERRIDES: EditionOverrides = { named: [], postponed: new Set() };

/** More than anybody moves; what was asked last counts. */
const MOST = 50;

/** Repositories in which the permission of one person who is not an editor is looked up; so nobody keeps the bot asking. */
const MOST_LOOKED_UP = 10;

/**
 * The pull requests that people who may moved to the edition by a comment on its draft or on one before it. Nobody's
 * access is looked up who does not ask for such a thing.
 */
export async function readEditionOverrides(
  permissions: UserPermissions,
  sources: OverrideSources,
): Promise<EditionOverrides> {
  const { organization, period, comments, earlier } = sources;
  const here = await allowed(permissions, sources, overridesFor(comments, period.key, organization));
  const postponed = postponedTo(period.key, earlier, organization);
  const confirmed = postponed.filter(({ isDone }) => isDone);
  const others = await allowed(
    permissions,
    sources,
    postponed.filter(({ isDone }) => !isDone),
  );
  const named = new Map([...confirmed, ...others, ...here].map((move) => [move.key, move]));
  return {
    named: [...named.values()].slice(-MOST),
    postponed: new Set([...confirmed, ...others].map(({ key }) => key)),
  };
}

/** Those of the organization's whose sender may write to the newsletter, or to the repository. */
async function allowed(
  { mayWrite }: UserPermissions,
  { newsletter, organization }: OverrideSources,
  moves: readonly EditionOverride[],
): Promise<readonly EditionOverride[]> {
  const lookedUp = new Map<string, Set<string>>();
  const kept: EditionOverride[] = [];
  for (const move of moves.filter(({ repository }) => isOwnedBy(repository, organization))) {
    const { login, repository } = move;
    const repositories = (lookedUp.get(login) ?? new Set()).add(nameKey(repository));
    lookedUp.set(login, repositories);
    const isEditor = (await mayWrite(newsletter, login)) === true;
    const isKnown = repositories.size <= MOST_LOOKED_UP;
    if (isEditor || (isKnown && (await mayWrite(repository, login)) === true)) kept.push(move);
  }
  return kept;
}

/** Whether the person may write to the repository; `null` when GitHub does not say, so that nobody is given more. */
export type WriteAccess = (nameWithOwner: string, login: string) => Promise<boolean | null>;

/** What GitHub said of a person's access, and until when (in milliseconds) that holds. */
interface KnownAccess {
  readonly mayWrite: boolean;
  readonly until: number;
}

/** How long an answer is kept: a burst of runs asks once, and somebody who was given access need not wait long. */
const KEPT = 2 * 60_000;

/** Looks each person up once a run, and once in two minutes of the same client. `now`: the time of the run. */
export function createWriteAccess(client: Client, now: Date): WriteAccess {
  const memory = recall(client, 'access', () => new Map<string, KnownAccess>());
  const asked = new Map<string, Promise<boolean | null>>();
  const time = now.getTime();
  for (const [key, { until }] of memory) if (until <= time) memory.delete(key);
  const ask = async (key: string, nameWithOwner: string, login: string) => {
    const known = memory.get(key);
    if (known !== undefined) return known.mayWrite;
    const mayWrite = await lookUp(client, nameWithOwner, login);
    if (mayWrite !== null) memory.set(key, { mayWrite, until: time + KEPT });
    return mayWrite;
  };
  return (nameWithOwner, login) => {
    const key = nameKey(`${nameWithOwner} ${login}`);
    const answer = asked.get(key) ?? ask(key, nameWithOwner, login);
    asked.set(key, answer);
    return answer;
  };
}

async function lookUp(client: Client, nameWithOwner: string, login: string): Promise<boolean | null> {
  const { owner, name: repo } = splitName(nameWithOwner);
  try {
    const { data } = await client.rest.repos.getCollaboratorPermissionLevel({ owner, repo, username: login });
    return data.permission === 'admin' || data.permission === 'write';
  } catch {
    // Most often a token that may not look: nobody is given more than what GitHub confirms.
    return null;
  }
}
