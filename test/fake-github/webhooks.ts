import { createHmac, randomUUID } from 'node:crypto';
import { installationOf, type WebhookEvent, webhookPayload } from './webhook-payloads.js';
import type { World } from './world.js';

/** Where webhooks go. */
export interface WebhookTarget {
  readonly url: string;
  readonly secret: string;
  /** Only those of its repositories, and of its installation. */
  readonly account?: string;
  /** Whether it hears of installations alone, as an App does; else of all that happens. */
  readonly isApp?: boolean;
}

/** A webhook that was sent. */
export interface Delivery {
  readonly event: string;
  readonly action: string | undefined;
  /** `''`: it was about an installation. */
  readonly nameWithOwner: string;
  /** Status that the receiver answered; 0 if it could not be reached. */
  readonly status: number;
}

/** Sends webhooks in the order of the changes, one after the other. */
export interface Deliverer {
  readonly deliveries: readonly Delivery[];
  readonly addTarget: (target: WebhookTarget) => void;
  readonly deliver: (event: WebhookEvent) => void;
  /** Waits until all are answered, those too that are caused meanwhile. */
  readonly settled: () => Promise<void>;
}

export function createDeliverer(world: World): Deliverer {
  const deliveries: Delivery[] = [];
  const targets: WebhookTarget[] = [];
  let queue: Promise<void> = Promise.resolve();
  return {
    deliveries,
    addTarget: (target) => targets.push(target),
    deliver: (event) => {
      const installation = installationOf(world, event);
      const owner = (event.repository?.owner ?? installation?.account)?.login;
      const wanted = targets.filter(
        ({ account, isApp = false }) =>
          (account === undefined || account === owner) && (!isApp || installation !== undefined),
      );
      if (wanted.length === 0) return;
      const payload = JSON.stringify(webhookPayload(world, event));
      for (const target of wanted) {
        queue = queue.then(async () => {
          deliveries.push(await post(target, event, payload));
        });
      }
    },
    settled: async () => {
      let waitedFor: Promise<void> | undefined;
      while (waitedFor !== queue) {
        waitedFor = queue;
        await waitedFor;
      }
    },
  };
}

async function post(target: WebhookTarget, event: WebhookEvent, payload: string): Promise<Delivery> {
  const { action } = event.payload;
  const delivery = {
    event: event.event,
    action: typeof action === 'string' ? action : undefined,
    nameWithOwner: event.repository?.nameWithOwner ?? '',
  };
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'GitHub-Hookshot/fake',
    'x-github-event': event.event,
    'x-github-delivery': randomUUID(),
    'x-hub-signature-256': `sha256=${createHmac('sha256', target.secret).update(payload).digest('hex')}`,
  };
  try {
    const response = await fetch(target.url, { method: 'POST', headers, body: payload });
    await response.arrayBuffer();
    return { ...delivery, status: response.status };
  } catch {
    return { ...delivery, status: 0 };
  }
}
