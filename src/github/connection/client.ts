import type { Octokit } from '@octokit/rest';

type Api = Octokit['rest'];
/** `commits` searches them. */
type ReadingName = `${'get' | 'list' | 'compare' | 'check'}${string}` | 'commits';

/** Reads from GitHub. It has no method that writes, and an App's token for it may not write. */
export interface Client extends Pick<Octokit, 'paginate' | 'graphql'> {
  readonly rest: {
    readonly [Part in keyof Api]: Pick<Api[Part], Extract<keyof Api[Part], ReadingName>>;
  };
}

/** Writes to one repository and no other: an App's token for it is narrowed to that. */
export interface WritingClient extends Pick<Octokit, 'graphql'> {
  readonly rest: { readonly [Part in keyof Api]: Omit<Api[Part], ReadingName> };
}

/** The GitHub clients of one run; the same client when a plain token is used. */
export interface Clients {
  readonly reader: Client;
  readonly writer: WritingClient;
  /**
   * Writes comments in that repository, and nothing else. `null`: nobody is answered there, since the App is installed on
   * another account than the repository's owner.
   */
  commenter(nameWithOwner: string): WritingClient | null;
  /** The login by which `@login` addresses the bot, that of the App without `[bot]`; `null` without an App. */
  readonly botLogin: string | null;
  /** What GitHub's last answer said of its rate limits. */
  readonly limits: RateLimits;
}

/** What GitHub said last of each rate limit, by its name; `resetAt` in milliseconds. */
export type RateLimits = Map<
  string,
  { readonly limit: number; readonly remaining: number; readonly resetAt: number }
>;

/** What readers of lists work with; GitHub may give a part of a list. */
export interface Reading {
  readonly client: Client;
  /** Is told what GitHub did not give, a sentence each. */
  readonly report: (gap: string) => void;
  readonly log: Log;
}

/** Where progress and trouble are reported; pino's and Probot's loggers fit. */
export interface Log {
  /** What keeps somebody waiting who looks on; absent: nobody does. */
  progress?(message: string): void;
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
}
