import { queryNodes } from '../connection/batch-query.js';
import type { Client, Log } from '../connection/client.js';
import { CONFIG_PATH } from './read-newsletter.js';

/** A repository that registered itself as a newsletter, by its file of settings on the default branch. */
export interface FoundNewsletter {
  /** As GitHub spells it today. */
  readonly nameWithOwner: string;
  readonly isPrivate: boolean;
  /** Text of the settings; `null` where GitHub does not show it as text. */
  readonly config: string | null;
}

export const NEWSLETTERS_AMONG = /* GraphQL */ `
  query NewslettersAmong($ids: [ID!]!, $config: String!) {
    nodes(ids: $ids) {
      ... on Repository { nameWithOwner isPrivate config: object(expression: $config) { ... on Blob { text } } }
    }
  }
`;

interface RepositoryNode extends Pick<FoundNewsletter, 'nameWithOwner' | 'isPrivate'> {
  readonly config: { readonly text?: string | null } | null;
}

/**
 * The newsletters of an installation, by name: its repositories are listed by a hundred, and asked for their settings by a
 * hundred. Archived repositories and those that are switched off keep no newsletter current. Throws when GitHub answers
 * in part, so that nobody takes a newsletter for gone that was not shown.
 */
export async function findNewsletters(client: Client, log: Log): Promise<readonly FoundNewsletter[]> {
  const repositories = await client.paginate(client.rest.apps.listReposAccessibleToInstallation, {
    per_page: 100,
  });
  const ids = repositories.flatMap(({ node_id: id, archived, disabled }) =>
    archived || disabled ? [] : [id],
  );
  const batch = { document: NEWSLETTERS_AMONG, limits: { first: 100, largest: 100, smallest: 5 } };
  const { data, errors } = await queryNodes<RepositoryNode>(client, batch, ids, log, {
    config: `HEAD:${CONFIG_PATH}`,
  });
  if (errors.length > 0) {
    throw new Error(`GitHub did not show all repositories of the installation: ${errors[0]?.message}`);
  }
  return data
    .flatMap(({ config, ...facts }) => (config === null ? [] : [{ ...facts, config: config.text ?? null }]))
    .sort((a, b) => (a.nameWithOwner < b.nameWithOwner ? -1 : 1));
}
