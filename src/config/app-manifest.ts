import { parse } from 'yaml';
import { z } from 'zod';

/** `app.yml`: what the App is called, may do and hears of. Permissions by name, such as `contents`, with their level. */
const schema = z.object({
  name: z.string(),
  description: z.string(),
  public: z.boolean(),
  default_permissions: z.record(z.string(), z.enum(['read', 'write'])),
  default_events: z.array(z.string()),
});

export type AppManifest = Readonly<z.output<typeof schema>>;

/** Reads the text of `app.yml`. Throws where it is not as it should be. */
export function parseAppManifest(text: string): AppManifest {
  return schema.parse(parse(text));
}

/** What one operator's App differs in from another's. All are addresses. */
export interface Registration {
  /** The App's homepage. */
  readonly homepage: string;
  /** Where GitHub delivers webhooks. */
  readonly webhook: string;
  /** Where GitHub sends the browser once the App is registered. */
  readonly redirect: string;
}

/** The manifest that GitHub's registration form takes (docs.github.com: Registering a GitHub App from a manifest). */
export function registrationManifest(app: AppManifest, { homepage, webhook, redirect }: Registration) {
  return { ...app, url: homepage, hook_attributes: { url: webhook }, redirect_url: redirect };
}

/** Where the account's Apps are, on GitHub. An organization's and a person's differ. */
export function appsPage(web: string, owner: string, isOrganization: boolean): string {
  return `${web}/${isOrganization ? `organizations/${owner}/settings` : 'settings'}/apps`;
}

/**
 * The address of GitHub's registration form (the same docs page). GitHub hands
 * `state` back, so that nobody else's answer is taken for this one's.
 */
export function registrationForm(web: string, owner: string, isOrganization: boolean, state: string): string {
  return `${appsPage(web, owner, isOrganization)}/new?state=${state}`;
}
