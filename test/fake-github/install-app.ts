import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import type { AppState, RepositoryState } from './state.js';
import { accountOf, addAccount, nextId, type World } from './world.js';

export interface InstallOptions {
  /** The organization or user that installs it. */
  readonly account: string;
  /** Digits, as GitHub's. */
  readonly appId: string;
  readonly slug: string;
  /** PEM; a pair is made if there is none. */
  readonly privateKey?: string;
  /** All that the bot needs, unless said otherwise. */
  readonly permissions?: Readonly<Record<string, string>>;
  /** What the App asks for; what this installation granted, unless said otherwise. */
  readonly asks?: Readonly<Record<string, string>>;
  /** Events that the App subscribes to; all that the bot needs, unless said otherwise. */
  readonly events?: readonly string[];
  /** Names with owner, if not all of the account's. */
  readonly repositories?: readonly string[];
  /** Where the changes in the account's repositories are delivered. */
  readonly webhook?: { readonly url: string; readonly secret: string };
}

export interface InstalledApp {
  readonly appId: string;
  /** PEM. */
  readonly privateKey: string;
  readonly installationId: number;
}

const defaultPermissions = {
  checks: 'write',
  contents: 'write',
  issues: 'write',
  metadata: 'read',
  pull_requests: 'write',
};

const defaultEvents = [
  'check_run',
  'check_suite',
  'create',
  'issue_comment',
  'pull_request',
  'pull_request_review',
  'pull_request_review_comment',
  'push',
  'release',
  'repository',
];

/** Registers an App, if it is new, and installs it on an account. */
export function installApp(world: World, options: InstallOptions): InstalledApp {
  const { appId, slug } = options;
  const privateKey = options.privateKey ?? somePrivateKey();
  const account = accountOf(world, options.account);
  const permissions = options.permissions ?? defaultPermissions;
  registerApp(world, {
    appId,
    slug,
    owner: account.login,
    publicKey: createPublicKey(privateKey),
    permissions: options.asks ?? permissions,
    events: options.events ?? defaultEvents,
    webhookUrl: options.webhook?.url ?? 'https://bot.example.org/api/github/webhooks',
    hookDeliveries: [],
  });
  const installationId = nextId(world);
  world.installations.set(installationId, {
    installationId,
    appId,
    account,
    permissions,
    repositories: options.repositories ?? null,
    suspendedAt: null,
  });
  return { appId, privateKey, installationId };
}

function registerApp(world: World, app: AppState): void {
  world.apps.set(app.appId, app);
  addAccount(world, { login: `${app.slug}[bot]`, type: 'Bot' });
}

/** What GitHub's registration form takes of a manifest (docs.github.com: Registering a GitHub App from a manifest). */
export interface SubmittedManifest {
  readonly name: string;
  readonly url: string;
  readonly hook_attributes: { readonly url: string };
  readonly default_permissions: Readonly<Record<string, string>>;
  readonly default_events: readonly string[];
}

/** Registers an App as its owner does who submits the form. Returns the code, which is good once. */
export function submitManifest(world: World, owner: string, manifest: SubmittedManifest): string {
  const privateKey = newPrivateKey();
  const app = {
    appId: String(nextId(world)),
    slug: manifest.name,
    owner: accountOf(world, owner).login,
    publicKey: createPublicKey(privateKey),
    permissions: manifest.default_permissions,
    events: manifest.default_events,
    webhookUrl: manifest.hook_attributes.url,
    hookDeliveries: [],
  };
  registerApp(world, app);
  const code = `code${app.appId}`;
  world.manifests.set(code, { app, privateKey, webhookSecret: `secret${app.appId}` });
  return code;
}

/**
 * The token that a workflow of the repository gets, with what its `permissions` give: that of GitHub's own App, for
 * this repository alone.
 */
export function createActionsToken(
  world: World,
  { owner, nameWithOwner }: RepositoryState,
  permissions: Readonly<Record<string, string>>,
): string {
  const appId = 'github-actions';
  addAccount(world, { login: `${appId}[bot]`, type: 'Bot' });
  const repositories = [nameWithOwner];
  const installation = {
    installationId: nextId(world),
    appId,
    account: owner,
    permissions,
    repositories,
    suspendedAt: null,
  };
  const token = `ghs_fakeWorkflowToken${installation.installationId}`;
  world.tokens.set(token, { kind: 'installation', installation, permissions, repositories });
  return token;
}

let shared: string | undefined;

/** A private key for whoever does not care which one: to make a key takes its time. */
export function somePrivateKey(): string {
  shared ??= newPrivateKey();
  return shared;
}

/** A new private key as GitHub gives them to Apps, in PEM. */
export function newPrivateKey(): string {
  const options = {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    publicKeyEncoding: { type: 'pkcs1', format: 'pem' },
  } as const;
  return generateKeyPairSync('rsa', options).privateKey;
}
