import {
  type ConfigProblem,
  type Explanation,
  exampleAt,
  explainEditionPlaces,
  explainIssue,
  explainRepositoryNames,
} from './config-problems.js';
import { configOf, defaultConfig, type NewsletterConfig } from './newsletter-config.js';
import { fileSchema } from './settings.js';
import { branchProblem } from './value-kinds.js';
import { type KeyPath, quote, readYaml, type YamlProblem } from './yaml-file.js';

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

function toConfigProblem({ path, line, message }: YamlProblem): ConfigProblem {
  return { path: pathText(path), line, message, example: exampleAt(path) };
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
