import type { Tag } from '../../newsletter/activity/release.js';
import type { BatchQuery } from '../connection/batch-query.js';
import type { Client, Log } from '../connection/client.js';
import { reasonOf } from '../connection/errors.js';
import { nodesIn, type Page, queryEach } from '../connection/graphql.js';

/** A repository with its newest tags. */
export interface Tagged {
  /** Node id. */
  readonly id: string;
  readonly nameWithOwner: string;
  readonly refs: Page<TagNode> | null;
}

/** Tags with the commits that they point to. */
export const TAG_FIELDS = /* GraphQL */ `
  fragment TagFields on RefConnection {
    pageInfo { hasNextPage endCursor }
    nodes { name target { ...TaggedCommit ... on Tag { tagger { date } target { ...TaggedCommit } } } }
  }
  fragment TaggedCommit on Commit { oid committedDate }
`;

/** A tag. One with a message has a tagger and points to its commit, or to anything else. */
export interface TagNode {
  readonly name: string;
  readonly target:
    | (TaggedNode & {
        readonly tagger?: { readonly date: string | null } | null;
        readonly target?: TaggedNode | null;
      })
    | null;
}

interface TaggedNode {
  readonly oid?: string;
  readonly committedDate?: string;
}

/** A page of each repository's tags, newest commits first. */
export const TAGS: BatchQuery<Tagged> = {
  operation: 'Tags',
  alias: 'tags',
  field: `node(id: $id) {
    ... on Repository {
      refs(refPrefix: "refs/tags/", first: 50, after: $after, orderBy: { field: TAG_COMMIT_DATE, direction: DESC }) {
        ...TagFields
      }
    }
  }`,
  types: { id: 'ID!', after: 'String' },
  variables: ({ id, refs }) => ({ id, after: refs?.pageInfo.endCursor ?? null }),
  fragments: TAG_FIELDS,
  limits: { first: 10, largest: 20, smallest: 1 },
};

/** Rounds at most; some repositories are tagged every hour. */
const MOST_ROUNDS = 5;
/** Repositories of which more is read in a round. */
const MOST_REPOSITORIES = 20;

/**
 * The repositories' tags on commits since that day. Where the newest ones do not reach back to it, more are read; what is
 * missing then is only said on the log, for nothing but releases depends on it.
 */
export async function readTags(
  client: Client,
  repositories: readonly Tagged[],
  since: Date,
  log: Log,
): Promise<readonly Tag[]> {
  const tags = repositories.flatMap(tagsOf);
  let open = repositories.filter((repository) => goesOn(repository, since));
  for (let round = 0; open.length > 0 && round < MOST_ROUNDS; round += 1) {
    const asked = open.slice(0, MOST_REPOSITORIES);
    const answers = await queryEach<Tagged, Pick<Tagged, 'refs'>>(client, TAGS, asked, log);
    const problems = answers.flatMap(({ errors }) => errors.map(reasonOf));
    for (const problem of new Set(problems)) log.warn(`GitHub did not give all tags: ${problem}.`);
    const next = answers.map(({ item, data }) => ({ ...item, refs: data?.refs ?? null }));
    tags.push(...next.flatMap(tagsOf));
    open = [...next.filter((repository) => goesOn(repository, since)), ...open.slice(asked.length)];
  }
  for (const { nameWithOwner } of open)
    log.warn(`${nameWithOwner} has too many tags; older ones are left out.`);
  return tags.filter(({ taggedAt }) => Date.parse(taggedAt) >= since.getTime());
}

function tagsOf({ nameWithOwner, refs }: Tagged): readonly Tag[] {
  return nodesIn(refs).flatMap((node) => toTag(nameWithOwner, node));
}

/** Nothing for a tag that points to something else than a commit. */
function toTag(repository: string, { name, target }: TagNode): readonly Tag[] {
  const commit = target?.oid === undefined ? target?.target : target;
  const time = target?.tagger?.date ?? commit?.committedDate;
  if (commit?.oid === undefined || time === undefined) return [];
  const taggedAt = new Date(time).toISOString().replace('.000Z', 'Z');
  return [{ repository, name, oid: commit.oid, taggedAt }];
}

/** Tags come by the time of their commits. */
function goesOn({ refs }: Tagged, since: Date): boolean {
  const last = nodesIn(refs).at(-1);
  const commit = last?.target?.oid === undefined ? last?.target?.target : last.target;
  const isRecent = commit?.committedDate === undefined || Date.parse(commit.committedDate) >= since.getTime();
  return refs?.pageInfo.hasNextPage === true && isRecent;
}
