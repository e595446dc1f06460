import type { ResponseTime } from '../fake-github/response-time.js';
import { runChild, startChild } from './child.js';
import type { CollectArgument, CollectReport } from './collect-process.js';
import type { Traffic, WorldArgument, WorldReady } from './world-process.js';

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
  readonly report: CollectReport;
  readonly traffic: Traffic;
}

/** A tenth of what GitHub takes: 100 ms for a request, 1 ms for a node, ten seconds at most for a query. */
export const RESPONSE_TIME: ResponseTime = { perRequest: 10, perNode: 0.1, limit: 1000 };

/** Lets the bot and the present tool collect the same month of the same world, one after the other. */
export async function measureCollecting(subject: Subject): Promise<readonly Collecting[]> {
  const { content, newsletter, month, now } = subject;
  const { ready, child } = await startChild<WorldReady, Traffic>('world-process', {
    now,
    responseTime: RESPONSE_TIME,
    content,
  } satisfies WorldArgument);
  try {
    const measured: Collecting[] = [];
    for (const by of ['bot', 'present tool'] as const) {
      const argument: CollectArgument = { by, ...ready, newsletter, month, now };
      const report = await runChild<CollectReport>('collect-process', argument);
      measured.push({ by, report, traffic: await child.ask({}) });
    }
    return measured;
  } finally {
    await child.stop();
  }
}
