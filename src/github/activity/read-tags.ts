import type { Tag } from '../../newsletter/activity/tag.js';
import type { Client, Log } from '../connection/client.js';
import { partialQuery, reasonOf } from '../connection/graphql.js';
import type { Page } from '../connection/page.js';
import { type TagNode, type TagsAnswer, tagsQuery } from './tags-query.js';

/** A repository with its newest tags. */
export interface Tagged {
  /** Node id. */
  readonly id: string;
  readonly nameWithOwner: string;
  readonly refs: Page<TagNode> | null;
}

/** Repositories asked for in one request. */
const BATCH = 20;
/** Further requests at most; some repositories are tagged every hour. */
const MOST_REQUESTS = 5;

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
  for (let request = 0; open.length > 0 && request < MOST_REQUESTS; request += 1) {
    const batch = open.slice(0, BATCH);
    const { data, errors } = await partialQuery<TagsAnswer>(client, tagsQuery(batch.length), {
      ...Object.fromEntries(
        batch.flatMap(({ id, refs }, index) => [
          [`id${index}`, id],
          [`after${index}`, refs?.pageInfo.endCursor ?? null],
        ]),
      ),
    });
    for (const error of errors) log.warn(`GitHub did not give all tags: ${reasonOf(error)}.`);
    const next = batch.map((repository, index) => ({
      ...repository,
      refs: data[`tags${index}`]?.refs ?? null,
    }));
    tags.push(...next.flatMap(tagsOf));
    open = [...next.filter((repository) => goesOn(repository, since)), ...open.slice(batch.length)];
  }
  for (const { nameWithOwner } of open)
    log.warn(`${nameWithOwner} has too many tags; older ones are left out.`);
  return tags.filter(({ taggedAt }) => Date.parse(taggedAt) >= since.getTime());
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
