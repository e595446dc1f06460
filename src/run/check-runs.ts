import { readFile } from 'node:fs/promises';
import { problemText } from '../config/config-problems.js';
import {
  draftBranchOf,
  glanceAtConfig,
  type NewsletterConfig,
  parseConfig,
  type SettingsGlance,
} from '../config/newsletter-config.js';
import type { Client, Log } from '../github/connection/client.js';
import { explain, type SettingsMistake } from '../github/connection/errors.js';
import { CHECK_NAME } from '../github/draft/check-run.js';
import {
  changesFile,
  type OpenPullRequest,
  type OpenPullRequests,
  readOpenPullRequests,
  textAtHead,
} from '../github/draft/open-pull-requests.js';
import { CONFIG_PATH } from '../github/newsletter/read-newsletter.js';
import { type CheckReport, checkEdition, checkReport } from '../newsletter/checks/check-edition.js';
import type { RuleLevels } from '../newsletter/checks/rule.js';
import type { Draft } from '../newsletter/draft/draft.js';
import type { DraftPlan } from '../newsletter/draft/plan-draft.js';
import type { Edition } from '../newsletter/edition/edition.js';
import { changeOffered, outlineOffered } from '../newsletter/merge/ledger.js';
import {
  draftByPresentNames,
  editionsByPresentNames,
  withoutHiddenNames,
} from '../newsletter/merge/present-names.js';
import {
  type Misspellings,
  parseTyposFile,
  type Spelling,
  withAllowed,
} from '../newsletter/spelling/spelling.js';
import { templateProblem } from '../replies/problems.js';
import type { PeriodSources } from './read-sources.js';
import type { NewsletterContext, RunContext } from './run-context.js';
import type { Write } from './run-plan.js';

/** What is checked. */
export interface PlannedDraft {
  readonly edition: Edition;
  /** The edition as the bot renders it. */
  readonly fresh: string;
  readonly sources: Pick<PeriodSources, 'formerNames' | 'hidden'>;
  readonly plan: Pick<DraftPlan, 'document' | 'withoutSection'>;
  readonly spelling: Spelling | null;
  /** The pull request's body as it will be. */
  readonly body: string;
}

/** Checks the draft as it will be after the run. */
export function checkDraft(
  { published, config }: NewsletterContext,
  { base }: Draft,
  { edition, fresh, sources, plan, spelling, body }: PlannedDraft,
): CheckReport {
  const { formerNames, hidden } = sources;
  const { document, withoutSection } = plan;
  const findings = checkEdition({
    document,
    edition,
    fresh,
    earlier: editionsByPresentNames(published.editions, formerNames),
    base:
      base === null
        ? null
        : outlineOffered(changeOffered(base, (offered) => draftByPresentNames(offered, formerNames))),
    withoutSection,
    body,
    levels: levelsIn(config.check),
    spelling,
  });
  const shown = findings.map((finding) => ({
    ...finding,
    message: withoutHiddenNames(finding.message, hidden),
  }));
  return checkReport(document, shown);
}

/** What the settings say of rules, by their keys. */
function levelsIn({ allowedWords: _, typos, ...levels }: NewsletterConfig['check']): RuleLevels {
  return { ...levels, typos: typeof typos === 'boolean' ? (typos ? null : 'off') : typos };
}

/** What is known of spelling; `null`: the settings do not want it checked. */
export async function readSpelling({
  newsletter,
  config: { check },
}: NewsletterContext): Promise<Spelling | null> {
  if (levelsIn(check).typos === 'off') return null;
  const misspellings = await knownMisspellings();
  return { misspellings, own: withAllowed(parseTyposFile(newsletter.typos), check.allowedWords) };
}

/** The check run beside that of the edition, where a draft itself changes the settings. */
const SETTINGS_CHECK_NAME = `${CHECK_NAME} settings`;

/**
 * The check runs of a run that went well. Never throws: the draft does not depend on them. `draftHead`: the draft's tip, which
 * the run may move.
 */
export async function readSettingsChecks(
  { clients, newsletter, config, log }: RunContext,
  draftHead: string | null,
  readsTitles: boolean,
): Promise<readonly Write[]> {
  const { template } = config;
  try {
    const open = await readOpenPullRequests(clients.reader, newsletter.nameWithOwner, template);
    return await checkSettings(clients.reader, open, { template, draftHead, readsTitles }, log);
  } catch (error) {
    log.warn(`The bot could not check the pull requests that change the settings. ${explain(error)}`);
    return [];
  }
}

/** What is known of the newsletter beside its open pull requests. */
export interface SettingsSurroundings {
  /** Path of the present template; `null`: none is known. */
  readonly template: string | null;
  readonly draftHead: string | null;
  /** Whether the bot may read the titles of pages here. */
  readonly readsTitles: boolean;
}

/**
 * The check runs that show on each open pull request which changes the settings file, or the template, whether the bot can
 * work with it: before it is merged. Never throws.
 */
export async function checkSettings(
  client: Client,
  open: OpenPullRequests,
  surroundings: SettingsSurroundings,
  log: Log,
): Promise<readonly Write[]> {
  const writes: Write[] = [];
  for (const pullRequest of open.pullRequests.filter(({ mayChangeSettings }) => mayChangeSettings)) {
    const whenRefused = `The bot could not check the settings of ${pullRequest.url}.`;
    try {
      const report = await reportOn(client, open, pullRequest, surroundings);
      if (report === null) continue;
      const oid = pullRequest.headRefOid;
      const on = {
        kind: 'commit',
        nameWithOwner: open.nameWithOwner,
        oid,
        path: CONFIG_PATH,
        name: isDraft(pullRequest, open) ? SETTINGS_CHECK_NAME : CHECK_NAME,
        isApp: open.isApp,
        isDraft: oid === surroundings.draftHead,
      } as const;
      writes.push({ kind: 'check run', importance: 'best effort', on, report, again: false, whenRefused });
    } catch (error) {
      log.warn(`${whenRefused} ${explain(error)}`);
    }
  }
  return writes;
}

/** `null`: the pull request changes neither the settings nor the template. */
async function reportOn(
  client: Client,
  open: OpenPullRequests,
  pullRequest: OpenPullRequest,
  { template, readsTitles }: SettingsSurroundings,
): Promise<CheckReport | null> {
  const settings = readSettings(pullRequest, open);
  const paths = [CONFIG_PATH, template, settings.template].filter((path) => path !== null);
  if (!(await changesFile(client, open, pullRequest, paths))) return null;
  const frame =
    settings.template === null
      ? null
      : await textAtHead(client, open.nameWithOwner, pullRequest, settings.template);
  const lost = templateMistakes(settings, frame);
  const hints = settings.asksForTitles && !readsTitles ? [noTitles(settings.lineOf('fetchTitles') ?? 1)] : [];
  return settingsReport([...settings.mistakes, ...lost], hints);
}

/** What is wrong with the template at the pull request's head. `text`: `null` where there is none. */
function templateMistakes(
  { template, lineOf }: ReadSettings,
  text: string | null,
): readonly SettingsMistake[] {
  if (template === null) return [];
  const message =
    text === null
      ? `There is no file ${template}. Add it, or remove the setting "template".`
      : templateProblem(template, text);
  return message === null ? [] : [{ line: lineOf('template') ?? 1, message }];
}

/** The settings at a pull request's head. */
interface ReadSettings extends Pick<SettingsGlance, 'lineOf'> {
  readonly mistakes: readonly SettingsMistake[];
  /** The template's path; `null`: there is none, or the settings cannot be read. */
  readonly template: string | null;
  /** Whether they ask for the titles of pages. */
  readonly asksForTitles: boolean;
}

function readSettings({ config }: OpenPullRequest, open: OpenPullRequests): ReadSettings {
  const glance = glanceAtConfig(config?.text ?? null);
  const { lineOf } = glance;
  if (config !== null && config.text === null) {
    const message = 'The file is not a text file. Write it as YAML in UTF-8.';
    return { lineOf, template: null, asksForTitles: false, mistakes: [{ line: 1, message }] };
  }
  const parsed = parseConfig(config?.text ?? null, open.nameWithOwner);
  if (parsed.kind === 'invalid') {
    const mistakes = parsed.problems.map((each) => ({ line: each.line, message: problemText(each) }));
    return { lineOf, template: null, asksForTitles: false, mistakes };
  }
  const { branch, template, fetchTitles: asksForTitles } = parsed.config;
  const read = { lineOf, template, asksForTitles };
  if (branch !== open.defaultBranch.name) return { ...read, mistakes: [] };
  const message = `branch: ${branch} is the default branch; a draft needs another one.`;
  return { ...read, mistakes: [{ line: lineOf('branch') ?? 1, message }] };
}

/** The edition's check run stands on the same commit then. */
function isDraft(
  { isCrossRepository, isOwn, headRefName }: OpenPullRequest,
  { config }: OpenPullRequests,
): boolean {
  return !isCrossRepository && (isOwn || headRefName === draftBranchOf(config));
}

function noTitles(line: number): SettingsMistake {
  const message =
    'This server does not read pages for their titles, so links without a title show their address. The operator may allow it with FETCH_TITLES=true.';
  return { line, message };
}

/** `hints`: what is no mistake, and has no effect here. */
function settingsReport(
  mistakes: readonly SettingsMistake[],
  hints: readonly SettingsMistake[],
): CheckReport {
  const count = mistakes.length;
  const notices = hints.map((hint) => ({ ...hint, level: 'notice', title: 'Settings' }) as const);
  if (count === 0) {
    return {
      conclusion: 'success',
      title: 'The settings are valid',
      summary: 'The bot can work with them once this is merged.',
      annotations: notices,
    };
  }
  return {
    conclusion: 'failure',
    title: `The settings have ${count === 1 ? 'a mistake' : `${count} mistakes`}`,
    summary: `Once this is merged, the bot stops until ${CONFIG_PATH} is mended.`,
    annotations: [
      ...mistakes.map((mistake) => ({ ...mistake, level: 'failure', title: 'Settings' }) as const),
      ...notices,
    ],
  };
}

/** Holds the words of the typos tool, with those of Wikipedia. */
const PACKAGE = '@cspell/dict-en-common-misspellings';

/** What of the package's files matters here. */
interface Extension {
  readonly import: readonly string[];
}

interface Dictionaries {
  readonly dictionaryDefinitions: readonly {
    readonly flagWords?: readonly string[];
    readonly suggestWords?: readonly string[];
  }[];
}

let known: Promise<Misspellings> | null = null;

/** The known misspellings of English words, whether British or American; read from the disk when first asked for. */
export function knownMisspellings(): Promise<Misspellings> {
  known ??= readMisspellings();
  return known;
}

async function readMisspellings(): Promise<Misspellings> {
  const extension = new URL(import.meta.resolve(PACKAGE));
  const { import: files } = await readJson<Extension>(extension);
  const misspellings = new Map<string, string>();
  for (const file of files) {
    const { dictionaryDefinitions } = await readJson<Dictionaries>(new URL(file, extension));
    for (const { flagWords = [], suggestWords = [] } of dictionaryDefinitions) {
      for (const entry of [...flagWords, ...suggestWords]) {
        const [word = '', corrections = ''] = entry.split('->');
        misspellings.set(word.toLowerCase(), corrections);
      }
    }
  }
  return misspellings;
}

async function readJson<Content>(url: URL): Promise<Content> {
  return JSON.parse(await readFile(url, 'utf8'));
}
