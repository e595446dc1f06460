import { distance } from 'fastest-levenshtein';
import { type Setting, settings } from './settings.js';

/** Keys of a parsed file from its root, with numbers for the elements of lists. */
export type KeyPath = readonly PropertyKey[];

/** What the reference says about the place; undefined for the file as a whole and for unknown keys. */
export function findSetting(path: KeyPath): Setting | undefined {
  const key = settingKey(path);
  return settings.find((setting) => setting.key === key);
}

/** The known setting that an unknown key most likely means: the nearest beside it, or one of its name elsewhere. */
export function nearestSetting(path: KeyPath): Setting | undefined {
  const written = plain(String(path.at(-1)));
  const nearest = siblings(path)
    .map((setting) => ({ setting, edits: distance(written, plain(lastKey(setting))) }))
    .toSorted((a, b) => a.edits - b.edits)[0];
  if (nearest !== undefined && nearest.edits <= Math.max(1, written.length / 3)) return nearest.setting;
  return settings.find((setting) => [plain(lastKey(setting)), plain(setting.key)].includes(written));
}

/** The key that holds the setting: `hide` of `hide.bots`; empty at the top of the file. */
export function parentKey({ key }: Setting): string {
  return key.slice(0, Math.max(0, key.lastIndexOf('.')));
}

/** The settings that may stand where `path` does. */
export function siblings(path: KeyPath): readonly Setting[] {
  const parent = settingKey(path.slice(0, -1));
  return settings.filter((setting) => parentKey(setting) === parent);
}

/** `group` of `repositories.<name>.group` */
export function lastKey({ key }: Setting): string {
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
