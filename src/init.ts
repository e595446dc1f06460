import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { isNameWithOwner } from './config/github-names.js';
import { ActionNeeded } from './github/connection/errors.js';
import { CONFIG_PATH } from './github/newsletter/read-newsletter.js';
import { MONTHS } from './newsletter/activity/period.js';
import { HOUSE_FORM } from './newsletter/document/form.js';
import { usualFile } from './newsletter/document/site.js';
import { firstSkeleton } from './newsletter/edition/skeleton.js';

const TEMPLATE_PATH = '.github/newsletter-template.md';

const NO_ORGANIZATION =
  'This folder does not tell whose newsletter it is: no remote "upstream" or "origin" leads to a repository owner/name. Add --organization, for example --organization rust-osdev.';

/** What is to be otherwise than the folder tells. */
export interface InitOptions {
  readonly organization?: string;
  readonly name?: string;
}

/**
 * Writes a first `newsletter.yml` into a clone of the newsletter's repository and, where there are no editions to learn
 * from, a template. Never writes over a file that is there. Returns what to say. Throws `ActionNeeded` when the folder does
 * not tell whose newsletter it is.
 */
export function init(folder: string, options: InitOptions, now: Date): string {
  if (existsSync(join(folder, CONFIG_PATH))) return `${CONFIG_PATH} is there already, and stays as it is.\n`;
  const source = sourceOf(folder);
  const newsletter = source?.nameWithOwner;
  const organization = options.organization ?? newsletter?.split('/')[0];
  if (organization === undefined) throw new ActionNeeded(NO_ORGANIZATION);
  const file = editionFileAmong(git(folder, 'ls-files').split('\n'));
  const name = options.name ?? `This Month at ${organization}`;
  const template = file === null ? { [TEMPLATE_PATH]: templateFor(name, organization, now) } : {};
  const config =
    file === null ? { organization, name, template: TEMPLATE_PATH } : { organization, ...options, file };
  const written = Object.entries({ [CONFIG_PATH]: configText(config), ...template })
    .filter(([path, text]) => writeNew(join(folder, path), text))
    .map(([path]) => `Wrote ${path}.\n`);
  const { key } = MONTHS.shift(MONTHS.of(now), -1);
  const guess =
    source === null || options.organization !== undefined
      ? ''
      : `The organization is ${organization}, the owner of the remote "${source.remote}". If that is a fork, write the organization of the newsletter instead.\n`;
  return `${written.join('')}${guess}Commit and push what you keep of it. To see an edition: this-month-bot preview --newsletter ${newsletter ?? 'owner/name'} --period ${key}\n`;
}

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

/**
 * Where the editions are, by the Markdown files with a month in their path, such as `news/{month}.md`: the form that most
 * of them have, if it is not just one. `null`: there are no editions.
 */
function editionFileAmong(paths: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const path of paths.filter((candidate) => candidate.endsWith('.md'))) {
    const file = path.replace(/(?<![\d-])\d{4}-(?:0[1-9]|1[0-2])(?![\d-])/, '{month}');
    if (file !== path) counts.set(file, (counts.get(file) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([, left], [, right]) => right - left);
  const known = usualFile('zola');
  return most !== undefined && (most[1] > 1 || most[0] === known) ? most[0] : null;
}

function configText(config: Readonly<Record<string, string>>): string {
  return `# The settings of the newsletter. docs/configuration.md of this-month-bot explains all keys; each may be left out.
# To see every mistake at once: this-month-bot check-config ${CONFIG_PATH}
${stringify(config)}
# Repositories that are never collected:
# exclude: [about]
# Public repositories of others, which get a section when something was merged there:
# watch: [owner/name]
# Where an edition is announced once it is published:
# announce: { issue: 1 }
`;
}

/** The frame that an organization's first edition has without a template, for people to change. */
function templateFor(name: string, organization: string, now: Date): string {
  const period = MONTHS.of(now);
  const { frontMatter, opening, parts } = firstSkeleton(HOUSE_FORM, name, organization, period);
  const texts = parts.map(({ heading, body, isProjects }) =>
    [heading, body, ...(isProjects ? ['{sections}'] : [])].join('\n\n'),
  );
  return `${[frontMatter, opening, ...texts].join('\n\n')}\n`
    .replaceAll(period.name, '{month}')
    .replaceAll(period.plannedDay, '{date}');
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
