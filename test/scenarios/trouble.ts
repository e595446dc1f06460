import type { IncomingRequest, RequestFailure } from '../fake-github/failures.js';
import type { Story } from './story.js';

/** One way in which GitHub does not answer as it should, and how that is said to a person. */
export interface Trouble {
  readonly name: string;
  readonly failure: Omit<RequestFailure, 'when'>;
  readonly sentence: RegExp;
}

/** The requests that get into trouble. */
export interface RequestKind {
  readonly name: string;
  matches(request: IncomingRequest): boolean;
}

/** Whatever is asked, GitHub refuses or does not answer, until the trouble is over. */
export const TROUBLES: readonly Trouble[] = [
  refusal(401, /^GitHub does not accept the credentials \(401\)\. Check GITHUB_TOKEN/),
  refusal(403, /^GitHub does not allow \w+ \S+ \(403\): .*app\.yml/),
  refusal(404, /^GitHub does not find \w+ \S+ \(404\)\. (?:Check the names|For GitHub Enterprise, check)/),
  refusal(409, /^GitHub refuses \w+ \S+ \(409\): .*Nothing is lost; the next run tries again\.$/),
  refusal(422, /^GitHub refuses \w+ \S+ \(422\): .*Nothing is lost; the next run tries again\.$/),
  refusal(429, /^GitHub's rate limit is used up\. Run again/),
  refusal(500, /^GitHub has trouble \(500\)\. Nothing is lost; run again later\.$/),
  refusal(502, /^GitHub has trouble \(502\)\. Nothing is lost; run again later\.$/),
  {
    name: 'nothing',
    failure: { cutConnection: true, times: Number.POSITIVE_INFINITY },
    sentence: /^GitHub could not be reached at http:\/\/127\.0\.0\.1:\d+: .*Check the network/,
  },
];

/** The troubles that may hide that the work was done. */
const UNCLEAR = TROUBLES.filter(({ name }) => ['502', 'nothing'].includes(name));

/** GitHub does what it is asked for, but its answers get lost: all of them, or the first. */
export const LOST_ANSWERS = UNCLEAR.flatMap((trouble) => [
  changed(trouble, 'after the work', { afterWork: true }),
  changed(trouble, 'after the work, once', { afterWork: true, times: 1 }),
]);

/** The trouble of that name, among all of them. */
export function troubleNamed(name: string): Trouble {
  const found = [...TROUBLES, ...LOST_ANSWERS].find((trouble) => trouble.name === name);
  if (found === undefined) throw new Error(`There is no trouble ${name}.`);
  return found;
}

export function operation(name: string): RequestKind {
  return { name, matches: (request) => request.operation === name };
}

/** A request that only reads, and those that ask for the same in pieces when it is not answered. */
export function reading(name: string): RequestKind {
  const names = name === 'Editions' ? ['Editions', 'EditionNames', 'EditionTexts'] : [name];
  return { name, matches: (request) => names.includes(request.operation ?? '') };
}

export function rest(method: string, path: RegExp): RequestKind {
  return {
    name: `${method} ${path.source}`,
    matches: (request) => request.method === method && path.test(request.path),
  };
}

/** Begins the trouble with these requests; the returned function ends it. */
export function begin({ github }: Story, kind: RequestKind, { failure }: Trouble): () => void {
  let isOver = false;
  github.failNext({ ...failure, when: (request) => !isOver && kind.matches(request) });
  return () => {
    isOver = true;
  };
}

function refusal(status: NonNullable<RequestFailure['status']>, sentence: RegExp): Trouble {
  return { name: String(status), failure: { status, times: Number.POSITIVE_INFINITY }, sentence };
}

function changed({ name, failure, sentence }: Trouble, how: string, more: Partial<RequestFailure>): Trouble {
  return { name: `${name} ${how}`, failure: { ...failure, ...more }, sentence };
}

/** All requests that only read, in the order in which a run sends them. */
export const READS = [
  'Newsletter',
  'Editions',
  'MergedPullRequests',
  'Repositories',
  'MoreOfPullRequests',
  'Commits',
  'GitObjects',
  'Draft',
];
