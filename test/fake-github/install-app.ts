import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import type { RepositoryState } from './state.js';
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

/** Registers an App, if it is new, and installs it on an account. */
export function installApp(world: World, options: InstallOptions): InstalledApp {
  const { appId, slug } = options;
  const privateKey = options.privateKey ?? newPrivateKey();
  const account = accountOf(world, options.account);
  world.apps.set(appId, { appId, slug, owner: account.login, publicKey: createPublicKey(privateKey) });
  addAccount(world, { login: `${slug}[bot]`, type: 'Bot' });
  const installationId = nextId(world);
  world.installations.set(installationId, {
    installationId,
    appId,
    account,
    permissions: options.permissions ?? defaultPermissions,
    repositories: options.repositories ?? null,
  });
  return { appId, privateKey, installationId };
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
  const installation = { installationId: nextId(world), appId, account: owner, permissions, repositories };
  const token = `ghs_fakeWorkflowToken${installation.installationId}`;
  world.tokens.set(token, { kind: 'installation', installation, permissions, repositories });
  return token;
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
