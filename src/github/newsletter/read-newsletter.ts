import { splitName } from '../../newsletter/activity/names.js';
import { detectSite, type Site } from '../../newsletter/document/site.js';
import { emptyNewsletter, NOT_TEXT, noNewsletter, tooManyFiles } from '../../replies/problems.js';
import { queryNodes } from '../connection/batch-query.js';
import type { Client, Log } from '../connection/client.js';
import { ActionNeeded, EditorNeeded, isNotFound } from '../connection/errors.js';
import { query } from '../connection/graphql.js';

/** Where the editors keep their settings, in the newsletter repository. */
export const CONFIG_PATH = '.github/newsletter.yml';

/** Where the newsletter is, and what drafts begin from. */
export interface NewsletterRepository {
  /** As GitHub spells it today, also after a renaming. */
  readonly nameWithOwner: string;
  readonly url: string;
  readonly defaultBranch: Branch;
}

/** The newsletter repository as it is now. */
export interface Newsletter extends NewsletterRepository {
  readonly isPrivate: boolean;
  /** Text of `.github/newsletter.yml` on the default branch; `null` when there is none. */
  readonly config: string | null;
  /** Text of the typos tool's settings there, from the file that the tool would take; `null` when there is none. */
  readonly typos: string | null;
  /** What makes pages of it, as far as its files tell. */
  readonly site: Site | null;
}

/** A branch and the commit that it points to. */
export interface Branch {
  readonly name: string;
  readonly oid: string;
}

export const NEWSLETTER = /* GraphQL */ `
  query Newsletter($owner: String!, $name: String!, $config: String!) {
    repository(owner: $owner, name: $name) {
      nameWithOwner
      url
      isPrivate
      defaultBranchRef { name target { oid } }
      config: object(expression: $config) { ... on Blob { text } }
      typos: object(expression: "HEAD:typos.toml") { ... on Blob { text } }
      underscoreTypos: object(expression: "HEAD:_typos.toml") { ... on Blob { text } }
      dotTypos: object(expression: "HEAD:.typos.toml") { ... on Blob { text } }
      configToml: object(expression: "HEAD:config.toml") { ... on Blob { text } }
      root: object(expression: "HEAD:") { ... on Tree { entries { name } } }
      docs: object(expression: "HEAD:docs") { ... on Tree { entries { name } } }
      website: object(expression: "HEAD:website") { ... on Tree { entries { name } } }
    }
  }
`;

interface NewsletterAnswer {
  readonly repository: {
    readonly nameWithOwner: string;
    readonly url: string;
    readonly isPrivate: boolean;
    readonly defaultBranchRef: { readonly name: string; readonly target: { readonly oid: string } } | null;
    readonly config: TextFile;
    readonly typos: TextFile;
    readonly underscoreTypos: TextFile;
    readonly dotTypos: TextFile;
    readonly configToml: TextFile;
    readonly root: Folder;
    readonly docs: Folder;
    readonly website: Folder;
  };
}

/** Without text where it is not a file, or GitHub does not show its text. */
type TextFile = { readonly text?: string | null } | null;

/** Without entries where it is not a folder. */
type Folder = { readonly entries?: readonly { readonly name: string }[] | null } | null;

/** Reads the newsletter repository. Throws `ActionNeeded` when it does not exist, is not readable, or is empty. */
export async function readNewsletter(client: Client, nameWithOwner: string): Promise<Newsletter> {
  const { owner, name } = splitName(nameWithOwner);
  const { repository } = await ask(client, nameWithOwner, { owner, name, config: `HEAD:${CONFIG_PATH}` });
  if (repository.defaultBranchRef === null) {
    throw new ActionNeeded(emptyNewsletter(nameWithOwner));
  }
  const { defaultBranchRef, config, typos, underscoreTypos, dotTypos, ...rest } = repository;
  const { configToml, root, docs, website, ...facts } = rest;
  if (config !== null && typeof config.text !== 'string') {
    throw new EditorNeeded(`${CONFIG_PATH} of ${facts.nameWithOwner} ${NOT_TEXT}`, {
      mistakes: [{ line: 1, message: `The file ${NOT_TEXT}` }],
    });
  }
  return {
    ...facts,
    defaultBranch: { name: defaultBranchRef.name, oid: defaultBranchRef.target.oid },
    config: config?.text ?? null,
    typos: typos?.text ?? underscoreTypos?.text ?? dotTypos?.text ?? null,
    site: detectSite({
      folders: [root, docs, website].map((folder) => (folder?.entries ?? []).map((entry) => entry.name)),
      configToml: configToml?.text ?? null,
    }),
  };
}

/** The paths of all files at the newsletter's newest commit. Throws `ActionNeeded` where GitHub does not list them all. */
export async function readPaths(
  client: Client,
  newsletter: NewsletterRepository,
): Promise<readonly string[]> {
  const { owner, name: repo } = splitName(newsletter.nameWithOwner);
  const tree_sha = newsletter.defaultBranch.oid;
  const { data } = await client.rest.git.getTree({ owner, repo, tree_sha, recursive: '1' });
  if (data.truncated) throw new ActionNeeded(tooManyFiles(newsletter.nameWithOwner));
  return data.tree.flatMap(({ type, path }) => (type === 'blob' && path !== undefined ? [path] : []));
}

/** The texts of these files, by path; without those that GitHub does not show as text. */
export async function readFiles(
  client: Client,
  { nameWithOwner, defaultBranch }: NewsletterRepository,
  paths: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  for (const path of paths) {
    const variables = { ...splitName(nameWithOwner), expression: `${defaultBranch.oid}:${path}` };
    const { repository } = await query<FileAnswer>(client, FILE_TEXT, variables);
    const text = repository.object?.text;
    if (typeof text === 'string') texts.set(path, text);
  }
  return texts;
}

export const FILE_TEXT = /* GraphQL */ `
  query FileText($owner: String!, $name: String!, $expression: String!) {
    repository(owner: $owner, name: $name) { object(expression: $expression) { ... on Blob { text } } }
  }
`;

interface FileAnswer {
  readonly repository: { readonly object: TextFile };
}

async function ask(
  client: Client,
  nameWithOwner: string,
  variables: Readonly<Record<string, string>>,
): Promise<NewsletterAnswer> {
  try {
    return await query<NewsletterAnswer>(client, NEWSLETTER, variables);
  } catch (error) {
    if (!isNotFound(error)) throw error;
    throw new ActionNeeded(noNewsletter(nameWithOwner), { cause: error });
  }
}

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

interface NewsletterNode extends Pick<FoundNewsletter, 'nameWithOwner' | 'isPrivate'> {
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
  const { data, errors } = await queryNodes<NewsletterNode>(client, batch, ids, log, {
    config: `HEAD:${CONFIG_PATH}`,
  });
  if (errors.length > 0) {
    throw new Error(`GitHub did not show all repositories of the installation: ${errors[0]?.message}`);
  }
  return data
    .flatMap(({ config, ...facts }) => (config === null ? [] : [{ ...facts, config: config.text ?? null }]))
    .sort((a, b) => (a.nameWithOwner < b.nameWithOwner ? -1 : 1));
}

/** Selects the entries of a folder and of those below, without texts. */
export const FOLDER_ENTRIES = 'entries { name oid object { ... on Tree { entries { name oid } } } }';

/** The same two folders deeper, as `MOST_DEPTH` has it, for editions in folders by year and month. */
export const DEEP_FOLDER_ENTRIES = `entries { name oid object { ... on Tree { entries { name oid object { ... on Tree { ${FOLDER_ENTRIES} } } } } } }`;

/** An entry of a Git tree as a query answers it, with the entries of the folders one level below. */
export interface FolderEntry {
  readonly name: string;
  /** Git object id, where it was asked for. */
  readonly oid?: string;
  readonly object?: {
    readonly text?: string | null;
    readonly isTruncated?: boolean;
    readonly entries?: readonly FolderEntry[] | null;
  } | null;
}

/** A file below a folder, by its path in the repository. */
export interface FolderFile {
  readonly path: string;
  /** Git blob id; `null` when it was not asked for. */
  readonly oid: string | null;
  /** `null` when it is binary or was not asked for. */
  readonly text: string | null;
  readonly isTruncated: boolean;
}

/** All files of the entries of `folder` (`''` is the root), as deep as they were asked for. */
export function filesIn(
  folder: string,
  entries: readonly FolderEntry[] | null | undefined,
): readonly FolderFile[] {
  return (entries ?? []).flatMap(({ name, oid, object }) => {
    const path = folder === '' ? name : `${folder}/${name}`;
    if (object?.entries != null) return filesIn(path, object.entries);
    return [
      { path, oid: oid ?? null, text: object?.text ?? null, isTruncated: object?.isTruncated ?? false },
    ];
  });
}
