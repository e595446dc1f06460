import { ASSISTANT_ACCOUNTS, MACHINE_ACCOUNTS, MACHINE_MAKERS, MACHINE_NAMES } from './machine-accounts.js';
import { isSameBot, isSameName, NameMap } from './names.js';
import { anyOf } from './text-pattern.js';

/** Somebody who wrote a pull request or a part of it. Names are GitHub's. */
export interface Contributor {
  readonly login: string;
  /** GitHub's numeric user id; `null` where GitHub does not tell it. */
  readonly databaseId: number | null;
  /** GraphQL `__typename` of the actor. */
  readonly type: 'User' | 'Bot' | 'Mannequin' | 'Organization' | 'EnterpriseUserAccount';
  readonly url: string;
  /** What the settings say that it is; absent: nothing. */
  readonly setAs?: 'bot' | 'person';
}

/** What the editors' settings say of accounts, by login: `x[bot]` is an App's bot alone, `x` is anybody of that name. */
export interface AccountSettings {
  /** Machines. */
  readonly bots: readonly string[];
  /** No machines, whatever they are called. They go before `bots`. */
  readonly people: readonly string[];
}

const MACHINE = new RegExp(`^(?:${anyOf(MACHINE_ACCOUNTS)})$`, 'i');
const ASSISTANT = new RegExp(`^(?:${anyOf(ASSISTANT_ACCOUNTS)})$`, 'i');

/** Whether the account is an App's: GitHub writes `x[bot]` in REST, and `x` in GraphQL. */
function isApp({ login, type }: Contributor): boolean {
  return type === 'Bot' || APP.test(login);
}

const APP = /\[bot\]$/i;

/** The account; an App's as GraphQL spells it, without the `[bot]` of REST, so that it is one account in both. */
export function inOneSpelling(account: Contributor): Contributor {
  return isApp(account) ? { ...account, login: account.login.replace(APP, ''), type: 'Bot' } : account;
}

/** The accounts in one spelling, each once. A user may have the name of an App. */
export function eachOnce(accounts: readonly Contributor[]): NameMap<Contributor> {
  return new NameMap(
    accounts
      .map(inOneSpelling)
      .map((account) => [account.type === 'Bot' ? `${account.login}[bot]` : account.login, account]),
  );
}

/** Everybody who opened or wrote a work. */
export function contributorsOf({
  author,
  commitAuthors,
}: {
  readonly author: Contributor | null;
  readonly commitAuthors: readonly Contributor[];
}): readonly Contributor[] {
  return author === null ? commitAuthors : [author, ...commitAuthors];
}

/** Whether a login that people wrote means the account. A user `x` is not meant by `x[bot]`, an App by both. */
export function isMeantBy(account: Contributor, login: string): boolean {
  return isApp(account) ? isSameBot(account.login, login) : isSameName(account.login, login);
}

/** The account with what the settings say of it. */
export function asSet<Account extends Contributor>(
  account: Account,
  { bots, people }: AccountSettings,
): Account {
  const isIn = (logins: readonly string[]) => logins.some((login) => isMeantBy(account, login));
  if (isIn(people)) return { ...account, setAs: 'person' };
  return isIn(bots) ? { ...account, setAs: 'bot' } : account;
}

/** Whether the account is an automaton: an App's, one that is known, set or called so. */
export function isBot(contributor: Contributor): boolean {
  const { login, setAs } = contributor;
  if (setAs !== undefined) return setAs === 'bot';
  return isApp(contributor) || MACHINE.test(login) || (!isAssistant(contributor) && looksLikeBot(login));
}

/** Whether a person may be thanked: neither a bot nor a coding assistant. */
export function isPerson(contributor: Contributor): boolean {
  return contributor.setAs === 'person' || (!isBot(contributor) && !isAssistant(contributor));
}

/** Whether the account is a coding assistant's: what it writes, it writes for somebody. */
export function isAssistant(contributor: Contributor): boolean {
  const name = contributor.login.replace(APP, '');
  return ASSISTANT.test(name) || (isApp(contributor) && ASSISTANT.test(`${name}[bot]`));
}

/** Whether nothing but the name of the account tells a bot from a person. */
export function isDoubtful(contributor: Contributor): boolean {
  const { login, setAs } = contributor;
  if (setAs !== undefined || isApp(contributor) || MACHINE.test(login) || isAssistant(contributor))
    return false;
  return looksLikeBot(login) || mayBeBot(login);
}

/** Whether an author in git without a known account is called like a bot or a coding assistant. */
export function isBotName(name: string): boolean {
  const isLogin = /^\S+$/.test(name);
  const isKnown = APP.test(name) || MACHINE.test(name) || ASSISTANT.test(name) || MACHINE_NAME.test(name);
  return isKnown || (isLogin && looksLikeBot(name)) || BOT_NAME.test(name);
}

/** `Claude`, `Claude Opus 4.5`, `OpenAI Codex`, `Cursor Agent`, `aider (gpt-4o)`; not `Claude Martin`. */
const MACHINE_NAME = new RegExp(
  String.raw`^(?:(?:${MACHINE_MAKERS.join('|')})[\s-]+)?(?:${MACHINE_NAMES.join('|').replaceAll('.', '\\.').replaceAll(' ', '[\\s-]')})(?:$|\s*[(<]|[\s-]+(?:(?:[a-z]+[\s-]+)?\S*\d|(?:agent|ai|bot|cli|code|opus|sonnet|haiku|pro|flash|autofix)\b))`,
  'i',
);
/** `Release Bot`, `CI`, `Prow Robot`; not `Jan Bot`, which is a name. */
const BOT_NAME =
  /^(?:.*\b(?:auto\w*|build|ci|commit|deploy(?:ment)?|format|i18n|merge|prow|release|renovate|snyk|crowdin|sync|translations?|updates?)[\s-](?:ro)?bot|ci)$/i;

/** `acme-bot`, `acme-bot-2`, `acme-robot`, `acme-ci`, `bot-of-acme`, as people call machines. Not `abbot`, nor `ci-fan`. */
function looksLikeBot(login: string): boolean {
  return /[-_](?:(?:ro)?bot(?:[-_]?\d+|[-_].+)?|ci|jenkins|gerrit)$|^(?:(?:ro)?bot|jenkins)[-_]/i.test(login);
}

/** `acmebot`, `acme-automation`, `acme-agent`, `svc-acme`: people are called so too. */
function mayBeBot(login: string): boolean {
  const isNamed =
    /[a-z\d]bot\d*$|^svc[-_]|[-_](?:automations?|agent|publisher|(?:service|svc)[-_]?account|machine[-_]?user|github[-_]?actions?|ci[-_]?cd|renovate|dependabot|weblate)$/i.test(
      login,
    );
  return isNamed && !NAMES_IN_BOT.test(login);
}

/** Names of people that end so. */
const NAMES_IN_BOT =
  /(?:abbot|barbot|cabot|chabot|corbot|guibot|herbot|jabot|libot|rambot|sabot|talbot|thibot|turbot)$/i;
