import type { Probot } from 'probot';
import { type Delivery, mayChangeDraft } from './relevant-events.js';

/** What the App listens to; `app.yml` asks GitHub for the same. */
export const EVENTS = [
  'create',
  'installation',
  'installation_repositories',
  'pull_request',
  'push',
  'release',
  'repository',
] as const;

/** Where events go. */
export interface AppOptions {
  /** `owner/name` of the newsletter repository. */
  readonly newsletter: string;
  /** Marks the newsletter to be looked at again; must return at once. */
  readonly lookAgain: () => void;
}

/**
 * The webhook handlers. An event carries no truth: it only says that the present state of GitHub is worth another
 * look, so a lost, doubled or late delivery changes nothing.
 */
export function newsletterApp({ newsletter, lookAgain }: AppOptions): (app: Probot) => void {
  return (app) => {
    app.on([...EVENTS], ({ name, payload }) => {
      if (!mayChangeDraft({ name, payload: payload as Delivery['payload'] }, newsletter)) return;
      app.log.info(`${name} says to look again.`);
      lookAgain();
    });
  };
}
