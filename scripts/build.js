// Compiles the sources to dist/ where dist/ is missing or older than they are. Every `npm run` that needs dist/ runs this
// first, so it looks at times alone as long as nothing changed.
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const STAMP = 'dist/.built';
const SOURCES = ['src', 'test', 'tsconfig.json', 'package-lock.json'];
const COMPILER = 'node_modules/typescript/bin/tsc';

process.chdir(join(import.meta.dirname, '..'));
if (!isCurrent()) build();

function isCurrent() {
  if (!existsSync(STAMP)) return false;
  const built = statSync(STAMP).mtimeMs;
  return SOURCES.filter((path) => existsSync(path)).every((path) => newestIn(path) <= built);
}

function newestIn(path) {
  const below = statSync(path).isDirectory() ? readdirSync(path, { recursive: true }) : [];
  return Math.max(...['', ...below].map((name) => statSync(join(path, name)).mtimeMs));
}

function build() {
  const begun = new Date();
  // Without the packages for development, their types are missing, and there is nothing to check against.
  const options = existsSync('node_modules/jest') ? [] : ['--noCheck', '--types', '*'];
  compile(existsSync(COMPILER) ? COMPILER : fetchCompiler(), options);
  for (const folder of ['src', 'test']) removeOutputWithoutSource(folder);
  writeFileSync(STAMP, '');
  // What somebody saves while the compiler runs is newer than this.
  utimesSync(STAMP, begun, begun);
}

function compile(compiler, options) {
  const { status } = spawnSync(process.execPath, [compiler, '-p', '.', ...options], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

/**
 * `npm ci --omit=dev` may leave the compiler out. It is installed into a folder of its own for this one time, with the versions
 * and checksums of package-lock.json, so that a server carries no compiler of 30 MB.
 */
function fetchCompiler() {
  const folder = mkdtempSync(join(tmpdir(), 'this-month-bot-compiler-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  const compiler = Object.entries(packages)
    .filter(([path]) => /^node_modules\/(?:typescript|@typescript\/typescript-[\w-]+)$/.test(path))
    .map(([path, { dev: _, ...rest }]) => [path, rest]);
  const root = {
    name: 'compiler',
    dependencies: { typescript: packages['node_modules/typescript'].version },
  };
  const lock = { ...root, lockfileVersion: 3, packages: { '': root, ...Object.fromEntries(compiler) } };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(root));
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock));
  // npm names itself to its scripts.
  const npm = process.env.npm_execpath;
  const [command, words] = npm === undefined ? ['npm', []] : [process.execPath, [npm]];
  const { status } = spawnSync(
    command,
    [...words, 'ci', '--include=optional', '--ignore-scripts', '--prefer-offline'],
    {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  if (status === 0) return join(folder, COMPILER);
  process.stderr.write(
    'dist/ is missing or older than the sources, and the compiler could not be fetched. Run npm ci, then npm run build.\n',
  );
  process.exit(1);
}

/** What is left of a source that was removed or renamed would still run, as a test does. */
function removeOutputWithoutSource(folder) {
  const output = join('dist', folder);
  if (!existsSync(output)) return;
  for (const file of readdirSync(output, { recursive: true })) {
    const source = join(folder, file.replace(/\.js(?:\.map)?$/, '.ts'));
    if (/\.js(?:\.map)?$/.test(file) && !existsSync(source)) rmSync(join(output, file));
  }
}
