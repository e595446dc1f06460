import { createHmac, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { startChild } from './child.js';
import type { ReceiverArgument, ReceiverReady } from './receiver-process.js';

/** How many deliveries a second were taken. */
export interface WebhookRate {
  readonly by: ReceiverArgument['kind'];
  readonly perSecond: number;
}

const SECRET = 'the secret of the benchmark';
const CONNECTIONS = 20;
const DELIVERIES = 1500;
const ROUNDS = 3;

/** Delivers the same signed webhook over and over to both programs in turn; each one's best round counts. */
export async function measureWebhooks(): Promise<readonly WebhookRate[]> {
  const kinds = ['bot', 'bare Probot app'] as const;
  const receivers = [];
  for (const kind of kinds) {
    const argument: ReceiverArgument = { kind, secret: SECRET };
    receivers.push({ kind, best: 0, ...(await startChild<ReceiverReady>('receiver-process', argument)) });
  }
  const body = mergedPayload();
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const receiver of receivers) {
        receiver.best = Math.max(receiver.best, await rateOf(receiver.ready.url, body));
      }
    }
  } finally {
    for (const { child } of receivers) await child.stop();
  }
  return receivers.map(({ kind, best }) => ({ by: kind, perSecond: best }));
}

async function rateOf(url: string, body: string): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const signature = `sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}`;
  let left = DELIVERIES;
  const work = async () => {
    while (left > 0) {
      left -= 1;
      const status = await deliver(url, body, signature, agent);
      if (status !== 200) throw new Error(`A webhook was answered ${status}.`);
    }
  };
  const begin = performance.now();
  await Promise.all(Array.from({ length: CONNECTIONS }, work));
  const seconds = (performance.now() - begin) / 1000;
  agent.destroy();
  return DELIVERIES / seconds;
}

function deliver(url: string, body: string, signature: string, agent: Agent): Promise<number | undefined> {
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'x-github-event': 'pull_request',
    'x-github-delivery': randomUUID(),
    'x-hub-signature-256': signature,
  };
  return new Promise((resolve, reject) => {
    const delivery = request(url, { method: 'POST', headers, agent }, (answer) => {
      answer.resume();
      answer.once('end', () => resolve(answer.statusCode));
    });
    delivery.once('error', reject);
    delivery.end(body);
  });
}

/** GitHub's example of a closed pull request, as one that was merged. */
function mergedPayload(): string {
  const file = import.meta.resolve('@octokit/webhooks-examples');
  const events: readonly {
    readonly name: string;
    readonly examples: readonly { readonly action?: string }[];
  }[] = JSON.parse(readFileSync(fileURLToPath(file), 'utf8'));
  const examples = events.find(({ name }) => name === 'pull_request')?.examples ?? [];
  const closed = examples.find(({ action }) => action === 'closed');
  if (closed === undefined) throw new Error('There is no example of a closed pull request.');
  const { pull_request: pullRequest, ...rest } = closed as Readonly<Record<string, object>>;
  return JSON.stringify({ ...rest, pull_request: { ...pullRequest, merged: true } });
}
