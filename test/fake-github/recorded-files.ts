import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The format of recorded data: `repos.json`, `users.json`, `prs/`, `releases/`, `commits/`, `posts/`, `editions/`, `newsletter.yml`. */
export interface RecordedFiles {
  readonly repositories: readonly RecordedRepository[];
  readonly users: readonly RecordedUser[];
  /** The maps are by `owner/name`. */
  readonly pullRequests: ReadonlyMap<string, readonly RecordedPullRequest[]>;
  readonly releases: ReadonlyMap<string, RecordedReleases>;
  readonly commits: ReadonlyMap<string, readonly RecordedCommit[]>;
  readonly editions: readonly RecordedEdition[];
  /** Text of `newsletter.yml`, the newsletter's settings; `null` when there are none. */
  readonly config: string | null;
}

export interface RecordedRepository {
  readonly owner: string;
  readonly name: string;
  readonly description?: string | null;
  readonly defaultBranch?: string;
  readonly createdAt: string;
  readonly isArchived?: boolean;
  readonly isFork?: boolean;
  readonly isPrivate?: boolean;
  /** What is known of its packages besides, by name. */
  readonly packages?: Readonly<Record<string, RecordedPackage>>;
}

/** What a package's manifest says, as far as it is known. */
export interface RecordedPackage {
  readonly description?: string;
  readonly publish?: boolean;
  /** Of the workspace at the root; otherwise `true`. */
  readonly isMember?: boolean;
}

export interface RecordedUser {
  readonly login: string;
  readonly type?: 'User' | 'Bot' | 'Organization';
  readonly id?: number | null;
  readonly idGuess?: number | null;
  readonly names?: readonly string[];
}

export interface RecordedPullRequest {
  readonly number: number;
  readonly title: string;
  readonly body?: string;
  readonly author: {
    readonly login: string;
    readonly type?: 'User' | 'Bot' | 'Organization';
    readonly id?: number | null;
  };
  readonly mergedAt: string;
  readonly mergeCommitSha?: string;
  readonly baseRef?: string;
  readonly headRef?: string | null;
  readonly labels?: readonly string[];
  readonly files?: readonly string[];
  readonly additions?: number;
  readonly deletions?: number;
  readonly commits?: readonly {
    readonly sha: string;
    readonly message: string;
    readonly authorName: string;
    readonly authorLogin: string | null;
    readonly authoredAt: string;
    readonly coAuthors?: readonly { readonly name: string; readonly login: string | null }[];
  }[];
}

export interface RecordedReleases {
  readonly tags?: readonly { readonly tag: string; readonly sha: string; readonly date: string }[];
  readonly bumps?: readonly RecordedBump[];
}

export interface RecordedBump {
  readonly crate: string;
  readonly version: string;
  readonly sha: string;
  readonly date: string;
  readonly path: string;
}

export interface RecordedCommit {
  readonly sha: string;
  readonly date: string;
  readonly message: string;
  readonly authorLogin: string | null;
  readonly authorName: string;
}

export interface RecordedEdition {
  readonly month: string;
  readonly publishedAt: string;
  readonly sha?: string;
  readonly path: string;
  readonly text: string;
}

const read = new Map<string, RecordedFiles>();

/** Reads a folder of recorded data, once per process. Any file may be absent. */
export function readRecordedFiles(directory: string): RecordedFiles {
  const known = read.get(directory);
  if (known) return known;
  if (!existsSync(directory)) throw new Error(`There is no folder ${directory} with recorded data.`);
  const files: RecordedFiles = {
    repositories: readJson(join(directory, 'repos.json'), []),
    users: readJson(join(directory, 'users.json'), []),
    pullRequests: readFolder(join(directory, 'prs')),
    releases: readFolder(join(directory, 'releases')),
    commits: readFolder(join(directory, 'commits')),
    editions: [
      ...readEditions(join(directory, 'posts')),
      ...readEditions(join(directory, 'editions')),
      ...readTemplate(directory),
    ],
    config: readOptional(join(directory, 'newsletter.yml')),
  };
  read.set(directory, files);
  return files;
}

function readFolder<Content>(folder: string): ReadonlyMap<string, Content> {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
  return new Map(
    names.sort().map((name) => {
      const content: Content = JSON.parse(readFileSync(join(folder, name), 'utf8'));
      return [name.replace('.json', '').replace('__', '/'), content];
    }),
  );
}

function readEditions(folder: string): readonly RecordedEdition[] {
  const index = readJson<readonly Omit<RecordedEdition, 'text'>[]>(join(folder, 'index.json'), []);
  return index.map((edition) => ({
    ...edition,
    text: readFileSync(join(folder, `${edition.month}.md`), 'utf8'),
  }));
}

/** The template that the settings name, as a file that was always there. */
function readTemplate(directory: string): readonly RecordedEdition[] {
  const text = readOptional(join(directory, 'editions', 'template.md'));
  const path = /^template: (\S+)$/m.exec(readOptional(join(directory, 'newsletter.yml')) ?? '')?.[1];
  if (text === null || path === undefined) return [];
  return [{ month: 'template', publishedAt: '2008-01-01T00:00:00Z', path, text }];
}

function readJson<Content>(path: string, otherwise: Content): Content {
  const text = readOptional(path);
  return text === null ? otherwise : (JSON.parse(text) as Content);
}

function readOptional(path: string): string | null {
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}
