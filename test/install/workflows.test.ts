import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';

const step = z.strictObject({
  id: z.string().optional(),
  if: z.string().optional(),
  uses: z.string().optional(),
  run: z.string().optional(),
  with: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  env: z.record(z.string(), z.string()).optional(),
});
const job = z.looseObject({
  needs: z.string().optional(),
  outputs: z.record(z.string(), z.string()).optional(),
  steps: z.array(step),
});
const workflow = z.looseObject({
  permissions: z.object({ contents: z.literal('read') }),
  jobs: z.record(z.string(), job),
});

const FOLDER = '.github/workflows';
const texts = readdirSync(FOLDER).map((file) => [file, readFileSync(`${FOLDER}/${file}`, 'utf8')] as const);
const scripts: Readonly<Record<string, string>> = JSON.parse(readFileSync('package.json', 'utf8')).scripts;

/** Files that a text names, each at the root or in a folder of it. */
function filesNamedIn(text: string): readonly string[] {
  const named = text.matchAll(
    /(?<![\w./@-])((?:[\w.-]+\/)*(?:\.?[\w-]+)\.(?:json|ya?ml|js|mjs|sh)|\.ci\/\w+|Dockerfile)\b/g,
  );
  return [...named].map(([, path = '']) => path);
}

describe.each(texts)('the workflow %s', (_, text) => {
  const { jobs } = workflow.parse(parse(text));
  const steps = Object.values(jobs).flatMap((each) => each.steps);

  it('runs npm scripts that exist', () => {
    const named = steps.flatMap(({ run = '' }) =>
      [...run.matchAll(/npm (?:run (?:-s )?([\w:-]+)|(test))/g)].map(
        ([, script, test]) => script ?? test ?? '',
      ),
    );
    expect(named).toContain('test');
    expect(named.filter((script) => scripts[script] === undefined)).toEqual([]);
  });

  it('names files that exist', () => {
    const named = steps.flatMap(({ run = '', with: inputs = {} }) =>
      filesNamedIn([run, ...Object.values(inputs)].join('\n')),
    );
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((file) => !existsSync(file))).toEqual([]);
  });

  it('pins each action to a commit', () => {
    const used = [...text.matchAll(/uses: (.*)$/gm)].map(([, action = '']) => action);
    expect(used.length).toBeGreaterThan(0);
    for (const action of used) expect(action).toMatch(/^[\w-]+\/[\w-]+@[\da-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it('reads only what the jobs before it say, and writes no text of strangers into a script', () => {
    for (const [, name = '', output = ''] of text.matchAll(/needs\.([\w-]+)\.outputs\.([\w-]+)/g)) {
      expect(Object.keys(jobs[name]?.outputs ?? {})).toContain(output);
    }
    expect(steps.filter(({ run = '' }) => run.includes('${{'))).toEqual([]);
  });
});

describe('a release', () => {
  it('has a version for each package that is released', () => {
    const config = JSON.parse(readFileSync('release-please-config.json', 'utf8'));
    expect(Object.keys(JSON.parse(readFileSync('.release-please-manifest.json', 'utf8')))).toEqual(
      Object.keys(config.packages),
    );
  });

  it('commits the bundle that the action runs', () => {
    const { main } = parse(readFileSync('action.yml', 'utf8')).runs;
    const release = readFileSync(`${FOLDER}/release.yml`, 'utf8');
    const [, folder = ''] = /git add (\S+)/.exec(release) ?? [];
    expect(main.startsWith(`${folder}/`)).toBe(true);
    expect(readFileSync('scripts/bundle-action.js', 'utf8')).toContain(`'${folder}'`);
  });
});
