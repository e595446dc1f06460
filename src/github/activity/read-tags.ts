import type { Tag } from '../../newsletter/activity/release.js';
import { queryInBatches } from '../connection/adaptive-query.js';
import type { Client, Log } from '../connection/client.js';
import { reasonOf } from '../connection/graphql.js';
import type { Page } from '../connection/page.js';
import { pageSizeOf } from '../connection/page-size.js';
import { type TagNode, type TagsAnswer, tagsQuery } from './tags-query.js';

/** A repository with its newest tags. */
export interface Tagged {
  /** Node id. */
  readonly id: string;
  readonly nameWithOwner: string;
  readonly refs: Page<TagNode> | null;
}

const REPOSITORIES_A_REQUEST = { first: 10, largest: 20, smallest: 1 };
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
    const size = pageSizeOf(client, 'Tags', REPOSITORIES_A_REQUEST);
    const batches = await queryInBatches<Tagged, TagsAnswer>(client, asked, size, requestFor, log);
    const errors = batches.flatMap((batch) => batch.errors);
    for (const error of errors) log.warn(`GitHub did not give all tags: ${reasonOf(error)}.`);
    const next = batches.flatMap(({ items, data }) =>
      items.map((repository, index) => ({ ...repository, refs: data[`tags${index}`]?.refs ?? null })),
    );
    tags.push(...next.flatMap(tagsOf));
    open = [...next.filter((repository) => goesOn(repository, since)), ...open.slice(asked.length)];
  }
  for (const { nameWithOwner } of open)
    log.warn(`${nameWithOwner} has too many tags; older ones are left out.`);
  return tags.filter(({ taggedAt }) => Date.parse(taggedAt) >= since.getTime());
}

function requestFor(repositories: readonly Tagged[]) {
  const variables = repositories.flatMap(({ id, refs }, index) => [
    [`id${index}`, id],
    [`after${index}`, refs?.pageInfo.endCursor ?? null],
  ]);
  return { document: tagsQuery(repositories.length), variables: Object.fromEntries(variables) };
}

function tagsOf({ nameWithOwner, refs }: Tagged): readonly Tag[] {
  return (refs?.nodes ?? []).flatMap((node) => (node === null ? [] : toTag(nameWithOwner, node)));
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
  const last = refs?.nodes?.findLast((node) => node !== null);
  const commit = last?.target?.oid === undefined ? last?.target?.target : last.target;
  const isRecent = commit?.committedDate === undefined || Date.parse(commit.committedDate) >= since.getTime();
  return refs?.pageInfo.hasNextPage === true && isRecent;
}
