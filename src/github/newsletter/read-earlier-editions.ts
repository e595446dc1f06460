import type { Dated, EditionFiles } from '../../newsletter/activity/edition-files.js';
import { splitName } from '../../newsletter/activity/names.js';
import type { Calendar, Period } from '../../newsletter/activity/period.js';
import type { Form } from '../../newsletter/document/form.js';
import { findFrontMatter, readFrontMatter } from '../../newsletter/document/front-matter.js';
import type { Language } from '../../newsletter/document/language.js';
import type { SiteRules } from '../../newsletter/document/site.js';
import { formOf } from '../../newsletter/edition/template.js';
import { type EarlierEdition, parseEarlierEdition } from '../../newsletter/house-style/earlier-edition.js';
import type { FormatSettings } from '../../newsletter/house-style/edition-settings.js';
import { onOneLine } from '../../newsletter/markdown/markdown.js';
import { compareText } from '../../newsletter/markdown/order.js';
import { editionNotText, editionTooLarge } from '../../replies/gaps.js';
import {
  emptyOrganization,
  noneLikeEditions,
  noOrganization,
  noTemplate,
  templateProblem,
} from '../../replies/problems.js';
import { type BatchQuery, queryEach } from '../connection/batch-query.js';
import type { Client, Log } from '../connection/client.js';
import { EditorNeeded, isTooMuch } from '../connection/errors.js';
import { query, remember } from '../connection/graphql.js';
import {
  DEEP_FOLDER_ENTRIES,
  FOLDER_ENTRIES,
  type FolderEntry,
  type FolderFile,
  filesIn,
} from './read-newsletter.js';

/** What was published, and who owns what is to be collected. */
export interface Published {
  /** Oldest first; of a folder that is shared with other posts, the last sixty. */
  readonly editions: readonly EarlierEdition[];
  /** Those of all editions, also of those that were not read. */
  readonly periods: readonly Period[];
  /** Where editions are, with what is known of them. */
  readonly files: EditionFiles;
  /** Why none was found among other posts, a sentence; `null`: one was, or there are no posts. */
  readonly whyNone: string | null;
  /** Text of the template file; `null` when none is set. */
  readonly template: string | null;
  /** How its editions are marked up. */
  readonly form: Form;
  /** Whether the organization is one on GitHub; else it is a person's account. */
  readonly isOrganization: boolean;
  /** What its page on GitHub shows: its display name, else its login. */
  readonly organizationName: string;
  readonly gaps: readonly string[];
}

/** Where to look. */
export interface PublishedPlaces {
  readonly newsletter: string;
  readonly organization: string;
  /** The setting that says where editions are. */
  readonly file: string;
  readonly files: EditionFiles;
  readonly calendar: Calendar;
  readonly template: string | null;
  /** The text to take for the template. */
  readonly proposedTemplate?: string | null;
  readonly format: FormatSettings;
  readonly site: SiteRules;
  readonly language: Language;
  /** The commit at which to look. */
  readonly oid: string;
}

/** A query for what is known of the newsletter at a commit, with `entries` of the folder of the editions. */
function editionsQuery({
  operation,
  entries,
}: {
  readonly operation: string;
  readonly entries: string;
}): string {
  return /* GraphQL */ `
    query ${operation}(
      $owner: String!, $name: String!, $folder: String!, $template: String!, $organization: String!
    ) {
      repositoryOwner(login: $organization) {
        __typename login repositories(first: 1, isFork: false) { totalCount }
        ... on Organization { name } ... on User { name }
      }
      repository(owner: $owner, name: $name) {
        template: object(expression: $template) { ... on Blob { text } }
        folder: object(expression: $folder) { ... on Tree { ${entries} } }
      }
    }
  `;
}

export const EDITIONS = `
  ${editionsQuery({ operation: 'Editions', entries: 'entries { name object { ... on Blob { ...Text } ... on Tree { entries { name object { ... on Blob { ...Text } } } } } }' })}
  fragment Text on Blob { text isTruncated }
`;

/** The same without the texts of the editions, for folders that GitHub cannot give at once, and such with other posts. */
export const EDITION_NAMES = editionsQuery({ operation: 'EditionNames', entries: FOLDER_ENTRIES });

/** The same for editions in folders by year and month. */
export const DEEP_EDITION_NAMES = editionsQuery({
  operation: 'DeepEditionNames',
  entries: DEEP_FOLDER_ENTRIES,
});

/** The texts of files, by their blob ids. */
export const EDITION_TEXTS: BatchQuery<FolderFile> = {
  operation: 'EditionTexts',
  alias: 'text',
  field: `repository(owner: $owner, name: $name) {
    object(oid: $oid) { ... on Blob { text isTruncated } }
  }`,
  types: { oid: 'GitObjectID!' },
  variables: ({ oid }) => ({ oid }),
  shared: { owner: 'String!', name: 'String!' },
  // A year of editions is some 300 KB.
  limits: { first: 10, largest: 40, smallest: 1 },
};

interface TextAnswer {
  readonly object: { readonly text?: string | null; readonly isTruncated?: boolean } | null;
}

interface EditionsAnswer {
  readonly repositoryOwner: {
    readonly __typename: string;
    readonly login: string;
    readonly name: string | null;
    readonly repositories: { readonly totalCount: number };
  } | null;
  readonly repository: {
    readonly template: { readonly text?: string | null } | null;
    readonly folder: { readonly entries?: readonly FolderEntry[] | null } | null;
  };
}

/** What was read of the newsletter, with the files below the folder of the editions. */
interface ReadFolder extends Omit<EditionsAnswer, 'repository'> {
  readonly template: string | null;
  readonly files: readonly FolderFile[];
  /** Editions that are older than those that are read. */
  readonly older: readonly FolderFile[];
  /** Paths of other posts where no file is called like an edition. */
  readonly others: readonly string[];
}

/**
 * Reads all editions of a commit: they show what was published already. Takes one request, or a few more where GitHub
 * cannot answer that.
 * Throws `EditorNeeded` when the organization does not exist or has no repositories, or the template is missing.
 */
export async function readPublished(client: Client, places: PublishedPlaces, log: Log): Promise<Published> {
  const { owner, name } = splitName(places.newsletter);
  const variables = {
    owner,
    name,
    folder: `${places.oid}:${places.files.folder}`,
    template: `${places.oid}:${places.template ?? ''}`,
    organization: places.organization,
  };
  const { repositoryOwner, files, older, others, ...read } = await remember(
    client,
    [EDITIONS, variables],
    () => readFolder(client, places, variables, log),
    // What is wrong with the owner may be mended without a commit.
    (folder) => (folder.repositoryOwner?.repositories.totalCount ?? 0) > 0,
  );
  const ownership = checkOwner(repositoryOwner, places.organization);
  const template = places.template === null ? null : (places.proposedTemplate ?? read.template);
  if (places.template !== null && template === null) {
    throw new EditorNeeded(noTemplate(places.template, places.newsletter), { setting: 'template' });
  }
  const problem = template === null ? null : templateProblem(places.template ?? '', template);
  if (problem !== null) throw new EditorNeeded(problem, { setting: 'template' });
  const form = formOf(places.format, template, places.site, places.language);
  const all = places.files.periodsOf([...older, ...files], dayOfEdition);
  const unread = new Set(older.map(({ path }) => path));
  const placed = all.filter(({ path }) => !unread.has(path));
  const found = [...placed, ...(places.files.isShared ? [] : movedEditions(files, placed, places.calendar))];
  const whyNone = others.length === 0 ? null : noneLikeEditions(places.file, others);
  if (whyNone !== null) log.warn(whyNone);
  const editions = found
    .map(({ period, text }) => parseEarlierEdition(period, text ?? '', form))
    .sort((left, right) => compareText(left.period.key, right.period.key));
  log.info(`Read ${editions.length} earlier ${editions.length === 1 ? 'edition' : 'editions'}.`);
  return {
    editions: onePerPeriod(editions),
    periods: [...all, ...found].map(({ period }) => period),
    files: places.files.knowing(all),
    whyNone,
    template,
    form,
    ...ownership,
    gaps: found.flatMap(unreadPart),
  };
}

async function readFolder(
  client: Client,
  places: PublishedPlaces,
  variables: Readonly<Record<string, string>>,
  log: Log,
): Promise<ReadFolder> {
  const { folder, depth, isShared } = places.files;
  const toFolder = ({ repositoryOwner, repository }: EditionsAnswer): ReadFolder => ({
    repositoryOwner,
    template: repository.template?.text ?? null,
    files: filesIn(folder, repository.folder?.entries),
    older: [],
    others: [],
  });
  const readNames = async () =>
    toFolder(await query<EditionsAnswer>(client, depth > 1 ? DEEP_EDITION_NAMES : EDITION_NAMES, variables));
  if (isShared) return readAmongPosts(client, places, await readNames(), log);
  try {
    return toFolder(await query<EditionsAnswer>(client, EDITIONS, variables));
  } catch (error) {
    if (!isTooMuch(error)) throw error;
    log.info('GitHub could not give all earlier editions at once; asking for some at a time.');
    const named = await readNames();
    const own = named.files.filter(({ path }) => places.files.isLike(path));
    // One that a person moved is among few others, not in a folder of posts.
    const wanted = named.files.length - own.length > MOST_READ ? own : named.files;
    return { ...named, files: await readTexts(client, places, wanted, log) };
  }
}

/** More editions than teach anything, or list work that could come again. */
const MOST_READ = 60;

/** Reads the last editions of a folder with other posts, which are found by their names. */
async function readAmongPosts(
  client: Client,
  places: PublishedPlaces,
  named: ReadFolder,
  log: Log,
): Promise<ReadFolder> {
  const { files } = places;
  const like = named.files.filter(({ path }) => files.isLike(path));
  const posts = named.files.map(({ path }) => path).filter((path) => path.endsWith(files.ending));
  const dated = files.periodsOf(like, () => null);
  // Names that do not tell the period have a number.
  const inOrder =
    dated.length === like.length
      ? dated.toSorted((left, right) => compareText(left.period.key, right.period.key))
      : like.toSorted((left, right) => left.path.localeCompare(right.path, 'en', { numeric: true }));
  return {
    ...named,
    files: await readTexts(client, places, inOrder.slice(-MOST_READ), log),
    older: inOrder.slice(0, -MOST_READ),
    others: like.length === 0 ? posts : [],
  };
}

/** The files that may be editions, with their texts. One that GitHub does not give even alone counts as too large. */
async function readTexts(
  client: Client,
  { newsletter, files: { ending } }: PublishedPlaces,
  files: readonly FolderFile[],
  log: Log,
): Promise<readonly FolderFile[]> {
  const wanted = files.filter(({ path, oid }) => oid !== null && path.endsWith(ending));
  const repository = { ...splitName(newsletter) };
  const answers = await queryEach<FolderFile, TextAnswer>(client, EDITION_TEXTS, wanted, log, repository);
  return answers.map(({ item, data }) =>
    data?.object == null
      ? { ...item, text: '', isTruncated: true }
      : { ...item, text: data.object.text ?? null, isTruncated: data.object.isTruncated ?? false },
  );
}

function checkOwner(
  owner: EditionsAnswer['repositoryOwner'],
  login: string,
): Pick<Published, 'isOrganization' | 'organizationName'> {
  if (owner === null) {
    throw new EditorNeeded(noOrganization(login), { setting: 'organization' });
  }
  if (owner.repositories.totalCount === 0) {
    throw new EditorNeeded(emptyOrganization(login), { setting: 'organization' });
  }
  const name = onOneLine(owner.name ?? '').trim();
  return {
    isOrganization: owner.__typename === 'Organization',
    organizationName: name === '' ? owner.login : name,
  };
}

/**
 * Editions of further periods that a person moved to where the setting does not have them, before they were published:
 * their titles are those of the other editions, but for the period.
 */
function movedEditions(
  files: readonly FolderFile[],
  placed: readonly Dated<FolderFile>[],
  calendar: Calendar,
): readonly Dated<FolderFile>[] {
  const paths = new Set(placed.map(({ path }) => path));
  const elsewhere = files.filter(({ path }) => !paths.has(path));
  if (elsewhere.length === 0) return [];
  const periods = new Set(placed.map(({ period }) => period.key));
  const titles = new Set(placed.flatMap((file) => titleAround(file, calendar)?.title ?? []));
  return elsewhere.flatMap((file) => {
    const around = titleAround(file, calendar);
    const isMoved = around !== null && titles.has(around.title) && !periods.has(around.period.key);
    return isMoved ? [{ ...file, period: around.period }] : [];
  });
}

/** The title of a file's front matter, without the one period that it names. */
function titleAround(
  { text }: FolderFile,
  calendar: Calendar,
): { readonly title: string; readonly period: Period } | null {
  const title = frontMatterIn(text).title ?? '';
  const [period, ...others] = calendar.named(title);
  if (period === undefined || others.length > 0) return null;
  return { title: title.replace(period.name, ''), period };
}

/** The day in a file's front matter, `YYYY-MM-DD`. */
function dayOfEdition({ text }: FolderFile): string | null {
  const { date } = frontMatterIn(text);
  return date?.toISOString().slice(0, 10) ?? null;
}

function frontMatterIn(text: string | null) {
  return readFrontMatter(findFrontMatter(text ?? '')?.frontMatter ?? '');
}

/** What of an edition's file is unknown, a sentence: its entries may come again. */
function unreadPart({ path, text, isTruncated }: Dated<FolderFile>): string[] {
  if (text === null) return [editionNotText(path)];
  return isTruncated ? [editionTooLarge(path)] : [];
}

function onePerPeriod(editions: readonly EarlierEdition[]): readonly EarlierEdition[] {
  return [...new Map(editions.map((edition) => [edition.period.key, edition])).values()];
}
