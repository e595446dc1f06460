import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

interface Run {
  readonly output: () => string;
  readonly waitFor: (pattern: RegExp) => Promise<RegExpExecArray>;
  readonly stop: () => void;
  readonly code: Promise<number | null>;
}

function serve(...options: readonly string[]): Run {
  const child = spawn(process.execPath, [fileURLToPath(new URL('./serve.js', import.meta.url)), ...options]);
  let output = '';
  const code = new Promise<number | null>((resolve) => child.once('close', resolve));
  const more = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => {
      output += text;
      for (const check of more) check();
    });
  }
  return {
    output: () => output,
    code,
    stop: () => child.kill('SIGTERM'),
    waitFor: (pattern) =>
      new Promise((resolve, reject) => {
        const check = () => {
          const match = pattern.exec(output);
          if (match) resolve(match);
        };
        more.add(check);
        check();
        void code.then(() => reject(new Error(`It ended before it said ${pattern}:\n${output}`)));
      }),
  };
}

describe('serve', () => {
  it('answers as a GitHub until it is told to end', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'serve-'));
    const repository = { owner: 'osdev', name: 'uefi', createdAt: '2020-01-01T00:00:00Z' };
    writeFileSync(join(directory, 'repos.json'), JSON.stringify([repository]));
    const run = serve('--data', directory, '--as-of', '2020-05-31T23:59:59Z');
    try {
      const [, host, token] = await run.waitFor(/GHE_HOST=(\S+) GHE_PROTOCOL=http GITHUB_TOKEN=(\S+)/);
      const headers = { authorization: `token ${token}` };
      const response = await fetch(`http://${host}/api/v3/repos/osdev/uefi`, { headers });
      expect(await response.json()).toMatchObject({
        full_name: 'osdev/uefi',
        created_at: '2020-01-01T00:00:00Z',
      });
    } finally {
      run.stop();
      rmSync(directory, { recursive: true });
    }
    expect(await run.code).toBe(0);
  });

  it.each([
    ['without data', [], 'Usage: '],
    [
      'with a folder that is not there',
      ['--data', '/nowhere', '--as-of', '2020-05-31'],
      'There is no folder /nowhere',
    ],
    ['with no day', ['--data', '.', '--as-of', 'yesterday'], 'Usage: '],
  ])('says what is wrong %s', async (_, options, sentence) => {
    const run = serve(...options);
    expect(await run.code).toBe(1);
    expect(run.output()).toContain(sentence);
  });
});
