import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, expect, it } from '@jest/globals';

/** What each room of src/ may import of the others; a room may always import itself. The order is the road's. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  newsletter: [],
  config: ['newsletter'],
  notes: ['newsletter'],
  github: ['newsletter', 'notes'],
  '.': ['newsletter', 'config', 'notes', 'github'],
};

/** Packages of the pure rooms: small, and without any input or output of their own. */
const PURE_PACKAGES: Readonly<Record<string, readonly string[]>> = {
  newsletter: [
    '@date-fns/utc',
    'date-fns',
    'mdast',
    'mdast-util-from-markdown',
    'mdast-util-frontmatter',
    'micromark-extension-frontmatter',
    'micromark-util-types',
    'node-diff3',
    'node:crypto',
    'picomatch',
    'smol-toml',
  ],
  notes: ['@date-fns/utc', 'date-fns', 'fastest-levenshtein', 'node:crypto'],
  config: ['fastest-levenshtein', 'node:buffer', 'node:crypto', 'picomatch', 'yaml', 'zod'],
};

/** The only files that may touch the process and the disk. */
const SHELL = ['cli.ts', 'index.ts', 'known-misspellings.ts', 'process-environment.ts', 'setup.ts'];

/** The file without its comments. */
function codeOf(file: string): string {
  return readFileSync(join('src', file), 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
}

interface Import {
  readonly file: string;
  readonly target: string;
}

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && statSync(join('src', file)).isFile())
  .sort();

const imports: readonly Import[] = files.flatMap((file) =>
  [...readFileSync(join('src', file), 'utf8').matchAll(/\bfrom '([^']+)'|\bimport '([^']+)'/g)].map(
    ([, from, bare]) => ({ file, target: from ?? bare ?? '' }),
  ),
);

function roomOf(file: string): string {
  return dirname(file).split('/')[0] ?? '.';
}

function packageOf(target: string): string {
  const [first = '', second = ''] = target.split('/');
  return first.startsWith('@') ? `${first}/${second}` : first;
}

describe('the import rule', () => {
  it('finds the code that it checks', () => {
    expect([...new Set(files.map(roomOf))].sort()).toEqual(Object.keys(ROOMS).sort());
    expect(imports.length).toBeGreaterThan(100);
  });

  it('lets rooms import only those before them on the road', () => {
    const wrong = imports.filter(({ file, target }) => {
      if (!target.startsWith('.')) return false;
      const room = roomOf(relative('src', normalize(join('src', dirname(file), target))));
      return room !== roomOf(file) && !ROOMS[roomOf(file)]?.includes(room);
    });
    expect(wrong).toEqual([]);
  });

  it('keeps the pure rooms pure', () => {
    const wrong = imports.filter(({ file, target }) => {
      const allowed = PURE_PACKAGES[roomOf(file)];
      return allowed !== undefined && !target.startsWith('.') && !allowed.includes(packageOf(target));
    });
    expect(wrong).toEqual([]);
  });

  it('never reads the clock or the environment in the pure rooms and in front of GitHub', () => {
    const reads = /\bnew Date\(\)|\bDate\.now\(|\bprocess\.|\bMath\.random\(/;
    const wrong = files.filter((file) => roomOf(file) !== '.').filter((file) => reads.test(codeOf(file)));
    expect(wrong).toEqual([]);
  });

  it('leaves the process to the entry points', () => {
    const wrong = files
      .filter((file) => !SHELL.includes(file))
      .filter((file) => /\bprocess\.|from 'node:(?:fs|process|child_process)/.test(codeOf(file)));
    expect(wrong).toEqual([]);
  });

  it('never imports from test/', () => {
    expect(imports.filter(({ target }) => /\.\.\/test\//.test(target))).toEqual([]);
  });
});
