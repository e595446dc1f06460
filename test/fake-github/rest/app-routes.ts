import { randomUUID } from 'node:crypto';
import type { RestEndpointMethodTypes } from '@octokit/rest';
import { type Principal, requireActive } from '../access.js';
import { notFound, Refusal, unprocessable } from '../refusal.js';
import type { AppState, InstallationState } from '../state.js';
import { accountOf, findAccount, findRepository, timestamp, type World } from '../world.js';
import { accountShape } from './account-shape.js';
import { repositoryShape } from './repository-shape.js';
import { pageOf, pageParts, parameter, type RestRequest, type Route, route } from './router.js';
import type { Shape } from './shape.js';

type App = Shape<NonNullable<RestEndpointMethodTypes['apps']['getAuthenticated']['response']['data']>>;

/** Answered without credentials too. */
export const publicRoutes: readonly Route[] = [
  route('GET /users/{login}', (request) => {
    const account = findAccount(request.world, parameter(request, 'login'));
    if (!account) throw notFound();
    return { status: 200, body: accountShape(request.world, account) };
  }),
  route('POST /app-manifests/{code}/conversions', (request) => {
    const code = parameter(request, 'code');
    const manifest = request.world.manifests.get(code);
    if (!manifest) throw notFound();
    request.world.manifests.delete(code);
    const { app, privateKey: pem, webhookSecret: webhook_secret } = manifest;
    return { status: 201, body: { ...appShape(request.world, app), pem, webhook_secret } };
  }),
];

export const appRoutes: readonly Route[] = [
  route('GET /app', (request) => ({ status: 200, body: appShape(request.world, appOf(request)) })),
  route('GET /app/hook/config', (request) => {
    // The secret is never shown.
    const config = { url: appOf(request).webhookUrl, content_type: 'json', insecure_ssl: '0' };
    return { status: 200, body: { ...config, secret: '********' } };
  }),
  route('GET /app/hook/deliveries', (request) => {
    const listed = appOf(request).hookDeliveries.map(
      ({ id, event, deliveredAt, statusCode: status_code, status }) => ({
        id,
        guid: `guid-${id}`,
        event,
        action: null,
        delivered_at: deliveredAt,
        redelivery: false,
        duration: 0.1,
        status,
        status_code,
        installation_id: null,
        repository_id: null,
      }),
    );
    return pageOf(request, listed);
  }),
  route('GET /app/installations', (request) => {
    const { appId } = appOf(request);
    const own = [...request.world.installations.values()].filter((each) => each.appId === appId);
    return pageOf(
      request,
      own.map((each) => installationShape(request.world, each)),
    );
  }),
  route('GET /app/installations/{id}', (request) => answer(request, ownInstallation(request))),
  route('GET /repos/{owner}/{repo}/installation', (request) => {
    const name = `${parameter(request, 'owner')}/${parameter(request, 'repo')}`;
    const repository = findRepository(request.world, name);
    const found = installationOn(request, repository?.owner.login ?? '');
    if (found?.repositories && !found.repositories.includes(repository?.nameWithOwner ?? ''))
      throw notFound();
    return answer(request, found);
  }),
  route('GET /orgs/{login}/installation', (request) => answer(request, installationOf(request))),
  route('GET /users/{login}/installation', (request) => answer(request, installationOf(request))),
  route('GET /installation/repositories', (request) => {
    const { principal, world } = request;
    if (principal.kind !== 'installation') {
      throw new Refusal(403, 'FORBIDDEN', 'You must authenticate with an installation access token');
    }
    const login = principal.installation.account.login;
    const all = [...world.repositories.values()].filter(
      ({ owner, nameWithOwner }) =>
        owner.login === login &&
        (principal.installation.repositories?.includes(nameWithOwner) ?? true) &&
        (principal.repositories?.includes(nameWithOwner) ?? true),
    );
    const shapes = all.map((each) => repositoryShape(world, each));
    const wrap = (repositories: unknown) => ({ total_count: all.length, repositories });
    return { status: 200, ...pageParts(request, shapes, wrap) };
  }),
  route('POST /app/installations/{id}/access_tokens', createAccessToken),
];

function createAccessToken(request: RestRequest): { status: number; body: unknown } {
  const installation = ownInstallation(request);
  const { world, body } = request;
  requireActive(installation);
  const repositories = chosenRepositories(request, installation);
  const permissions = narrow(installation, body.permissions);
  const token = `ghs_${randomUUID().replaceAll('-', '')}`;
  world.tokens.set(token, { kind: 'installation', installation, permissions, repositories });
  return {
    status: 201,
    body: {
      token,
      // By the machine's clock, as the client compares it with its own.
      expires_at: timestamp(new Date(Date.now() + 3_600_000)),
      permissions,
      repository_selection: repositories === null ? 'all' : 'selected',
      ...(repositories && {
        repositories: repositories.flatMap((name) => {
          const repository = findRepository(world, name);
          return repository ? [repositoryShape(world, repository)] : [];
        }),
      }),
    },
  };
}

/** Names with owner of the repositories asked for, by name or by id; null for all of the installation. */
function chosenRepositories({ world, body }: RestRequest, installation: InstallationState) {
  const own = [...world.repositories.values()].filter(
    ({ owner, nameWithOwner }) =>
      owner.login === installation.account.login &&
      (installation.repositories?.includes(nameWithOwner) ?? true),
  );
  const asked = [...listIn(body.repositories), ...listIn(body.repository_ids)];
  const chosen = asked.map((each) =>
    own.find(({ name, databaseId }) => each === name || each === databaseId),
  );
  if (chosen.includes(undefined)) {
    throw unprocessable(
      'There is at least one repository that does not exist or is not accessible to the parent installation.',
    );
  }
  return chosen.length === 0 ? null : chosen.flatMap((each) => each?.nameWithOwner ?? []);
}

function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The permissions asked for, which must not go beyond those of the installation. */
function narrow({ permissions }: InstallationState, asked: unknown): Readonly<Record<string, string>> {
  if (typeof asked !== 'object' || asked === null) return permissions;
  const wanted = Object.entries(asked).map(([name, level]) => [name, String(level)] as const);
  if (wanted.some(([name, level]) => permissions[name] !== level && permissions[name] !== 'write')) {
    throw unprocessable('The permissions requested are not granted to this installation.');
  }
  return Object.fromEntries(wanted);
}

function answer({ world }: RestRequest, installation: InstallationState | undefined) {
  if (!installation) throw notFound();
  return { status: 200, body: installationShape(world, installation) };
}

function installationOf(request: RestRequest): InstallationState | undefined {
  return installationOn(request, parameter(request, 'login'));
}

function installationOn(request: RestRequest, login: string): InstallationState | undefined {
  const { appId } = appOf(request);
  return [...request.world.installations.values()].find(
    (each) => each.appId === appId && each.account.login.toLowerCase() === login.toLowerCase(),
  );
}

function ownInstallation(request: RestRequest): InstallationState {
  const { appId } = appOf(request);
  const found = request.world.installations.get(Number(parameter(request, 'id')));
  if (found?.appId !== appId) throw notFound();
  return found;
}

function appOf({ principal, world }: { readonly principal: Principal; readonly world: World }): AppState {
  const app = principal.kind === 'app' ? world.apps.get(principal.appId) : undefined;
  if (!app) throw new Refusal(401, 'UNAUTHENTICATED', 'A JSON web token could not be decoded');
  return app;
}

function appShape(world: World, app: AppState): App {
  return {
    id: Number(app.appId),
    slug: app.slug,
    name: app.slug,
    owner: accountShape(world, accountOf(world, app.owner)),
    html_url: `https://github.com/apps/${app.slug}`,
    external_url: '',
    description: null,
    permissions: app.permissions,
    events: [...app.events],
  };
}

/** As REST answers it, and webhooks about an installation have it. */
export function installationShape(world: World, installation: InstallationState) {
  const { installationId, account } = installation;
  return {
    id: installationId,
    app_id: Number(installation.appId),
    app_slug: world.apps.get(installation.appId)?.slug,
    account: accountShape(world, findAccount(world, account.login) ?? account),
    target_type: account.__typename === 'Organization' ? 'Organization' : 'User',
    target_id: account.databaseId,
    permissions: installation.permissions,
    repository_selection: installation.repositories === null ? 'all' : 'selected',
    html_url: `https://github.com/${account.__typename === 'Organization' ? `organizations/${account.login}/` : ''}settings/installations/${installationId}`,
    access_tokens_url: `${world.apiUrl}/app/installations/${installationId}/access_tokens`,
    suspended_at: installation.suspendedAt,
  };
}
