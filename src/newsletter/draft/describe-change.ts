import type { FormerNames } from '../activity/repository.js';
import { parseEdition } from '../merge/edition-text.js';

/** Entries that a sentence names before it only counts them. */
const NAMED = 8;

/**
 * What distinguishes two versions of an edition, in a sentence or two for a commit's message. Pull requests are named
 * without the sign that would have GitHub mention the commit on each of them.
 */
export function describeChange(before: string, after: string): string {
  const [old, now] = [entriesOf(before), entriesOf(after)];
  const added = [...now].filter((key) => !old.has(key));
  const removed = [...old].filter((key) => !now.has(key));
  const sentences = [listed('Adds', added), listed('Removes', removed)].filter((sentence) => sentence !== '');
  return sentences.length === 0 ? 'Changes words.' : sentences.join(' ');
}

/** Which repositories the text knows by names that they had before, sentences for a commit's message. */
export function describeRenames(text: string, formerNames: FormerNames): string {
  const known = [...formerNames].filter(([name]) => text.toLowerCase().includes(`/${name}`));
  return known.map(([name, { nameWithOwner }]) => `${name} is called ${nameWithOwner} now.`).join(' ');
}

function entriesOf(text: string): ReadonlySet<string> {
  const entries = parseEdition(text).pieces.filter(({ kind }) => kind === 'entry');
  return new Set(entries.flatMap(({ mentions }) => mentions.slice(0, 1)));
}

function listed(verb: string, keys: readonly string[]): string {
  if (keys.length === 0) return '';
  const names = keys.slice(0, NAMED).map(nameOf);
  const more = keys.length > NAMED ? ` and ${keys.length - NAMED} more` : '';
  return `${verb} ${names.join(', ')}${more}.`;
}

/** `x86_64 156` for `rust-osdev/x86_64#156`, `acpi 3b08721` for a commit. */
function nameOf(key: string): string {
  return key.replace(/^[^/]*\//, '').replace(/[#@]/, ' ');
}
