import { readdirSync, readFileSync } from 'node:fs';

/**
 * Tests of `npm test`; those that try more random cases in `npm run test:thorough`, which leave a process no time for
 * anything else; the rest of what only that runs.
 */
export type Kind = 'fast' | 'sampled' | 'thorough';

interface TestFile {
  /** Below `test/`. */
  readonly path: string;
  readonly isThorough: boolean;
  readonly isSampled: boolean;
  /** Whether it sets something up for all of its tests, or measures its process. */
  readonly standsAlone: boolean;
}

const TESTS = new URL('../', import.meta.url);

/** All files of tests of a kind, as paths below `test/`. */
export function testsOf(kind: Kind): readonly string[] {
  return testFiles()
    .filter((file) => kindsOf(file).includes(kind))
    .map(({ path }) => path);
}

/** Thorough tests that no batch has, as paths below `test/`. */
export function testsAlone(): readonly string[] {
  return testFiles()
    .filter((file) => kindsOf(file).length === 0)
    .map(({ path }) => path);
}

function kindsOf({ isThorough, isSampled, standsAlone }: TestFile): readonly Kind[] {
  if (!isThorough) return isSampled ? ['fast', 'sampled'] : ['fast'];
  if (standsAlone) return [];
  return [isSampled ? 'sampled' : 'thorough'];
}

function testFiles(): readonly TestFile[] {
  return readdirSync(TESTS, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.test.js'))
    .sort()
    .map((path) => {
      const source = readFileSync(new URL(path, TESTS), 'utf8');
      return {
        path,
        isThorough: path.endsWith('.thorough.test.js'),
        isSampled: source.includes('/thoroughly.js'),
        standsAlone: /^(?:before|after)(?:Each|All)\(|\bcpuUsage\(/m.test(source),
      };
    });
}
