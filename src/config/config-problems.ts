import { distance } from 'fastest-levenshtein';
import type { z } from 'zod';
import { whyAmbiguous } from '../newsletter/activity/edition-files.js';
import { isRepositoryName, isSameName } from '../newsletter/activity/names.js';
import { PHRASE_NAMES } from '../newsletter/document/language.js';
import type { Setting } from './setting.js';
import { type fileSchema, settings } from './settings.js';
import { describeValue, type KeyPath, quote } from './yaml-file.js';

/** One mistake in a `newsletter.yml`. The texts are printable: what comes from the file is escaped and cut. */
export interface ConfigProblem {
  /** Where, as `repositories.uefi-rs.group` or `hide.titles[0]`; empty for the file as a whole. */
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  /** One sentence. */
  readonly message: string;
  /** One line of YAML that is right at this place. */
  readonly example: string;
}

/** The problems for people, one a line: `newsletter.yml:12: hide.bots: must be … For example: bots: true`. */
export function formatProblems(problems: readonly ConfigProblem[], file: string): string {
  return problems.map((problem) => formatProblem(problem, file)).join('\n');
}

function formatProblem(problem: ConfigProblem, file: string): string {
  return `${file}:${problem.line}: ${problemText(problem)}`;
}

/** The problem without its line: `hide.bots: must be … For example: bots: true`. */
export function problemText({ path, message, example }: Omit<ConfigProblem, 'line'>): string {
  return `${path === '' ? '' : `${path}: `}${message} For example: ${example}`;
}

/** What is wrong at a place of a file. */
export interface Explanation {
  readonly path: KeyPath;
  readonly message: string;
  readonly example: string;
}

/** An issue of the schema in a person's words, one for each unknown key. */
export function explainIssue(issue: z.core.$ZodIssue): readonly Explanation[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => explainUnknown([...issue.path, key]));
  const ownSentence = issue.code === 'custom' && issue.params?.sentence === true;
  const message = ownSentence
    ? issue.message
    : `must be ${typeAt(issue.path)}, not ${describeValue(issue.input)}.`;
  return [{ path: issue.path, message, example: exampleAt(issue.path) }];
}

/** The keys of `repositories` that name no repository, or one that another key names already. */
export function explainRepositoryNames(file: unknown): readonly Explanation[] {
  const names = Object.keys(mapAt(mapAt({ file }, 'file'), 'repositories'));
  return names.flatMap((name, index) => {
    const message = nameProblem(name, names.slice(0, index));
    const path = ['repositories', name];
    return message === null ? [] : [{ path, message, example: exampleAt(path) }];
  });
}

/** Why the path or the address of the editions cannot tell them apart, where each value is right by itself. */
export function explainEditionPlaces({
  file,
  period,
  announce,
}: Pick<z.output<typeof fileSchema>, 'file' | 'period' | 'announce'>): readonly Explanation[] {
  const places = [
    { path: ['file'], place: file },
    { path: ['announce', 'address'], place: announce.address },
  ];
  return places.flatMap(({ path, place }) => {
    const message = place === null ? null : whyAmbiguous(place, period);
    return message === null ? [] : [{ path, message, example: exampleAt(path) }];
  });
}

/** A line of YAML that is right at the place, or at the nearest setting above it; at the top of the file, any. */
export function exampleAt(path: KeyPath): string {
  if (path.length === 0) return 'name: This Month in Rust OSDev';
  return findSetting(path)?.example ?? exampleAt(path.slice(0, -1));
}

function explainUnknown(path: KeyPath): Explanation {
  const [beside, written] = [keysBeside(path), String(path.at(-1))];
  const parent = path.slice(0, -1);
  const [nearest] = byLikeness(written, beside);
  if (nearest !== undefined && isLikely(written, nearest)) {
    const message = `unknown key; did you mean ${quote(nearest)}?`;
    return { path, message, example: exampleAt([...parent, nearest]) };
  }
  const setting = settingElsewhere(written);
  if (setting === undefined) {
    return { path, message: `unknown key; ${whatIsKnown(written, beside)}.`, example: exampleAt(parent) };
  }
  const place = parentKey(setting) === '' ? 'at the top of the file' : `under ${quote(parentKey(setting))}`;
  const message = `unknown key here; ${quote(lastKey(setting))} belongs ${place}.`;
  return { path, message, example: fullExample(setting) };
}

/** More keys than these are not read in a sentence. */
const MOST_KEYS = 10;

/** Of many keys, so many are named that look most like the unknown one. */
const NEAREST_KEYS = 3;

/** The keys that there are, or those of them that look most like what was written. */
function whatIsKnown(written: string, keys: readonly string[]): string {
  const list = (names: readonly string[]) => names.map(quote).join(', ');
  if (keys.length <= MOST_KEYS) return `known are ${list(keys)}`;
  const nearest = byLikeness(written, keys).slice(0, NEAREST_KEYS);
  return `the nearest are ${list(nearest)}. docs/configuration.md of this-month-bot lists all`;
}

/** The keys, those first that look most like what was written. */
function byLikeness(written: string, keys: readonly string[]): readonly string[] {
  const unlikeness = (key: string) =>
    edits(written, key) / Math.max(plain(written).length, plain(key).length);
  return keys.toSorted((a, b) => unlikeness(a) - unlikeness(b));
}

function isLikely(written: string, key: string): boolean {
  return edits(written, key) <= Math.max(1, plain(written).length / 3);
}

function edits(written: string, key: string): number {
  return distance(plain(written), plain(key));
}

/** The example within the maps that it belongs into: `hide: { bots: false }`. */
function fullExample(setting: Setting): string {
  return parentKey(setting)
    .split('.')
    .filter((key) => key !== '')
    .reduceRight((example, key) => `${key === '<name>' ? 'uefi-rs' : key}: { ${example} }`, setting.example);
}

function typeAt(path: KeyPath): string {
  if (path.length === 0) return 'settings, each as "key: value"';
  const setting = findSetting(path);
  if (setting === undefined) return findSetting(path.slice(0, -1))?.item ?? 'a map of settings';
  return typeof path.at(-1) === 'number' ? (setting.item ?? setting.type) : setting.type;
}

function nameProblem(name: string, earlier: readonly string[]): string | null {
  if (!isRepositoryName(name)) return 'is not the name of a repository; write "name" or "owner/name".';
  const same = earlier.find((other) => isSameName(other, name));
  return same === undefined ? null : `is the same repository as ${quote(same)}; keep one of them.`;
}

function mapAt(map: object, key: string): object {
  const value: unknown = Reflect.get(map, key);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

/** What the reference says about the place; undefined for the file as a whole and for unknown keys. */
function findSetting(path: KeyPath): Setting | undefined {
  const key = settingKey(path);
  return settings.find((setting) => setting.key === key);
}

/** The setting of that name, wherever it belongs. */
function settingElsewhere(written: string): Setting | undefined {
  return settings.find((each) => [plain(lastKey(each)), plain(each.key)].includes(plain(written)));
}

/** The key that holds the setting: `hide` of `hide.bots`; empty at the top of the file. */
function parentKey({ key }: Setting): string {
  return key.slice(0, Math.max(0, key.lastIndexOf('.')));
}

/** The keys that may stand where `path` does. */
function keysBeside(path: KeyPath): readonly string[] {
  const parent = settingKey(path.slice(0, -1));
  if (parent === 'phrases') return PHRASE_NAMES;
  return settings.filter((setting) => parentKey(setting) === parent).map(lastKey);
}

/** `group` of `repositories.<name>.group` */
function lastKey({ key }: Setting): string {
  return key.slice(key.lastIndexOf('.') + 1);
}

function settingKey(path: KeyPath): string {
  return path
    .filter((key) => typeof key !== 'number')
    .map((key, index, keys) => (index === 1 && keys[0] === 'repositories' ? '<name>' : String(key)))
    .join('.');
}

function plain(key: string): string {
  return key.toLowerCase().replace(/[\s_-]/gu, '');
}
