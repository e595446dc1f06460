import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const NEWSLETTER = [
  'markdown',
  'activity',
  'document',
  'house-style',
  'edition',
  'merge',
  'draft',
  'spelling',
  'checks',
].map((room) => `newsletter/${room}`);
/** What people ask for, and what they are told; the sentences come first, since everybody says them. */
const PEOPLE = ['replies', 'commands', 'requests', 'replies/comments'];
const GITHUB = ['connection', 'newsletter', 'comments', 'activity', 'draft', 'doctor'].map(
  (room) => `github/${room}`,
);

/** What each room of src/ may import of the others; a room may always import itself. The order is the road's. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  ...inOrder(NEWSLETTER, []),
  config: NEWSLETTER,
  ...inOrder(PEOPLE, NEWSLETTER),
  ...inOrder(GITHUB, [...NEWSLETTER, ...PEOPLE]),
  web: NEWSLETTER,
  run: [...NEWSLETTER, 'config', ...PEOPLE, ...GITHUB, 'web'],
  doctor: [...NEWSLETTER, 'config', ...PEOPLE, ...GITHUB, 'run'],
  server: [...NEWSLETTER, 'config', ...PEOPLE, ...GITHUB, 'web', 'run'],
  '.': [...NEWSLETTER, 'config', ...PEOPLE, ...GITHUB, 'web', 'run', 'doctor', 'server'],
};

/** Each of the rooms may import those before it, and the others. */
function inOrder(
  rooms: readonly string[],
  others: readonly string[],
): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(rooms.map((room, index) => [room, [...others, ...rooms.slice(0, index)]]));
}

/** Packages of the pure rooms: small, and without any input or output of their own. */
const PURE_PACKAGES: Readonly<Record<string, readonly string[]>> = {
  newsletter: [
    '@date-fns/tz',
    '@date-fns/utc',
    'date-fns',
    'fastest-levenshtein',
    'htmlparser2',
    'lru-cache',
    'mdast',
    'mdast-util-from-markdown',
    'mdast-util-frontmatter',
    'micromark-extension-frontmatter',
    'micromark-util-types',
    'node-diff3',
    'node:crypto',
    're2js',
    'smol-toml',
    'yaml',
    'zod',
  ],
  commands: ['fastest-levenshtein'],
  requests: ['node:crypto'],
  replies: ['@date-fns/utc', 'date-fns'],
  config: ['fastest-levenshtein', 'node:buffer', 'node:crypto', 're2js', 'yaml', 'zod'],
};

/** The only files that may touch the process and the disk. */
const SHELL = [
  'action.ts',
  'cli-actions.ts',
  'cli.ts',
  'init.ts',
  'process-environment.ts',
  'serve.ts',
  'setup.ts',
  'run/check-runs.ts',
];

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

/** The folder, and the one in it, that the file stands in. */
function roomOf(file: string): string {
  return dirname(file);
}

function wingOf(file: string): string {
  return roomOf(file).split('/')[0] ?? '.';
}

/** The files of src/ that it imports. */
function importedBy(file: string): readonly string[] {
  return imports
    .filter((candidate) => candidate.file === file && candidate.target.startsWith('.'))
    .map(({ target }) => normalize(join(dirname(file), target)).replace(/\.js$/, '.ts'));
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

  it('has no files that import each other in a circle', () => {
    const targets = new Map(files.map((file) => [file, importedBy(file)]));
    const done = new Set<string>();
    const circles: (readonly string[])[] = [];
    const visit = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file]);
      if (path.includes(file) || done.has(file)) return;
      for (const target of targets.get(file) ?? []) visit(target, [...path, file]);
      done.add(file);
    };
    for (const file of files) visit(file, []);
    expect(circles).toEqual([]);
  });

  it('keeps the pure rooms pure', () => {
    const wrong = imports.filter(({ file, target }) => {
      const allowed = PURE_PACKAGES[wingOf(file)];
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

  it('leaves the marks of an edition to its document', () => {
    const marks = /['"`/(]\^?(?:#{2,3}[ \\]|\\?\+\\?\+\\?\+)/;
    const wrong = files
      .filter((file) => roomOf(file).startsWith('newsletter/') && roomOf(file) !== 'newsletter/document')
      .filter((file) => marks.test(codeOf(file)));
    expect(wrong).toEqual([]);
  });

  it('has the form of an edition from its newsletter', () => {
    const global = files.filter((file) => codeOf(file).includes('HOUSE_FORM'));
    expect(global).toEqual(['newsletter/document/form.ts', 'newsletter/edition/template.ts']);
  });

  it('compares names of accounts and repositories in one place', () => {
    const byHand =
      /\b(?:login|author|owner|organization|repository|nameWithOwner)\??\.to(?:Lower|Upper)Case\b/;
    expect(files.filter((file) => byHand.test(codeOf(file)))).toEqual([]);
  });

  it('never imports from test/', () => {
    expect(imports.filter(({ target }) => /\.\.\/test\//.test(target))).toEqual([]);
  });
});

describe('a file of tests', () => {
  it('has its hooks within a `describe`, since others run in the same batch', () => {
    const tests = readdirSync('test', { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.test.ts') && !file.endsWith('.thorough.test.ts'),
    );
    const hook = /^(?:(?:before|after)(?:Each|All)|withoutNetwork)\(/m;
    expect(tests.length).toBeGreaterThan(20);
    expect(tests.filter((file) => hook.test(readFileSync(join('test', file), 'utf8')))).toEqual([]);
  });
});
