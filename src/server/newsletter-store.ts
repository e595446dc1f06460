import { parseConfig } from '../config/newsletter-config.js';
import type { SettingsMistake } from '../github/connection/errors.js';
import type { FoundNewsletter } from '../github/newsletter/read-newsletter.js';
import { nameKey } from '../newsletter/activity/names.js';
import type { AddressedComment, AnnouncedPullRequest } from './relevant-events.js';

/** A newsletter that the server keeps current. */
export interface ServedNewsletter {
  /** `owner/name`, as GitHub spells it. */
  readonly nameWithOwner: string;
  /** `ANY_INSTALLATION`: the operator named the only newsletter, and the App's installation is looked up in each run. */
  readonly installationId: number;
  readonly isPrivate: boolean;
  /** Which repositories' events matter; `null`: those of all repositories that the App sees. */
  readonly collects: {
    readonly organization: string;
    /** Repositories elsewhere, by name with owner. */
    readonly watch: readonly string[];
  } | null;
}

export const ANY_INSTALLATION = 0;

/** Why the last run failed, as people are told. */
export interface RunTrouble {
  readonly message: string;
  /** Whether somebody who may write to the newsletter repository can mend it. */
  readonly isForEditors: boolean;
  readonly setting: string | null;
  readonly mistakes: readonly SettingsMistake[];
}

/** How a run ended. */
export interface LastRun {
  /** When it ended, in milliseconds. */
  readonly at: number;
  /** How long it took, in milliseconds. */
  readonly duration: number;
  /** `failed`, or the outcome of the draft. */
  readonly outcome: string;
  /** Where to look at the draft, also at what an earlier run left; `null`: nowhere. */
  readonly url: string | null;
}

/** What runs leave for the next ones, and for those who look at the server. A run comes to the same draft without it. */
export interface NewsletterState {
  /** The login that addresses the bot; `null` as long as it is not known. */
  readonly botLogin: string | null;
  /** On which drafts are; `null` as long as they are not known. */
  readonly branches: readonly string[] | null;
  /** Whether the repository is private, as the last run saw it; `null`: no run did. */
  readonly isPrivate: boolean | null;
  /** Pull requests that GitHub's search may not show yet. */
  readonly announced: readonly AnnouncedPullRequest[];
  /** Comments whose authors were asked to wait. */
  readonly waiting: readonly AddressedComment[];
  /** `null`: the last run did not fail. */
  readonly trouble: RunTrouble | null;
  /** How many runs failed, one after the other. */
  readonly failures: number;
  readonly lastRun: LastRun | null;
  /** What GitHub said last of the installation's rate limits, by name. */
  readonly limits: readonly (readonly [
    string,
    { readonly limit: number; readonly remaining: number; readonly resetAt: number },
  ])[];
}

export const NO_STATE: NewsletterState = {
  botLogin: null,
  branches: null,
  isPrivate: null,
  announced: [],
  waiting: [],
  trouble: null,
  failures: 0,
  lastRun: null,
  limits: [],
};

/** A newsletter with what is remembered of it. */
export interface NewsletterRecord {
  readonly newsletter: ServedNewsletter;
  readonly state: NewsletterState;
}

/** What came and went in an installation. */
export interface ListChange {
  readonly added: readonly ServedNewsletter[];
  /** Names with owner. */
  readonly removed: readonly string[];
}

/**
 * The newsletters that are served. All of it may be lost: the next discovery finds the newsletters again, and their next runs
 * the rest.
 */
export interface NewsletterStore {
  /**
   * All of them. May lag by seconds behind what other processes wrote. The same array as long as nothing changed.
   */
  all(): readonly NewsletterRecord[];
  /** One of them as it is now; `null`: it is not served. */
  read(nameWithOwner: string): Promise<NewsletterRecord | null>;
  /**
   * Has an installation serve these and no others. What is remembered of those that stay stays. A name that another
   * installation had before is removed with all that is remembered, and added anew.
   */
  replace(installationId: number, newsletters: readonly ServedNewsletter[]): Promise<ListChange>;
  /** Forgets everything of all other installations; names of the newsletters that went with them. */
  keepOnly(installationIds: readonly number[]): Promise<readonly string[]>;
  /** Remembers something of a newsletter, if it is served. */
  remember(nameWithOwner: string, change: Partial<NewsletterState>): Promise<void>;
  /** Fails with a sentence where the store cannot be reached. */
  check(): Promise<void>;
  stop(): Promise<void>;
}

/** A newsletter as its settings describe it. Where these are broken, a run says so on the newsletter's draft. */
export function servedNewsletter(
  { nameWithOwner, isPrivate, config }: FoundNewsletter,
  installationId: number,
): ServedNewsletter {
  const parsed = parseConfig(config, nameWithOwner);
  const [owner = ''] = nameWithOwner.split('/');
  const collects =
    parsed.kind === 'valid'
      ? { organization: parsed.config.organization, watch: parsed.config.watch }
      : { organization: owner, watch: [] };
  return { nameWithOwner, installationId, isPrivate, collects };
}

/** The store of a single process. */
export function inMemoryStore(): NewsletterStore {
  const records = new Map<string, NewsletterRecord>();
  let all: readonly NewsletterRecord[] | null = null;
  const set = (key: string, record: NewsletterRecord) => {
    records.set(key, record);
    all = null;
  };
  const remove = (isGone: (newsletter: ServedNewsletter) => boolean): readonly string[] => {
    const gone = [...records.values()].map(({ newsletter }) => newsletter).filter(isGone);
    for (const { nameWithOwner } of gone) records.delete(nameKey(nameWithOwner));
    if (gone.length > 0) all = null;
    return gone.map(({ nameWithOwner }) => nameWithOwner);
  };
  return {
    all() {
      all ??= [...records.values()];
      return all;
    },
    read: async (nameWithOwner) => records.get(nameKey(nameWithOwner)) ?? null,
    async replace(installationId, newsletters) {
      const kept = new Set(newsletters.map(({ nameWithOwner }) => nameKey(nameWithOwner)));
      const removed = remove(
        (each) => (each.installationId === installationId) !== kept.has(nameKey(each.nameWithOwner)),
      );
      const added = newsletters.filter(({ nameWithOwner }) => !records.has(nameKey(nameWithOwner)));
      for (const newsletter of newsletters) {
        const key = nameKey(newsletter.nameWithOwner);
        set(key, { newsletter, state: records.get(key)?.state ?? NO_STATE });
      }
      return { added, removed };
    },
    keepOnly: async (ids) => remove(({ installationId }) => !ids.includes(installationId)),
    async remember(nameWithOwner, change) {
      const key = nameKey(nameWithOwner);
      const record = records.get(key);
      if (record !== undefined) set(key, { ...record, state: { ...record.state, ...change } });
    },
    check: async () => undefined,
    stop: async () => undefined,
  };
}
