import { LRUCache } from 'lru-cache';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { RateLimits } from '../github/connection/client.js';
import { kindOfError } from '../github/connection/errors.js';
import { EVENTS } from './app.js';
import type { Clock } from './clock.js';
import type { Job, QueueCounts } from './job-queue.js';
import type { NewsletterStore } from './newsletter-store.js';

/** What happens in this process, counted for Prometheus; and what waits for all processes. */
export interface Metrics {
  /** A webhook was answered. `status` is `null` if the connection ended before. `event` is what the request says. */
  webhook(event: string, status: number | null, milliseconds: number): void;
  jobEnded(job: Pick<Job, 'kind'>, outcome: string, milliseconds: number): void;
  /** GitHub answered; `null` stands for no answer, and for a request of the App itself. */
  answered(installationId: number | null, status: number | null, limits: RateLimits | null): void;
  failed(error: unknown): void;
  /** In the form of OpenMetrics. Who an installation belongs to is not said, but that it exists, only to who may know it. */
  text(mayKnowInstallations: boolean): Promise<string>;
}

export const METRICS_TYPE = Registry.OPENMETRICS_CONTENT_TYPE;

/** In seconds. A webhook waits for nothing but the queue; a run mostly waits for GitHub. */
const WEBHOOK_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];
const JOB_BUCKETS = [0.5, 1, 2.5, 5, 10, 20, 40, 80, 160, 320];

/** Installations that are counted, until two hours after their last answer: nothing stays of those that are gone. */
const TOLD = { max: 1_000, ttl: 7_200_000, updateAgeOnGet: true, ttlAutopurge: true };

/** What GitHub answered an installation. */
interface InstallationAnswers {
  readonly statuses: Set<string>;
  limits: RateLimits | null;
}

/** `counts` may fail: then the metrics of the queue are absent. */
export function createMetrics(
  store: Pick<NewsletterStore, 'all'>,
  counts: () => Promise<QueueCounts>,
  clock: Clock,
): Metrics {
  const [open, ofInstallations] = [newRegistry(), newRegistry()];
  const webhooks = new Histogram({
    name: 'this_month_bot_webhook_duration_seconds',
    help: 'How long webhooks took, by event and result: accepted, refused (the signature or the form is wrong), failed, aborted.',
    labelNames: ['event', 'result'],
    buckets: WEBHOOK_BUCKETS,
    registers: [open],
  });
  const jobs = new Histogram({
    name: 'this_month_bot_job_duration_seconds',
    help: 'How long jobs took, by kind (run, acknowledge, discover, introduce) and outcome.',
    labelNames: ['kind', 'outcome'],
    buckets: JOB_BUCKETS,
    registers: [open],
  });
  const errors = new Counter({
    name: 'this_month_bot_errors_total',
    help: 'What went wrong, by kind: editor and operator (that person must act), credentials, rate_limit, github (no answer, or trouble there), refused, unexpected.',
    labelNames: ['kind'],
    registers: [open],
  });
  const requests = new Counter({
    name: 'this_month_bot_github_requests_total',
    help: 'Requests to GitHub by installation ("app": those of the App itself) and status ("none": no answer).',
    labelNames: ['installation', 'status'],
    registers: [ofInstallations],
  });
  const installations = new LRUCache<number, InstallationAnswers>({
    ...TOLD,
    dispose({ statuses }, installation) {
      for (const status of statuses) requests.remove({ installation, status });
    },
  });
  new Gauge({
    name: 'this_month_bot_github_points_left',
    help: 'What GitHub said last of the rate limits of an installation, by resource (core, graphql).',
    labelNames: ['installation', 'resource'],
    registers: [ofInstallations],
    collect() {
      this.reset();
      for (const [installation, { limits }] of installations.entries()) {
        for (const [resource, { limit, remaining, resetAt }] of limits ?? []) {
          this.set({ installation, resource }, resetAt <= clock().getTime() ? limit : remaining);
        }
      }
    },
  });
  addGaugesOfAllProcesses(open, store, counts);
  let hasProcessMetrics = false;
  return {
    webhook(event, status, milliseconds) {
      const labels = {
        event: EVENTS.some((each) => each === event) ? event : 'other',
        result: resultOf(status),
      };
      webhooks.observe(labels, milliseconds / 1000);
    },
    jobEnded: ({ kind }, outcome, milliseconds) => jobs.observe({ kind, outcome }, milliseconds / 1000),
    answered(installationId, status, limits) {
      const labels = { installation: installationId ?? 'app', status: String(status ?? 'none') };
      requests.inc(labels);
      if (installationId === null) return;
      const answers = installations.get(installationId) ?? { statuses: new Set(), limits: null };
      answers.statuses.add(labels.status);
      answers.limits = limits ?? answers.limits;
      if (!installations.has(installationId)) installations.set(installationId, answers);
    },
    failed: (error) => errors.inc({ kind: kindOfError(error) }),
    text(mayKnowInstallations) {
      // They observe the process all the time, which only those need who ask.
      if (!hasProcessMetrics) collectDefaultMetrics({ register: open });
      hasProcessMetrics = true;
      return (mayKnowInstallations ? Registry.merge([open, ofInstallations]) : open).metrics();
    },
  };
}

/** prom-client's types know only its older form of text where registries are used. */
function newRegistry(): Registry {
  const registry = new Registry<typeof METRICS_TYPE>();
  registry.setContentType(METRICS_TYPE);
  return registry as unknown as Registry;
}

function resultOf(status: number | null): string {
  if (status === null) return 'aborted';
  if (status < 300) return 'accepted';
  return status < 500 ? 'refused' : 'failed';
}

/** What is the same whichever process tells it, if they share a database. */
function addGaugesOfAllProcesses(
  registry: Registry,
  store: Pick<NewsletterStore, 'all'>,
  counts: () => Promise<QueueCounts>,
): void {
  const gauge = (name: string, help: string, read: () => number | Promise<number>) =>
    new Gauge({
      name: `this_month_bot_${name}`,
      help,
      registers: [registry],
      async collect() {
        try {
          this.set(await read());
        } catch {
          // `/readyz` says what is wrong with the queue.
          this.remove();
        }
      },
    });
  gauge('newsletters', 'Newsletters that are served.', () => store.all().length);
  gauge(
    'newsletters_in_trouble',
    'Newsletters whose last run failed.',
    () => store.all().filter(({ state }) => state.trouble !== null).length,
  );
  gauge('jobs_waiting', 'Jobs that are due and have not started.', async () => (await counts()).waiting);
  gauge('jobs_running', 'Jobs that run.', async () => (await counts()).running);
  gauge(
    'oldest_job_waiting_seconds',
    'For how long the oldest job that is due has waited.',
    async () => (await counts()).oldest / 1000,
  );
}
