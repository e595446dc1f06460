import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { withTables } from './config/reference.js';
import { habitsTable } from './newsletter/reference.js';

const readme = readFileSync('README.md', 'utf8');
const configuration = readFileSync('docs/configuration.md', 'utf8');
const scripts: Record<string, string> = JSON.parse(readFileSync('package.json', 'utf8')).scripts;
const dependencies = JSON.parse(readFileSync('package.json', 'utf8')).dependencies as Record<string, string>;

describe('the documents', () => {
  it('name only scripts that exist', () => {
    const texts = [
      'README.md',
      'CONTRIBUTING.md',
      'docs/architecture.md',
      'docs/configuration.md',
      'docs/first-installation.md',
      'docs/house-style.md',
      'docs/operating.md',
      'docs/running.md',
    ];
    const named = texts.flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/npm run (?:-s )?([\w-]+)/g)].map(([, script = '']) => script),
    );
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((script) => scripts[script] === undefined)).toEqual([]);
  });

  it('have the table of habits, as `npm run reference` writes it', () => {
    const document = readFileSync('docs/house-style.md', 'utf8');
    expect(withTables(document, [habitsTable()])).toBe(document);
  });

  it('name only files of the source that exist', () => {
    const documents = readdirSync('docs').filter((file) => file.endsWith('.md'));
    const named = documents.flatMap((file) =>
      [...readFileSync(`docs/${file}`, 'utf8').matchAll(/`(?:src\/)?([a-z-]+\/[a-z/-]+\.ts)`/g)].map(
        ([, path = '']) => path,
      ),
    );
    expect(named.length).toBeGreaterThan(50);
    expect(named.filter((path) => !existsSync(`src/${path}`) && !existsSync(path))).toEqual([]);
  });

  it('define at most 25 words, each by the one exported type that has its name', () => {
    const architecture = readFileSync('docs/architecture.md', 'utf8');
    const [, words = ''] = /## Words\n([\s\S]*?)\n## /.exec(architecture) ?? [];
    const types = [...words.matchAll(/^\| [a-z ]+ \| `(\w+)` \| \S/gm)].map(([, type = '']) => type);
    expect(types.length).toBeGreaterThan(15);
    expect(types.length).toBeLessThanOrEqual(25);
    const exported = readdirSync('src', { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) => [
        ...readFileSync(`src/${file}`, 'utf8').matchAll(/^export (?:interface|type|class) (\w+)/gm),
      ])
      .map(([, type = '']) => type);
    const counts = types.map((type) => [type, exported.filter((name) => name === type).length]);
    expect(counts.filter(([, count]) => count !== 1)).toEqual([]);
  });

  it('show a workflow that uses the action, and all of its inputs', () => {
    const action = parse(readFileSync('action.yml', 'utf8'));
    const running = readFileSync('docs/running.md', 'utf8');
    const [, text = ''] = /```yaml\n(name: Newsletter[\s\S]*?)```/.exec(running) ?? [];
    const { jobs, permissions } = parse(text);
    const [step, ...others] = jobs.draft.steps;
    expect(others).toEqual([]);
    expect(step.uses).toBe('OWNER/this-month-bot@v0');
    expect(Object.keys(step.with ?? {}).filter((name) => !(name in action.inputs))).toEqual([]);
    expect(Object.keys(permissions).sort()).toEqual(['checks', 'contents', 'issues', 'pull-requests']);
    const [, table = ''] = /\n\| input \|.*\n\|[-|]+\|\n([\s\S]*?)\n\n/.exec(running) ?? [];
    const named = [...table.matchAll(/^\| (.*?) \|/gm)].flatMap(
      ([, names = '']) => names.match(/[a-z-]{2,}/g) ?? [],
    );
    expect([...named].sort()).toEqual(Object.keys(action.inputs).sort());
    for (const output of Object.keys(action.outputs)) expect(running).toContain(`\`${output}\``);
  });

  it('begin with three ways to start, each of at most ten lines', () => {
    const [, start = ''] = /\n## Start\n([\s\S]*?)\n## /.exec(readme) ?? [];
    const blocks = [...start.matchAll(/^```(?:yaml|console)\n([\s\S]*?)\n```$/gm)].map(
      ([, block = '']) => block,
    );
    expect(start.match(/^\*\*.*?\.\*\*/gm)).toHaveLength(3);
    expect(blocks).toHaveLength(2);
    for (const block of blocks) expect(block.split('\n').length).toBeLessThanOrEqual(10);
    const { jobs, permissions } = parse(blocks[0] ?? '');
    expect(jobs.draft.steps).toEqual([{ uses: 'OWNER/this-month-bot@v0' }]);
    expect(Object.keys(permissions).sort()).toEqual(['checks', 'contents', 'issues', 'pull-requests']);
  });

  it('name only commands that there are', () => {
    const cli = readFileSync('src/cli.ts', 'utf8');
    const commands = [...cli.matchAll(/\.command\('([a-z-]+)'\)/g)].map(([, name]) => name);
    const texts = ['README.md', 'docs/first-installation.md', 'docs/running.md'].map((file) =>
      readFileSync(file, 'utf8'),
    );
    const named = texts.flatMap((text) =>
      [...text.matchAll(/(?:`|\$ |npx )this-month-bot ([a-z][a-z-]*)/g)].map(([, name]) => name),
    );
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((name) => !commands.includes(name))).toEqual([]);
    for (const command of commands) expect(readme).toContain(`this-month-bot ${command}`);
  });

  it('lead from the README to how faults are reported, and what the bot can be made to do', () => {
    for (const file of ['SECURITY.md', 'docs/security.md']) {
      expect(readme).toContain(`(${file})`);
      expect(readFileSync(file, 'utf8')).toMatch(/^# Security\n/);
    }
  });

  it('begin with exactly two commands for a fresh machine', () => {
    const commands = [...readme.matchAll(/^```sh\n([\s\S]*?)\n```$/gm)].map(([, command]) => command);
    expect(commands).toEqual(['npm ci && npm run demo', 'npm ci && npm test']);
  });

  it('show a newsletter.yml whose lines stand in the complete one', () => {
    const [, settings = ''] = readme.split('\n## Settings\n');
    const [lines = [], complete = []] = [settings, configuration].map((text) =>
      /```yaml\n([\s\S]*?)```/.exec(text)?.[1]?.split('\n'),
    );
    expect(lines.length).toBeGreaterThan(5);
    expect(lines.filter((line) => !complete.includes(line))).toEqual([]);
  });

  it('give a reason for each dependency', () => {
    const reasons = readFileSync('docs/decisions/3-dependencies.md', 'utf8');
    expect(Object.keys(dependencies).filter((name) => !reasons.includes(name))).toEqual([]);
  });

  it('are what CI runs', () => {
    const ci = readFileSync('.ci/run', 'utf8');
    expect(ci).toMatch(/npm ci[\s\S]*npm test[\s\S]*npm run demo/);
  });
});
