import type { z } from 'zod';
import type { NamedRepository } from '../newsletter/activity/activity.js';
import { isLogin, isOwnedBy, isSameName, NameSet, nameKey } from '../newsletter/activity/names.js';
import { type FormerNames, NO_FORMER_NAMES } from '../newsletter/activity/repository.js';
import { glob, isGlob } from '../newsletter/activity/text-pattern.js';
import {
  ENGLISH_PHRASES,
  isEnglish,
  PHRASE_NAMES,
  type PhraseName,
} from '../newsletter/document/language.js';
import type { EditionSettings, RepositorySettings } from '../newsletter/house-style/edition-settings.js';
import {
  type ConfigProblem,
  type Explanation,
  exampleAt,
  explainEditionPlaces,
  explainIssue,
  explainRepositoryNames,
} from './config-problems.js';
import { fileSchema, repositorySchema } from './settings.js';
import { branchProblem } from './value-problems.js';
import { type KeyPath, quote, readYaml, type YamlProblem } from './yaml-file.js';

/** The settings of `newsletter.yml`, with the defaults applied. Names of people and repositories are as they were written. */
export interface NewsletterConfig extends Readonly<Omit<z.output<typeof fileSchema>, 'organization'>> {
  /** `nameWithOwner` of the newsletter's own repository. */
  readonly newsletter: string;
  /** Login of the organization whose repositories are collected. */
  readonly organization: string;
}

/** What is particular to one repository; `null`: nothing is. */
export type RepositoryConfig = z.output<typeof repositorySchema>;

/** The settings of a newsletter without a `newsletter.yml`. `newsletter` is the `nameWithOwner` of its repository. */
export function defaultConfig(newsletter: string): NewsletterConfig {
  return configOf(fileSchema.parse({}), newsletter);
}

/** The settings of a file for the newsletter in this repository. */
export function configOf(file: z.output<typeof fileSchema>, newsletter: string): NewsletterConfig {
  const [owner = newsletter] = newsletter.split('/');
  return { ...file, newsletter, organization: file.organization ?? owner };
}

/**
 * The settings as an edition reads them: under their own keys, but for those of a repository, which are looked up. What is
 * set for a former name goes for the present one.
 */
export function editionSettings(
  config: NewsletterConfig,
  formerNames: FormerNames = NO_FORMER_NAMES,
): EditionSettings {
  const excludedByName = namesExcluded(config);
  const excluded = isExcludedIn(config, excludedByName);
  const known = new Map<string, RepositorySettings>();
  const settingsOf = (nameWithOwner: string): RepositorySettings => {
    const former = [...formerNames].flatMap(([name, present]) =>
      present.nameWithOwner === nameWithOwner ? [name] : [],
    );
    const own = repositoryConfig(config, nameWithOwner, former);
    return {
      ...own,
      group: own.group ?? config.group,
      groupWithin: own.groupWithin ?? config.groupWithin,
      labels: own.labels ?? config.labels,
      directCommits: own.directCommits ?? config.directCommits,
      hide: own.hide ?? former.some((name) => excludedByName.has(name)),
    };
  };
  const { format, groupWithin } = config;
  return {
    ...config,
    // A group of each person's entries names the person.
    format: { ...format, credit: format.credit ?? (groupWithin === 'person' ? 'entry' : null) },
    excluded,
    repository(nameWithOwner) {
      const settings = known.get(nameWithOwner) ?? settingsOf(nameWithOwner);
      known.set(nameWithOwner, settings);
      return settings;
    },
  };
}

/**
 * The settings of a repository, whichever way the file names it; letter case does not matter, as on GitHub. The full
 * name goes before the bare one, and both before the names that it had before. Empty when the file has none.
 */
export function repositoryConfig(
  config: NewsletterConfig,
  nameWithOwner: string,
  formerNames: readonly string[] = [],
): RepositoryConfig {
  const names = [nameWithOwner, ...formerNames].flatMap((full) => [full, full.split('/')[1] ?? full]);
  return (
    names.map((name) => find(config, name)).find((found) => found !== undefined) ??
    repositorySchema.parse(null)
  );
}

/**
 * The repositories that are never collected: those that `exclude` names and, where `include` names some, all others of the
 * organization. The newsletter's own is one of them, unless `include` has its name.
 */
export function excludedRepositories(config: NewsletterConfig): Pick<NameSet, 'has'> {
  return isExcludedIn(config, namesExcluded(config));
}

function isExcludedIn(
  { newsletter, organization, include }: NewsletterConfig,
  excluded: Pick<NameSet, 'has'>,
): Pick<NameSet, 'has'> {
  if (include.length === 0) return excluded;
  const included = repositoryNames(include, organization);
  const isIncluded = (name: string) => {
    if (isSameName(newsletter, name)) return included.names.has(name);
    return !isOwnedBy(name, organization) || included.has(name);
  };
  return { has: (name) => excluded.has(name) || !isIncluded(name) };
}

/** What `exclude` names and, where `include` names nothing, the newsletter's own repository. */
function namesExcluded({ newsletter, organization, include, exclude }: NewsletterConfig) {
  return repositoryNames(include.length === 0 ? [...exclude, newsletter] : exclude, organization);
}

/** Repositories by their names, and by patterns such as `acme-*`. */
function repositoryNames(written: readonly string[], organization: string) {
  const full = written.map((name) => inOrganization(name, organization));
  const globs = full.filter(isGlob);
  const patterns = globs.map((pattern) => glob(nameKey(pattern)));
  const names = new NameSet(full.filter((name) => !globs.includes(name)));
  const has = (name: string) => names.has(name) || patterns.some(({ matches }) => matches(nameKey(name)));
  return { names, has };
}

/** The repositories that the settings ask for by name, as `owner/name`: they are collected though they are forks. */
export function repositoriesAskedFor({
  watch,
  include,
  repositories,
  organization,
}: NewsletterConfig): readonly string[] {
  const set = Object.entries(repositories).flatMap(([name, { hide }]) => (hide === true ? [] : [name]));
  const own = [...include.filter((written) => !isGlob(written)), ...set]
    .map((written) => inOrganization(written, organization))
    .filter((name) => isOwnedBy(name, organization));
  return [...watch, ...own];
}

/** What `include` and `exclude` name, without patterns, and without what is excluded by default. */
export function collectionNames(config: NewsletterConfig): readonly NamedRepository[] {
  const byDefault = defaultConfig(config.newsletter).exclude;
  const namesIn = (setting: 'include' | 'exclude') =>
    config[setting].flatMap((written, index) => {
      const isDefault = setting === 'exclude' && byDefault.includes(written);
      const name = inOrganization(written, config.organization);
      return isGlob(written) || isDefault ? [] : [{ setting, place: index + 1, name }];
    });
  return [...namesIn('include'), ...namesIn('exclude')];
}

/**
 * The repositories that the editors' settings are about, as `owner/name`; not those that are excluded by default.
 * `collection`: what `include` and `exclude` name.
 */
export function repositoriesSet(
  { organization, repositories }: NewsletterConfig,
  collection: readonly NamedRepository[],
): readonly string[] {
  const named = Object.keys(repositories).map((name) => inOrganization(name, organization));
  return [...named, ...collection.map(({ name }) => name)];
}

/** The phrases that an edition may need and that stay in English, each with its text; none where the edition is in English. */
export function englishPhrases(config: NewsletterConfig): readonly (readonly [PhraseName, string])[] {
  const { language, phrases, period, template, format } = config;
  if (isEnglish({ tag: language })) return [];
  const unneeded = new Set<PhraseName>([
    ...PERIOD_PHRASES.filter((name) => name !== period),
    ...(template === null ? [] : FRAME_PHRASES),
    ...(format.section === null ? [] : (['lead', 'leadOne', 'maintainedBy'] as const)),
  ]);
  return PHRASE_NAMES.filter((name) => phrases[name] === undefined && !unneeded.has(name)).map((name) => [
    name,
    ENGLISH_PHRASES[name].replace('{kind}', period),
  ]);
}

const PERIOD_PHRASES = ['week', 'fortnight', 'quarter'] as const;
/** Of the first edition without a template. */
const FRAME_PHRASES = ['welcome', 'projects', 'aboutProjects'] as const;

/** The logins that the settings name, each place in turn. */
export function peopleSet({
  credit,
  hide,
  bots,
  people,
  call,
  repositories,
}: NewsletterConfig): readonly string[] {
  const maintainers = Object.values(repositories).flatMap((repository) => repository.maintainers ?? []);
  return [
    ...credit.optOut,
    ...maintainers,
    ...hide.authors,
    ...bots,
    ...people,
    ...call.mention.filter(isLogin),
  ];
}

/** The settings with other logins; `null` takes one out. */
export function withPeople(
  config: NewsletterConfig,
  loginFor: (login: string) => string | null,
): NewsletterConfig {
  const { credit, hide, bots, people, call, repositories } = config;
  const changed = (logins: readonly string[]) => logins.flatMap((login) => loginFor(login) ?? []);
  return {
    ...config,
    credit: { ...credit, optOut: changed(credit.optOut) },
    hide: { ...hide, authors: changed(hide.authors) },
    bots: changed(bots),
    people: changed(people),
    call: { ...call, mention: call.mention.flatMap((name) => (isLogin(name) ? changed([name]) : [name])) },
    repositories: Object.fromEntries(
      Object.entries(repositories).map(([name, { maintainers, ...repository }]) => [
        name,
        { ...repository, maintainers: maintainers === null ? null : changed(maintainers) },
      ]),
    ),
  };
}

function inOrganization(name: string, organization: string): string {
  return name.includes('/') ? name : `${organization}/${name}`;
}

function find({ repositories }: NewsletterConfig, name: string): RepositoryConfig | undefined {
  const entry = Object.entries(repositories).find(([key]) => isSameName(key, name));
  return entry?.[1];
}

/** The settings of a newsletter, or everything that is wrong with its file, from top to bottom. */
export type ParsedConfig =
  | { readonly kind: 'valid'; readonly config: NewsletterConfig }
  | { readonly kind: 'invalid'; readonly problems: readonly ConfigProblem[] };

/**
 * Reads the text of a `newsletter.yml`; null: there is none. `newsletter` is the `nameWithOwner` of the newsletter's
 * repository. Never throws, whatever the text.
 */
export function parseConfig(text: string | null, newsletter: string): ParsedConfig {
  if (text === null) return { kind: 'valid', config: defaultConfig(newsletter) };
  const file = readYaml(text);
  const mistakes = file.problems.map(toConfigProblem);
  if (file.kind === 'unreadable') return { kind: 'invalid', problems: mistakes };

  const value = file.value ?? {};
  const checked = fileSchema.safeParse(value, { reportInput: true });
  const issues = checked.error?.issues ?? [];
  const explanations = oneForEachPath([
    ...explainRepositoryNames(value),
    ...issues.flatMap(explainIssue),
    ...(checked.success ? explainEditionPlaces(checked.data) : []),
  ]);
  const problems = explanations.map((explanation) => ({
    ...explanation,
    path: pathText(explanation.path),
    line: file.lineOf(explanation.path),
  }));
  if (checked.success && problems.length + mistakes.length === 0) {
    return { kind: 'valid', config: configOf(checked.data, newsletter) };
  }
  return { kind: 'invalid', problems: [...mistakes, ...problems].sort((a, b) => a.line - b.line) };
}

/** What is known of a file whether it is valid or not. */
export interface SettingsGlance {
  /** The draft branch that it names; `null`: none that could be one. */
  readonly branch: string | null;
  /** Whether people may ask the bot for something. */
  readonly notes: boolean;
  /** The line of a setting at the top of the file; `null` where it is not set. */
  lineOf(setting: string): number | null;
}

/** The draft branch, where the file has mistakes too: what it names, else the usual one. */
export function draftBranchOf(text: string | null): string {
  return glanceAtConfig(text).branch ?? defaultConfig('').branch;
}

/** Looks at the text of a `newsletter.yml` that may have mistakes. Never throws. */
export function glanceAtConfig(text: string | null): SettingsGlance {
  const file = readYaml(text ?? '');
  if (file.kind === 'unreadable') return { branch: null, notes: true, lineOf: () => null };
  const values = new Map(Object.entries(Object(file.value)));
  const branch = values.get('branch');
  return {
    branch: typeof branch === 'string' && branchProblem(branch) === null ? branch : null,
    notes: values.get('notes') !== false,
    lineOf: (setting) => (values.has(setting) ? file.lineOf([setting]) : null),
  };
}

function toConfigProblem({ path, near, line, message }: YamlProblem): ConfigProblem {
  return { path: pathText(path), line, message, example: exampleAt(near) };
}

/** The first one says what is wrong; the others follow from it. */
function oneForEachPath(explanations: readonly Explanation[]): readonly Explanation[] {
  const byPath = new Map<string, Explanation>();
  for (const explanation of explanations) {
    const key = pathText(explanation.path);
    if (!byPath.has(key)) byPath.set(key, explanation);
  }
  return [...byPath.values()];
}

/** `repositories.uefi-rs.maintainers[0]`; keys that are not plain words stand in quotes. */
function pathText(path: KeyPath): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    const name = /^[\w./-]{1,100}$/u.test(String(key)) ? String(key) : quote(String(key));
    return text === '' ? name : `${text}.${name}`;
  }, '');
}
