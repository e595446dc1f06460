// Bundles the GitHub Action and what it depends on to action/bundle/ below the folder that is named, or here: a runner gets
// the files of a release as they are, and installs nothing.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';

const target = join(resolve(process.argv[2] ?? '.'), 'action/bundle');
process.chdir(join(import.meta.dirname, '..'));

const DICTIONARY = 'node_modules/@cspell/dict-en-common-misspellings';

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
const { metafile } = await build({
  entryPoints: ['dist/src/action.js'],
  outfile: join(target, 'index.mjs'),
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  metafile: true,
  // Commands that an Action has not.
  external: ['./serve.js', './setup.js'],
  // Packages that are no ES modules require those of Node. The dictionary is no module, and lies beside the bundle.
  banner: {
    js: `import{createRequire}from'node:module';const require=createRequire(import.meta.url),dictionary=()=>new URL('dictionary/cspell-ext.json',import.meta.url).href;`,
  },
  define: { 'import.meta.resolve': 'dictionary' },
  logLevel: 'warning',
});
cpSync(DICTIONARY, join(target, 'dictionary'), { recursive: true });
writeFileSync(join(target, 'licenses.txt'), licenses(Object.keys(metafile.inputs)));
console.log(
  `The action is in ${target}. Commit that folder, to a fork for example, and a workflow can use it.`,
);

/** The licences of the packages that these files are from, by the packages' names. */
function licenses(files) {
  const folders = new Set(
    files.flatMap((file) => packageOf(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0])),
  );
  return [...folders].sort().map(licenseOf).join('\n');
}

/** The folder of a package; what a package has bundled itself is part of that one. */
function packageOf(folder) {
  if (folder === undefined) return [];
  if (existsSync(join(folder, 'package.json'))) return [folder];
  return packageOf(/^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\/.*node_modules\//.exec(`${folder}/`)?.[1]);
}

function licenseOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((candidate) => /^licen[cs]e/i.test(candidate));
  const text = file === undefined ? '' : readFileSync(join(folder, file), 'utf8');
  return `${name} ${version} (${license})\n\n${text}`;
}
