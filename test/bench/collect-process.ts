import { createHash } from 'node:crypto';
import type { Log } from '../../src/github/connection/client.js';
import { createClients } from '../../src/github/connection/connector.js';
import { assembleEdition } from '../../src/newsletter/edition/assemble-edition.js';
import { renderEdition } from '../../src/newsletter/edition/render-edition.js';
import { readSources } from '../../src/run/read-sources.js';
import { startPreview } from '../../src/run/run-context.js';
import { month } from '../newsletter/builders.js';
import { countAsPresentTool } from './present-tool.js';

/** Who collects which month, and where. */
export interface CollectArgument {
  readonly by: 'bot' | 'present tool';
  readonly baseUrl: string;
  readonly token: string;
  readonly newsletter: string;
  readonly month: string;
  readonly now: string;
}

export interface CollectReport {
  readonly pullRequests: number;
  /** What could not be read, in sentences. */
  readonly gaps: readonly string[];
  /** Hash of the edition's text; `null` of who makes none. */
  readonly edition: string | null;
  readonly seconds: number;
  /** Of this process: Node itself, the code, and what was collected. */
  readonly peakMegabytes: number;
}

const argument: CollectArgument = JSON.parse(process.argv[2] ?? '{}');
const silent: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined };
const begin = performance.now();
const collected = await collect(argument);
process.send?.({
  ...collected,
  seconds: (performance.now() - begin) / 1000,
  peakMegabytes: process.resourceUsage().maxRSS / 1024,
} satisfies CollectReport);

async function collect({ by, baseUrl, token, newsletter, ...rest }: CollectArgument) {
  const { reader } = await createClients({ kind: 'token', token }, `${baseUrl}/api/v3`, newsletter, silent);
  const [organization = '', name = ''] = newsletter.split('/');
  const wanted = month(rest.month);
  if (by === 'present tool') {
    return {
      pullRequests: await countAsPresentTool(reader, organization, wanted, [name, 'about']),
      gaps: [],
      edition: null,
    };
  }
  const context = await startPreview(reader, { newsletter, organization }, new Date(rest.now), silent);
  const sources = await readSources(context, wanted);
  const { activity } = sources;
  const text = renderEdition(assembleEdition(sources));
  if (text.length === 0) throw new Error('The edition is empty.');
  const edition = createHash('sha256').update(text).digest('hex');
  return { pullRequests: activity.pullRequests.length, gaps: activity.gaps, edition };
}
