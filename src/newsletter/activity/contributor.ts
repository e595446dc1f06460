/** Somebody who wrote a pull request or a part of it. Names are GitHub's. */
export interface Contributor {
  readonly login: string;
  /** GitHub's numeric user id; `null` where GitHub does not tell it. */
  readonly databaseId: number | null;
  /** GraphQL `__typename` of the actor. */
  readonly type: 'User' | 'Bot' | 'Mannequin' | 'Organization' | 'EnterpriseUserAccount';
  readonly url: string;
}

/** Merge queues and updaters that run as ordinary user accounts. */
const BOT_LOGINS = new Set([
  'bors',
  'homu',
  'dependabot-preview',
  'renovate-bot',
  'rust-log-analyzer',
  'web-flow',
]);

/** Accounts under which coding assistants sign `Co-authored-by` trailers. */
const ASSISTANT_LOGINS = new Set([
  'claude',
  'copilot',
  'copilot-swe-agent',
  'cursoragent',
  'codex',
  'devin-ai-integration',
  'gemini-code-assist',
  'google-labs-jules',
]);

/** Whether the account is an automaton: by GitHub's type, a `[bot]` login, or a known merge queue. */
export function isBot(contributor: Contributor): boolean {
  const login = contributor.login.toLowerCase();
  return contributor.type === 'Bot' || login.endsWith('[bot]') || BOT_LOGINS.has(login);
}

/** Whether a person may be thanked: neither a bot nor a coding assistant. */
export function isPerson(contributor: Contributor): boolean {
  return !isBot(contributor) && !ASSISTANT_LOGINS.has(contributor.login.toLowerCase());
}
