import { GraphqlResponseError } from '@octokit/graphql';
import { splitName } from '../../newsletter/activity/names.js';
import type { Permissions } from '../connection/app-auth.js';
import type { Client, WritingClient } from '../connection/client.js';
import { isNotFound } from '../connection/errors.js';
import { query } from '../connection/graphql.js';

/** The App's registration. */
export interface OwnApp {
  readonly name: string;
  readonly owner: string;
  /** Its address on GitHub. */
  readonly page: string;
  readonly permissions: Permissions;
  readonly events: readonly string[];
}

export async function readOwnApp(app: Pick<Client, 'rest'>): Promise<OwnApp> {
  const { data } = await app.rest.apps.getAuthenticated();
  if (data === null) throw new Error('GitHub says nothing of the App.');
  const owner = data.owner !== null && 'login' in data.owner ? data.owner.login : '?';
  const permissions = Object.entries(data.permissions).flatMap(([name, level]) =>
    level === undefined ? [] : [[name, level] as const],
  );
  return {
    name: data.slug ?? data.name,
    owner,
    page: data.html_url,
    permissions: Object.fromEntries(permissions),
    events: data.events,
  };
}

/** The App's webhook: the host that it goes to, as the path may hold a secret, and the last deliveries, newest first. */
export interface Hook {
  /** `null`: the App has none. */
  readonly host: string | null;
  readonly deliveries: readonly {
    readonly event: string;
    readonly deliveredAt: string;
    readonly status: number;
  }[];
}

/** GitHub lists deliveries of some days alone (docs.github.com, "Viewing webhook deliveries"). */
export async function readHook(app: Pick<Client, 'rest'>): Promise<Hook> {
  const { data: config } = await app.rest.apps.getWebhookConfigForApp();
  if (config.url === undefined || !URL.canParse(config.url)) return { host: null, deliveries: [] };
  const { data } = await app.rest.apps.listWebhookDeliveries({ per_page: 100 });
  return {
    host: new URL(config.url).host,
    deliveries: data.map(({ event, delivered_at: deliveredAt, status_code: status }) => ({
      event,
      deliveredAt,
      status,
    })),
  };
}

/** Where the App is installed: accounts, with the addresses at which their owners change that. */
export async function readInstallations(
  app: Pick<Client, 'rest'>,
): Promise<readonly { readonly account: string; readonly page: string }[]> {
  // One page is enough to tell an operator what went wrong.
  const { data } = await app.rest.apps.listInstallations({ per_page: 100 });
  return data.flatMap(({ account, html_url: page }) =>
    account !== null && 'login' in account ? [{ account: account.login, page }] : [],
  );
}

/** The repositories that the reading token of an App reaches. `names`: by `nameWithOwner`, all of them where asked for. */
export interface Installed {
  readonly total: number;
  readonly names: readonly string[];
  readonly publicNames: readonly string[];
}

export async function readInstalled(reader: Client, wantsAll: boolean): Promise<Installed> {
  const names: string[] = [];
  const publicNames: string[] = [];
  for (let page = 1; ; page += 1) {
    const { data } = await reader.rest.apps.listReposAccessibleToInstallation({ per_page: 100, page });
    names.push(...data.repositories.map(({ full_name }) => full_name));
    publicNames.push(...data.repositories.flatMap((each) => (each.private ? [] : [each.full_name])));
    const isLast = data.repositories.length === 0 || names.length >= data.total_count;
    if (!wantsAll || isLast) return { total: data.total_count, names, publicNames };
  }
}

export const VIEWER = /* GraphQL */ `
  query Viewer { viewer { login } rateLimit { limit remaining resetAt } }
`;

/** Whom a token stands for, and what is left of its points; GitHub Enterprise may have no limit. */
export interface TokenOwner {
  readonly viewer: { readonly login: string };
  readonly rateLimit: { readonly limit: number; readonly remaining: number; readonly resetAt: string } | null;
}

export function readViewer(client: Pick<Client, 'graphql'>): Promise<TokenOwner> {
  return query<TokenOwner>(client, VIEWER, {});
}

export const BRANCH_RULE = /* GraphQL */ `
  query BranchRule($owner: String!, $name: String!, $ref: String!) {
    repository(owner: $owner, name: $name) {
      ref(qualifiedName: $ref) {
        refUpdateRule {
          pattern viewerCanPush requiredApprovingReviewCount requiredStatusCheckContexts requiresLinearHistory
        }
      }
    }
  }
`;

/** A classic protection as it is for who asks: GraphQL's `RefUpdateRule`, which needs no administration. */
export interface ClassicRule {
  readonly pattern: string;
  readonly viewerCanPush: boolean;
  readonly requiredApprovingReviewCount: number | null;
  readonly requiredStatusCheckContexts: readonly (string | null)[] | null;
  readonly requiresLinearHistory: boolean;
}

/** What may keep the bot from writing to a branch. GitHub shows classic protections only of branches that exist. */
export interface BranchRules {
  readonly branch: string;
  readonly exists: boolean;
  readonly classic: ClassicRule | null;
  /** Types of rules of rulesets, as REST says them. GitHub does not tell who is exempt from them. */
  readonly types: readonly string[];
}

interface BranchRuleAnswer {
  readonly repository: { readonly ref: { readonly refUpdateRule: ClassicRule | null } | null };
}

/** `writer` asks whether it may push; the reader never may. */
export async function readBranchRules(
  { reader, writer }: { readonly reader: Client; readonly writer: WritingClient },
  newsletter: string,
  branch: string,
): Promise<BranchRules> {
  const { owner, name } = splitName(newsletter);
  const variables = { owner, name, ref: `refs/heads/${branch}` };
  const { repository } = await query<BranchRuleAnswer>(writer, BRANCH_RULE, variables);
  const { data } = await reader.rest.repos.getBranchRules({ owner, repo: name, branch, per_page: 100 });
  return {
    branch,
    exists: repository.ref !== null,
    classic: repository.ref?.refUpdateRule ?? null,
    types: [...new Set(data.map(({ type }) => type))],
  };
}

/** Whether a repository takes writes; `mayPush`: of the person behind a token, `null` where GitHub does not say. */
export interface RepositoryState {
  readonly isArchived: boolean;
  readonly mayPush: boolean | null;
}

export async function readRepositoryState(reader: Client, newsletter: string): Promise<RepositoryState> {
  const { owner, name: repo } = splitName(newsletter);
  const { data } = await reader.rest.repos.get({ owner, repo });
  return { isArchived: data.archived, mayPush: data.permissions?.push ?? null };
}

/** The issue of announcements; `null`: there is none that can be read. `id`: node id. */
export interface IssueState {
  readonly id: string;
  readonly isOpen: boolean;
  readonly isLocked: boolean;
}

export async function readIssue(
  reader: Client,
  nameWithOwner: string,
  number: number,
): Promise<IssueState | null> {
  const { owner, name: repo } = splitName(nameWithOwner);
  try {
    const { data } = await reader.rest.issues.get({ owner, repo, issue_number: number });
    return { id: data.node_id, isOpen: data.state === 'open', isLocked: data.locked };
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

export const MERGED_LISTS = /* GraphQL */ `
  query MergedLists($owner: String!) {
    repositoryOwner(login: $owner) {
      repositories(
        first: 50, isFork: false, ownerAffiliations: [OWNER], privacy: PUBLIC
        orderBy: { field: PUSHED_AT, direction: DESC }
      ) {
        nodes { nameWithOwner pullRequests(states: [MERGED]) { totalCount } }
      }
    }
  }
`;

/** A public repository, and how many merged pull requests its own list has and the search counts. */
export interface Coverage {
  readonly nameWithOwner: string;
  readonly isInstalled: boolean;
  readonly listed: number;
  readonly found: number;
}

interface MergedListsAnswer {
  readonly repositoryOwner: {
    readonly repositories: {
      readonly nodes: readonly ({
        readonly nameWithOwner: string;
        readonly pullRequests: { readonly totalCount: number };
      } | null)[];
    };
  } | null;
}

/** Repositories whose two counts are compared. */
const COMPARED = 5;

/**
 * Compares what the search shows of public repositories with their own lists: first of those without the App.
 * `isInstalled`: by `nameWithOwner`.
 */
export async function readCoverage(
  reader: Client,
  organization: string,
  isInstalled: (nameWithOwner: string) => boolean,
): Promise<readonly Coverage[]> {
  const { repositoryOwner } = await query<MergedListsAnswer>(reader, MERGED_LISTS, { owner: organization });
  const listed = (repositoryOwner?.repositories.nodes ?? [])
    .flatMap((node) => node ?? [])
    .map(({ nameWithOwner, pullRequests }) => ({
      nameWithOwner,
      isInstalled: isInstalled(nameWithOwner),
      listed: pullRequests.totalCount,
    }))
    .filter((each) => each.listed > 0)
    .sort((left, right) => Number(left.isInstalled) - Number(right.isInstalled))
    .slice(0, COMPARED);
  const compared: Coverage[] = [];
  for (const each of listed) {
    const found = (await countFound(reader, `repo:${each.nameWithOwner} is:pr is:merged`)) ?? 0;
    compared.push({ ...each, found });
  }
  return compared;
}

export const SEARCH_COUNT = /* GraphQL */ `
  query SearchCount($text: String!) { search(query: $text, type: ISSUE) { issueCount } }
`;

/** How many results a search has; `null` where GitHub refuses it. Each is asked alone: one refusal may take all with it. */
export async function countFound(reader: Client, text: string): Promise<number | null> {
  try {
    const { search } = await query<{ readonly search: { readonly issueCount: number } }>(
      reader,
      SEARCH_COUNT,
      { text },
    );
    return search.issueCount;
  } catch (error) {
    if (error instanceof GraphqlResponseError) return null;
    throw error;
  }
}
