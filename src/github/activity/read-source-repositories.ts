import { isSameName, splitName } from '../../newsletter/activity/names.js';
import type { Period } from '../../newsletter/activity/period.js';
import type { TextPattern } from '../../newsletter/activity/text-pattern.js';
import type { Candidate } from '../../newsletter/draft/candidates.js';
import type { LinkPart } from '../../newsletter/edition/amendments.js';
import { cleanTitle } from '../../newsletter/markdown/markdown.js';
import { type BatchQuery, queryEach } from '../connection/batch-query.js';
import type { Client, Log } from '../connection/client.js';

/** A source of the settings, as far as it may be in a repository. */
export interface CandidateSource {
  /** `nameWithOwner`; `null`: it is a feed. */
  readonly repository: string | null;
  /** Whether its releases are meant, not its merged pull requests. */
  readonly releases: boolean;
  /** One of these, if there are any. */
  readonly labels: readonly string[];
  /** One changed file matches one of these, if there are any. */
  readonly paths: readonly TextPattern[];
  /** Words of GitHub's search. */
  readonly search: string | null;
  readonly title: TextPattern | null;
  readonly part: LinkPart;
}

/** A source that is in a repository. */
export type RepositorySource = CandidateSource & { readonly repository: string };

/** The source, if it is in a repository; `null`: it is a feed. */
export function inRepository(source: CandidateSource): RepositorySource | null {
  const { repository } = source;
  return repository === null ? null : { ...source, repository };
}

/** Whether merged pull requests are meant, which an edition lists of the organization's own repositories anyway. */
export function listsPullRequests({ releases }: RepositorySource): boolean {
  return !releases;
}

/** What a repository has for the period. */
export interface FoundInRepository {
  readonly source: RepositorySource;
  /** Under its present name; `null`: there is no public repository of that name. */
  readonly nameWithOwner: string | null;
  /** Of the period and some days around it. */
  readonly candidates: readonly Candidate[];
  /** How many pull requests GitHub found beyond those that it showed. */
  readonly unread: number;
}

/** Of one search; those that changed last come first. */
export const MOST_FOUND = 100;

/** GitHub refuses searches of more than some 220 characters, all counted. */
const LONGEST_SEARCH = 200;

/** What GitHub is asked about a source: what the repository is, or one search in it. */
interface SourceQuestion {
  readonly source: RepositorySource;
  /** `null`: the repository itself, with its releases if these are meant. */
  readonly search: string | null;
}

/** All sources in one request, unless there are very many labels. */
export const SOURCES: BatchQuery<SourceQuestion> = {
  operation: 'Sources',
  alias: 'source',
  field: ({ source, search }) => {
    if (search === null) {
      const releases = source.releases ? RELEASES : '';
      return `repository(owner: $owner, name: $name) { nameWithOwner isPrivate ${releases} }`;
    }
    const files = source.paths.length > 0 ? 'files(first: 50) { nodes { path } }' : '';
    return `search(type: ISSUE, query: $text, first: ${MOST_FOUND}) {
      issueCount nodes { ... on PullRequest { title url mergedAt labels(first: 20) { nodes { name } } ${files} } }
    }`;
  },
  types: { owner: 'String!', name: 'String!', text: 'String!' },
  variables: ({ source, search }) => (search === null ? splitName(source.repository) : { text: search }),
  limits: { first: 40, largest: 40, smallest: 1 },
  mayBeRefused: true,
};

const RELEASES =
  'releases(first: 50, orderBy: { field: CREATED_AT, direction: DESC }) { nodes { name tagName url publishedAt isDraft } }';

interface SourceRepositoryNode {
  readonly nameWithOwner: string;
  readonly isPrivate: boolean;
  readonly releases?: { readonly nodes: readonly ReleaseNode[] | null };
}

interface ReleaseNode {
  readonly name: string | null;
  readonly tagName: string;
  readonly url: string;
  readonly publishedAt: string | null;
  readonly isDraft: boolean;
}

interface SearchNode {
  readonly issueCount: number;
  readonly nodes: readonly FoundNode[] | null;
}

interface FoundNode {
  readonly title: string;
  readonly url: string;
  readonly mergedAt: string | null;
  readonly labels: { readonly nodes: readonly { readonly name: string }[] | null } | null;
  readonly files?: { readonly nodes: readonly { readonly path: string }[] | null } | null;
}

/** What the repositories have for the period, in the order of the sources. What is private is as if it were not there. */
export async function readSourceRepositories(
  client: Client,
  sources: readonly RepositorySource[],
  period: Period,
  log: Log,
): Promise<readonly FoundInRepository[]> {
  const questions = sources.flatMap((source) => questionsAbout(source, period));
  const answers = await queryEach<SourceQuestion, SourceRepositoryNode | SearchNode>(
    client,
    SOURCES,
    questions,
    log,
  );
  return sources.map((source) => {
    const own = answers.filter(({ item }) => item.source === source).flatMap(({ data }) => data ?? []);
    const repository = own.find((node) => 'isPrivate' in node);
    if (repository === undefined || repository.isPrivate) {
      return { source, nameWithOwner: null, candidates: [], unread: 0 };
    }
    const searches = own.filter((node) => 'issueCount' in node);
    const counted = searches.reduce((sum, { issueCount }) => sum + issueCount, 0);
    const found = searches.flatMap(({ nodes }) => nodes ?? []);
    return {
      source,
      nameWithOwner: repository.nameWithOwner,
      candidates: [
        ...(repository.releases?.nodes ?? []).flatMap((release) => ofRelease(release, source)),
        ...found.flatMap((node) => ofPullRequest(node, source)),
      ],
      unread: Math.max(0, counted - found.length),
    };
  });
}

function questionsAbout(source: RepositorySource, period: Period): readonly SourceQuestion[] {
  const itself = { source, search: null };
  if (!listsPullRequests(source)) return [itself];
  const [start, end] = [period.start, period.end].map((date) => date.toISOString().slice(0, 10));
  const words = source.search === null ? '' : ` ${source.search}`;
  const search = `repo:${source.repository} is:pr is:merged merged:${start}..${end} sort:updated-desc${words}`;
  return [itself, ...withLabels(search, source.labels).map((text) => ({ source, search: text }))];
}

/** Searches for one of the labels, which GitHub separates by commas (docs.github.com, "Search by label"). */
function withLabels(search: string, labels: readonly string[]): readonly string[] {
  const texts: string[] = [];
  for (const label of labels.map((name) => `"${name.replaceAll('"', '')}"`)) {
    const longer = texts.length === 0 ? '' : `${texts.at(-1)},${label}`;
    if (longer !== '' && longer.length <= LONGEST_SEARCH) texts[texts.length - 1] = longer;
    else texts.push(`${search} label:${label}`);
  }
  return labels.length === 0 ? [search] : texts;
}

/** A release that is called like its tag is told with the name of its repository. */
function ofRelease(release: ReleaseNode, source: RepositorySource): readonly Candidate[] {
  const { name, tagName, url, publishedAt, isDraft } = release;
  if (isDraft || publishedAt === null) return [];
  const given = cleanTitle(name ?? '');
  const bare = given === '' || given === tagName;
  const title = bare ? `${splitName(source.repository).name} ${cleanTitle(tagName)}` : given;
  if (source.title !== null && !source.title.matches(title)) return [];
  const why = ['release', ...whyTitle(source)].join('; ');
  return [{ part: source.part, url, title, date: publishedAt, source: source.repository, why }];
}

function ofPullRequest(node: FoundNode, source: RepositorySource): readonly Candidate[] {
  const { title: given, url, mergedAt, labels, files } = node;
  const title = cleanTitle(given);
  const changed = files?.nodes ?? [];
  const label = source.labels.find((one) => labels?.nodes?.some(({ name }) => isSameName(one, name)));
  const path = source.paths.find((glob) => changed.some((file) => glob.matches(file.path)));
  const isWanted =
    (source.paths.length === 0 || path !== undefined) && (source.title?.matches(title) ?? true);
  if (mergedAt === null || !isWanted) return [];
  const why = [
    ...(label === undefined ? [] : [`label ${label}`]),
    ...(path === undefined ? [] : [`changes ${path.source}`]),
    ...(source.search === null ? [] : [`search ${source.search}`]),
    ...whyTitle(source),
  ].join('; ');
  return [{ part: source.part, url, title, date: mergedAt, source: source.repository, why }];
}

function whyTitle({ title }: RepositorySource): readonly string[] {
  return title === null ? [] : [`title like ${title.source}`];
}
