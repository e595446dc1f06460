import { commandsIn } from '../commands/parse-comment.js';
import { CONFIG_PATH } from '../github/newsletter/read-newsletter.js';
import { isSameName, nameKey, ownerOf } from '../newsletter/activity/names.js';
import type { NewJob, Reason } from './job-queue.js';
import { ANY_INSTALLATION, type NewsletterRecord } from './newsletter-store.js';
import {
  addressedComment,
  announcedPullRequest,
  type Delivery,
  isRerun,
  mayChangeDraft,
} from './relevant-events.js';

/** What decides what an event leads to. */
export interface Routing {
  readonly newsletters: NewsletterIndex;
  /** The login by which people address the bot; `null` as long as it is not known. */
  readonly botLogin: string | null;
  /** Whether newsletters are found by their settings; else there is one, which the operator named. */
  readonly isHosted: boolean;
  /** How long a burst of events is waited for, in milliseconds, if all is well; `null`: only the schedule starts runs. */
  readonly quiet: (record: NewsletterRecord) => number | null;
  readonly now: Date;
}

/** A burst that does not end is cut after this many quiet periods, so that it cannot put a run off for ever. */
const LONGEST_BURST = 6;

/** The newsletters by what they concern, so that an event finds its own among thousands. */
export class NewsletterIndex {
  readonly #everything: NewsletterRecord[] = [];
  readonly #byRepository = new Map<string, NewsletterRecord[]>();
  readonly #byOwner = new Map<string, NewsletterRecord[]>();
  readonly #installations = new Set<number>();

  constructor(records: readonly NewsletterRecord[]) {
    for (const record of records) {
      const { nameWithOwner, installationId, collects } = record.newsletter;
      this.#installations.add(installationId);
      if (collects === null) {
        this.#everything.push(record);
        continue;
      }
      put(this.#byOwner, collects.organization, record);
      for (const name of [nameWithOwner, ...collects.watch]) put(this.#byRepository, name, record);
    }
  }

  /**
   * The newsletters that an event in that repository concerns. An account's private repository concerns no newsletter of
   * another installation, whatever that one names in its settings.
   */
  of(
    repository: string,
    isPrivate: boolean,
    installationId: number | undefined,
  ): readonly NewsletterRecord[] {
    const about = [
      ...(this.#byRepository.get(nameKey(repository)) ?? []),
      ...(this.#byOwner.get(nameKey(ownerOf(repository))) ?? []),
    ];
    const mayKnow = ({ newsletter }: NewsletterRecord) =>
      !isPrivate || newsletter.installationId === installationId;
    return [...this.#everything, ...new Set(about.filter(mayKnow))];
  }

  /** The installations that have the account's newsletters. */
  installationsOf(owner: string): readonly number[] {
    const records = [...this.#byRepository.values()].flat().map(({ newsletter }) => newsletter);
    const own = records.filter(({ nameWithOwner }) => isSameName(ownerOf(nameWithOwner), owner));
    return [...new Set(own.map(({ installationId }) => installationId))];
  }

  /** Whether the installation has a newsletter. */
  has(installationId: number): boolean {
    return this.#installations.has(installationId);
  }
}

function put(map: Map<string, NewsletterRecord[]>, name: string, record: NewsletterRecord): void {
  const records = map.get(nameKey(name));
  if (records === undefined) map.set(nameKey(name), [record]);
  else records.push(record);
}

/** What the server has to do because of an event. The payload is not trusted: it only says where to look. */
export function jobsFor(delivery: Delivery, routing: Routing): readonly NewJob[] {
  const { repository, installation } = delivery.payload;
  const records = routing.newsletters.of(
    repository?.full_name ?? '',
    repository?.private !== false,
    installation?.id,
  );
  const own = records.flatMap((record) => jobsOfNewsletter(delivery, record, routing));
  if (!routing.isHosted || installation?.id === undefined) return becauseOf(delivery, own);
  const subject = String(installation.id);
  return becauseOf(delivery, [
    ...own,
    ...discovery(delivery, subject, routing.newsletters),
    ...introduction(delivery, subject, routing),
  ]);
}

function becauseOf({ id }: Delivery, jobs: readonly NewJob[]): readonly NewJob[] {
  if (id === undefined) return jobs;
  return jobs.map((job) => ({ ...job, reasons: [...job.reasons, { kind: 'delivery', id }] }));
}

function jobsOfNewsletter(
  delivery: Delivery,
  record: NewsletterRecord,
  { botLogin, quiet, now }: Routing,
): readonly NewJob[] {
  const { nameWithOwner: subject } = record.newsletter;
  const surroundings = { newsletter: subject, botLogin, branches: record.state.branches };
  if (!mayChangeDraft(delivery, surroundings)) return [];
  const comment = addressedComment(delivery, botLogin);
  const pullRequest = announcedPullRequest(delivery, subject, botLogin);
  const reasons: readonly Reason[] = [
    ...(isRerun(delivery) ? [{ kind: 'rerun' } as const] : []),
    ...(pullRequest === null
      ? []
      : [{ kind: 'merge', pullRequest: { ...pullRequest, at: now.getTime() } } as const]),
  ];
  const usual = quiet(record);
  // What happens in the newsletter repository itself may be what mends it.
  const isOwn = isSameName(delivery.payload.repository?.full_name, subject);
  const isBackedOff = !isOwn && record.state.failures > 0;
  const delay = usual === null || !isBackedOff ? usual : backedOff(usual, record.state.failures);
  const installationId = delivery.payload.installation?.id ?? ANY_INSTALLATION;
  return [
    ...(comment === null
      ? []
      : [atOnce('acknowledge', subject, [{ kind: 'comment', comment, installationId }])]),
    ...(delay === null
      ? []
      : [
          {
            ...atOnce('run', subject, reasons),
            delay,
            longest: LONGEST_BURST * delay,
            putsOff: !isBackedOff,
          },
        ]),
  ];
}

/** A job that waits for nothing. */
export function atOnce(kind: NewJob['kind'], subject: string, reasons: readonly Reason[] = []): NewJob {
  return { kind, subject, slot: null, reasons, delay: 0, putsOff: true, longest: 0 };
}

/** Events come in groups, such as when many repositories are transferred; in milliseconds. */
const DISCOVERY_QUIET = 1000;

/** Events that make a newsletter of a repository, or none of it any more. */
const OF_LISTS = ['installation', 'installation_repositories', 'repository'];

/** A look at what newsletters the installation has, where the event may have changed that. */
function discovery(
  { name, payload }: Delivery,
  subject: string,
  newsletters: NewsletterIndex,
): readonly NewJob[] {
  const isOfList = OF_LISTS.includes(name) && payload.action !== 'edited';
  if (!isOfList && !(name === 'push' && changesSettings(payload))) return [];
  // GitHub tells a transfer to the new owner; the former one has a newsletter less.
  const [former] = Object.values(payload.changes?.owner?.from ?? {});
  const subjects = [subject, ...newsletters.installationsOf(former?.login ?? '').map(String)];
  return [...new Set(subjects)].map((each) => ({
    ...atOnce('discover', each),
    delay: DISCOVERY_QUIET,
    longest: LONGEST_BURST * DISCOVERY_QUIET,
  }));
}

/** GitHub lists the files of at most 2,048 commits of a push ("Webhook events and payloads", docs.github.com). */
function changesSettings({ ref, repository, commits = [] }: Delivery['payload']): boolean {
  if (ref !== `refs/heads/${repository?.default_branch}`) return false;
  return commits.some(({ added = [], modified = [], removed = [] }) =>
    [...added, ...modified, ...removed].includes(CONFIG_PATH),
  );
}

/** Says how to get a newsletter, to people who address the bot where there is none. */
function introduction(
  delivery: Delivery,
  subject: string,
  { newsletters, botLogin }: Routing,
): readonly NewJob[] {
  const { repository, installation, comment, review } = delivery.payload;
  if (botLogin === null || newsletters.has(installation?.id ?? ANY_INSTALLATION)) return [];
  const asked = addressedComment(delivery, botLogin);
  const text = (comment ?? review)?.body ?? '';
  const isByName = new RegExp(`(?<![\\w@/-])@${botLogin}(?![\\w-])`, 'i').test(text);
  if (asked === null || repository === undefined || !isByName) return [];
  if (commandsIn(text, { place: 'pull request', botLogin }).length === 0) return [];
  const installationId = installation?.id ?? ANY_INSTALLATION;
  return [atOnce('introduce', subject, [{ kind: 'comment', comment: asked, installationId }])];
}

/**
 * How long the quiet period is when that share of GitHub's rate limit is left, from 0 to 1: so a stranger who makes many events never
 * uses up what the schedule needs. `null`: only the schedule starts runs.
 */
export function quietFor(share: number, quiet: number): number | null {
  if (share < 0.1) return null;
  if (share < 0.25) return 4 * quiet;
  return share < 0.5 ? 2 * quiet : quiet;
}

/** In milliseconds. */
const LONGEST_BACK_OFF = 3_600_000;

/** How much longer a newsletter waits whose runs fail, so that it does not use up what others need: up to an hour. */
export function backedOff(quiet: number, failures: number): number {
  return failures === 0 ? quiet : Math.max(quiet, Math.min(LONGEST_BACK_OFF, quiet * 2 ** failures));
}
