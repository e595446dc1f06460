import type { ResponseTime } from '../fake-github/response-time.js';
import { runChild, startChild } from './child.js';
import type { CollectArgument, CollectReport } from './collect-process.js';
import type { Limits, Traffic, WorldArgument, WorldMessage, WorldReady } from './world-process.js';

/** A month of an organization. */
export interface Subject {
  readonly name: string;
  readonly content: WorldArgument['content'];
  readonly newsletter: string;
  readonly month: string;
  readonly now: string;
}

/** What collecting the month took. */
export interface Collecting {
  readonly by: CollectArgument['by'];
  /** By which GitHub ended queries; `null`: by none. */
  readonly limits: Limits | null;
  readonly report: CollectReport;
  readonly traffic: Traffic;
}

/** A tenth of what GitHub takes: 100 ms for a request, 1 ms for a node, ten seconds at most for a query. */
export const RESPONSE_TIME: ResponseTime = { perRequest: 10, perNode: 0.1, limit: 1000 };

/**
 * Limits by which a page of the month's search holds 25 pull requests, as users of GitHub measured it, and no query may
 * bring more than 10,000 nodes.
 */
function limitedTo25(missing: Limits['missing']): Limits {
  return { pullRequests: 25, nodes: 10_000, missing };
}

/**
 * Lets the bot and the present tool collect the same month of the same world, one after the other, and the bot again
 * where GitHub ends queries that cost too much, once for each thing that may be `missing` then.
 */
export async function measureCollecting(
  subject: Subject,
  missing: readonly Limits['missing'][],
): Promise<readonly Collecting[]> {
  const { content, newsletter, month, now } = subject;
  const { ready, child } = await startChild<WorldReady, Traffic>('world-process', {
    now,
    responseTime: RESPONSE_TIME,
    content,
  } satisfies WorldArgument);
  const collectors = [
    { by: 'bot', limits: null },
    { by: 'present tool', limits: null },
    ...missing.map((what) => ({ by: 'bot', limits: limitedTo25(what) }) as const),
  ] as const;
  try {
    const measured: Collecting[] = [];
    for (const { by, limits } of collectors) {
      await child.ask({ limits } satisfies WorldMessage);
      const argument: CollectArgument = { by, ...ready, newsletter, month, now };
      const report = await runChild<CollectReport>('collect-process', argument);
      measured.push({
        by,
        limits,
        report,
        traffic: await child.ask({ limits: null } satisfies WorldMessage),
      });
    }
    return measured;
  } finally {
    await child.stop();
  }
}
