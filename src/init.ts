import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findEditions } from './config/find-editions.js';
import { type Proposal, proposeSettings, TEMPLATE_PATH } from './config/propose-settings.js';
import type { Client, Clients, Log } from './github/connection/client.js';
import { ActionNeeded, isOutdated } from './github/connection/errors.js';
import { COMMIT_DRAFT, commitFile } from './github/draft/own-commit.js';
import { moveBranch, openPullRequest } from './github/draft/publish-draft.js';
import {
  CONFIG_PATH,
  type Newsletter,
  readFiles,
  readNewsletter,
  readPaths,
} from './github/newsletter/read-newsletter.js';
import { isNameWithOwner } from './newsletter/activity/names.js';
import { detectSite } from './newsletter/document/site.js';
import { assembleEdition } from './newsletter/edition/assemble-edition.js';
import { renderEdition } from './newsletter/edition/render-edition.js';
import { codeBlock } from './newsletter/markdown/print-markdown.js';
import { previewSources } from './run/draft-edition.js';

const NO_ORGANIZATION =
  'This folder does not tell whose newsletter it is: no remote "upstream" or "origin" leads to a repository owner/name. Add --organization, for example --organization rust-osdev.';

/** What is to be otherwise than the repository tells. */
export interface InitOptions {
  readonly organization?: string;
  readonly name?: string;
}

/** How many editions are looked at: the last, and the one before it, which tells what stays. */
const LOOKED_AT = 2;

/**
 * Writes a first `newsletter.yml` into a clone of the newsletter's repository and, unless its editions are in the house style, a
 * template. Never writes over a file that is there. Returns what to say. Throws `ActionNeeded` when the folder does
 * not tell whose newsletter it is.
 */
export function init(folder: string, options: InitOptions, now: Date): string {
  if (existsSync(join(folder, CONFIG_PATH))) return `${CONFIG_PATH} is there already, and stays as it is.\n`;
  const source = sourceOf(folder);
  const newsletter = source?.nameWithOwner ?? null;
  if (newsletter === null && options.organization === undefined) throw new ActionNeeded(NO_ORGANIZATION);
  const paths = git(folder, '-c', 'core.quotePath=false', 'ls-files').split('\n');
  const editions = findEditions(paths);
  const read = (path: string) => (paths.includes(path) ? readFileSync(join(folder, path), 'utf8') : null);
  const latest = (editions?.paths ?? []).slice(-LOOKED_AT);
  const proposal = proposeSettings(
    {
      newsletter,
      organization: options.organization ?? null,
      name: options.name ?? null,
      site: detectSite({ folders: foldersOf(paths), configToml: read('config.toml') }),
      editions,
      texts: new Map(latest.map((path) => [path, read(path) ?? ''])),
    },
    now,
  );
  const written = filesOf(proposal)
    .filter(([path, text]) => writeNew(join(folder, path), text))
    .map(([path]) => `Wrote ${path}.\n`);
  const guess =
    source === null || options.organization !== undefined
      ? ''
      : `The organization is ${proposal.organization}, the owner of the remote "${source.remote}". If that is a fork, write the organization of the newsletter instead.\n`;
  const { key } = lastPeriod(proposal, now);
  return `${written.join('')}${guess}Commit and push what you keep of it. To see an edition: this-month-bot preview --newsletter ${newsletter ?? 'owner/name'} --period ${key}\n`;
}

/** The names in the root of a repository, then those in the folders in which the site of a project often is. */
function foldersOf(paths: readonly string[]): readonly (readonly string[])[] {
  const names = (folder: string) => [
    ...new Set(
      paths
        .filter((path) => path.startsWith(folder))
        .map((path) => path.slice(folder.length).split('/')[0] ?? ''),
    ),
  ];
  return [names(''), names('docs/'), names('website/')];
}

function filesOf({ config, template }: Proposal): readonly (readonly [path: string, text: string])[] {
  return [[CONFIG_PATH, config], ...(template === null ? [] : ([[TEMPLATE_PATH, template]] as const))];
}

function lastPeriod({ calendar }: Proposal, now: Date) {
  return calendar.shift(calendar.of(now), -1);
}

/** What a newsletter's repository on GitHub would have, and why. */
export interface RemoteProposal extends Proposal {
  readonly newsletter: Newsletter;
}

/** Looks at the newsletter's repository on GitHub. Writes nothing. Throws `ActionNeeded` where it has settings already. */
export async function proposeFor(
  client: Client,
  nameWithOwner: string,
  options: InitOptions,
  now: Date,
): Promise<RemoteProposal> {
  const newsletter = await readNewsletter(client, nameWithOwner);
  const paths = await readPaths(client, newsletter);
  const taken = [CONFIG_PATH, TEMPLATE_PATH].filter((path) => paths.includes(path));
  if (taken.length > 0)
    throw new ActionNeeded(`${taken.join(' and ')} is there already, and stays as it is.`);
  const editions = findEditions(paths);
  const proposal = proposeSettings(
    {
      newsletter: newsletter.nameWithOwner,
      organization: options.organization ?? null,
      name: options.name ?? null,
      site: newsletter.site,
      editions,
      texts: await readFiles(client, newsletter, (editions?.paths ?? []).slice(-LOOKED_AT)),
    },
    now,
  );
  return { ...proposal, newsletter };
}

/** The proposal as it is printed: each file below its name. */
export function printProposal(proposal: Proposal): string {
  return filesOf(proposal)
    .map(([path, text]) => `--- ${path}\n${text}`)
    .join('\n');
}

const BRANCH = 'this-month-bot-settings';

/**
 * Opens a pull request with the proposal, which shows the edition of the last period. Returns its address. Throws `ActionNeeded`
 * where its branch is there already.
 */
export async function openProposal(
  clients: Clients,
  proposal: RemoteProposal,
  now: Date,
  log: Log,
): Promise<string> {
  const { newsletter, config, template } = proposal;
  const { key, name } = lastPeriod(proposal, now);
  const { nameWithOwner: repositoryNameWithOwner } = newsletter;
  const request = { newsletter: repositoryNameWithOwner, organization: null, proposal: { config, template } };
  const edition = renderEdition(
    assembleEdition(await previewSources(clients.reader, request, key, now, log)),
  );
  let tip = await createBranch(clients, newsletter);
  for (const [path, text] of filesOf(proposal)) {
    const headline = `Add ${path}`;
    const place = { repositoryNameWithOwner, branchName: BRANCH, expectedHeadOid: tip };
    tip = await commitFile(clients.writer, COMMIT_DRAFT, { ...place, path, text, headline, body: '' });
  }
  const paragraphs = [
    `These settings let this-month-bot draft the newsletter. Each line of \`${CONFIG_PATH}\` says why it is there; change what you like.`,
    `With them, the edition of ${name} looks like this:`,
    codeBlock({ type: 'code', lang: 'markdown', value: edition.slice(0, LONGEST_PREVIEW) }),
    ...(edition.length > LONGEST_PREVIEW ? ['The rest of it does not fit in here.'] : []),
  ];
  const title = 'Let this-month-bot draft the newsletter';
  return (
    await openPullRequest(clients, newsletter, { branch: BRANCH, title, paragraphs, isReady: true }, log)
  ).url;
}

/** The commit that the branch begins with. */
async function createBranch(clients: Clients, newsletter: Newsletter): Promise<string> {
  try {
    return (await moveBranch(clients, newsletter, { branch: BRANCH, head: null, change: 'create' })).tip;
  } catch (error) {
    if (!isOutdated(error)) throw error;
    const message = `${newsletter.nameWithOwner} has a branch ${BRANCH} already. Delete it, and try again.`;
    throw new ActionNeeded(message, { cause: error });
  }
}

/** GitHub takes descriptions of 65,536 characters. */
const LONGEST_PREVIEW = 50_000;

/** A repository on GitHub, and the name that the clone has for it. */
interface Source {
  readonly nameWithOwner: string;
  readonly remote: string;
}

/**
 * The repository that the folder is a clone of. In a clone of a fork, `upstream` is what was forked (docs.github.com, "Fork a
 * repository").
 */
function sourceOf(folder: string): Source | null {
  for (const remote of ['upstream', 'origin']) {
    const address = git(folder, 'remote', 'get-url', remote).trim();
    const nameWithOwner = /[/:]([^/:]+\/[^/]+?)(?:\.git)?\/?$/.exec(address)?.[1] ?? '';
    if (isNameWithOwner(nameWithOwner)) return { nameWithOwner, remote };
  }
  return null;
}

/** What Git says; nothing where there is no repository, or no Git. */
function git(folder: string, ...words: readonly string[]): string {
  return spawnSync('git', words, { cwd: folder, encoding: 'utf8' }).stdout ?? '';
}

/** Whether the file was written: not over one that is there. */
function writeNew(path: string, text: string): boolean {
  mkdirSync(dirname(path), { recursive: true });
  try {
    writeFileSync(path, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
