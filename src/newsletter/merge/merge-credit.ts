import { unixLines } from '../markdown/unix-lines.js';
import { type Piece, replacing, sameSource } from './edition-text.js';

/** A name of a credit, as it is linked. */
interface Name {
  readonly login: string;
  readonly source: string;
}

const NAME = /\[`?@([A-Za-z0-9][A-Za-z0-9_-]*)`?\]\([^)\s]*\)/g;
/** Names with nothing between them but what makes a list of them. */
const NAMES =
  /\[`?@[A-Za-z0-9][A-Za-z0-9_-]*`?\]\([^)\s]*\)(?:(?:,\s+and\s+|,\s+|\s+and\s+)\[`?@[A-Za-z0-9][A-Za-z0-9_-]*`?\]\([^)\s]*\))*/;

/**
 * Merges a credit as a set of names: who came in or went on one side, comes in or goes. A sentence that people
 * changed keeps their shape; only its list of names is touched.
 */
export function mergeCredit(base: Piece | undefined, current: Piece, fresh: Piece | undefined): Piece {
  if (base !== undefined && sameSource(base, current))
    return fresh === undefined ? current : replacing(current, fresh);
  const [before, now, next] = [namesOf(base), namesOf(current), namesOf(fresh)];
  const added = next.filter(({ login }) => !has(before, login) && !has(now, login));
  const gone = before.filter(({ login }) => !has(next, login));
  const names = [...now.filter(({ login }) => fresh === undefined || !has(gone, login)), ...added];
  if (names.length === 0 || (added.length === 0 && names.length === now.length)) return current;
  const list = NAMES.exec(current.source)?.[0];
  if (list === undefined) return current;
  const listed = new Set(namesIn(list).map(({ login }) => login));
  const renewed = names.filter((name) => listed.has(name.login) || added.includes(name));
  if (renewed.length === 0) return current;
  const source = current.source.replace(list, () => listNames(renewed));
  return replacing(current, { ...current, source: inNumber(source, renewed.length) });
}

function namesOf(piece: Piece | undefined): readonly Name[] {
  return piece === undefined ? [] : namesIn(unixLines(piece.source));
}

function namesIn(text: string): readonly Name[] {
  return [...text.matchAll(NAME)].map(([source, login = '']) => ({ login: login.toLowerCase(), source }));
}

function has(names: readonly Name[], login: string): boolean {
  return names.some((name) => name.login === login);
}

function listNames(names: readonly Name[]): string {
  const sources = names.map(({ source }) => source);
  if (sources.length < 3) return sources.join(' and ');
  return `${sources.slice(0, -1).join(', ')}, and ${sources.at(-1)}`;
}

/** Several people made contributions, in the standard ending; any other ending is the people's. */
function inNumber(source: string, count: number): string {
  return count > 1 ? source.replace(/ for their contribution!$/, ' for their contributions!') : source;
}
