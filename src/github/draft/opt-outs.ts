import { splitName } from '../../newsletter/activity/repository.js';
import { optOutsIn, withOptOuts } from '../../notes/opt-outs.js';
import type { Clients } from '../connection/client.js';
import { query } from '../connection/graphql.js';
import type { Newsletter } from '../newsletter/read-newsletter.js';
import { ARCHIVE_BRANCH } from './archive.js';
import { commitFile, SKIP_CI } from './commit-file.js';

/** On the bot's own branch: who asked never to be thanked. */
export const OPT_OUTS_PATH = 'opt-outs.txt';

export const OPT_OUTS = /* GraphQL */ `
  query OptOuts($owner: String!, $name: String!, $ref: String!, $file: String!) {
    repository(owner: $owner, name: $name) {
      ref(qualifiedName: $ref) { target { oid } }
      object(expression: $file) { ... on Blob { text } }
    }
  }
`;

export const STORE_OPT_OUTS = /* GraphQL */ `
  mutation StoreOptOuts($input: CreateCommitOnBranchInput!) {
    createCommitOnBranch(input: $input) { commit { oid } }
  }
`;

interface Answer {
  readonly repository: {
    readonly ref: { readonly target: { readonly oid: string } } | null;
    readonly object: { readonly text?: string | null } | null;
  };
}

/** Remembers for all editions to come that these people do not want to be thanked. */
export async function rememberOptOuts(
  { reader, writer }: Clients,
  { nameWithOwner, defaultBranch }: Newsletter,
  logins: readonly string[],
): Promise<void> {
  const { owner, name } = splitName(nameWithOwner);
  const ref = `refs/heads/${ARCHIVE_BRANCH}`;
  const variables = { owner, name, ref, file: `${ref}:${OPT_OUTS_PATH}` };
  const { repository } = await query<Answer>(reader, OPT_OUTS, variables);
  const before = repository.object?.text ?? '';
  const known = new Set(optOutsIn(before));
  if (logins.every((login) => known.has(login))) return;
  if (repository.ref === null) {
    const start = { owner, repo: name, ref, sha: defaultBranch.oid, request: { retries: 0 } };
    await writer.rest.git.createRef(start);
  }
  await commitFile(writer, STORE_OPT_OUTS, {
    path: OPT_OUTS_PATH,
    text: withOptOuts(before, logins),
    repositoryNameWithOwner: nameWithOwner,
    branchName: ARCHIVE_BRANCH,
    expectedHeadOid: repository.ref?.target.oid ?? defaultBranch.oid,
    headline: `Remember who does not want to be thanked ${SKIP_CI}`,
    body: 'As they asked by `/newsletter uncredit always`.',
  });
}
