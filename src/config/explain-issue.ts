import type { z } from 'zod';
import { findSetting, type KeyPath, lastKey, nearestSetting, parentKey, siblings } from './find-setting.js';
import { isRepositoryName } from './github-names.js';
import { describeValue, quote } from './quote.js';
import type { Setting } from './settings.js';

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

/** A line of YAML that is right at the place, or near it. */
export function exampleAt(path: KeyPath): string {
  return findSetting(path)?.example ?? 'group: crate';
}

function explainUnknown(path: KeyPath): Explanation {
  const nearest = nearestSetting(path);
  if (nearest === undefined) {
    const known = siblings(path).map((setting) => quote(lastKey(setting)));
    return {
      path,
      message: `unknown key; known are ${known.join(', ')}.`,
      example: exampleAt(path.slice(0, -1)),
    };
  }
  if (siblings(path).includes(nearest)) {
    return {
      path,
      message: `unknown key; did you mean ${quote(lastKey(nearest))}?`,
      example: nearest.example,
    };
  }
  const place = parentKey(nearest) === '' ? 'at the top of the file' : `under ${quote(parentKey(nearest))}`;
  const message = `unknown key here; ${quote(lastKey(nearest))} belongs ${place}.`;
  return { path, message, example: fullExample(nearest) };
}

/** The example within the maps that it belongs into: `hide: { bots: false }`. */
function fullExample(setting: Setting): string {
  return parentKey(setting)
    .split('.')
    .filter((key) => key !== '')
    .reduceRight((example, key) => `${key === '<name>' ? 'uefi-rs' : key}: { ${example} }`, setting.example);
}

function typeAt(path: KeyPath): string {
  const setting = findSetting(path);
  if (setting === undefined) return 'a map of settings';
  return typeof path.at(-1) === 'number' ? (setting.item ?? setting.type) : setting.type;
}

function nameProblem(name: string, earlier: readonly string[]): string | null {
  if (!isRepositoryName(name)) return 'is not the name of a repository; write "name" or "owner/name".';
  const same = earlier.find((other) => other.toLowerCase() === name.toLowerCase());
  return same === undefined ? null : `is the same repository as ${quote(same)}; keep one of them.`;
}

function mapAt(map: object, key: string): object {
  const value: unknown = Reflect.get(map, key);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}
