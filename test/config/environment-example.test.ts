import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { readEnvironment } from '../../src/config/environment.js';
import { environmentExample } from './reference.js';

const EXAMPLE = readFileSync(new URL('../../../.env.example', import.meta.url), 'utf8');
const NEWSLETTER_REPOSITORY = 'acme/news';
const TOKEN = { GITHUB_TOKEN: 'ghp_1', NEWSLETTER_REPOSITORY };
const SERVER = {
  NEWSLETTER_REPOSITORY,
  APP_ID: '1',
  PRIVATE_KEY_PATH: 'key.pem',
  WEBHOOK_SECRET: 'correct horse',
};

/** The variables that the code looks at, whether they are there or not. */
function variablesRead(source: Record<string, string>): ReadonlySet<string> {
  const names = new Set<string>();
  const watched = new Proxy(source, {
    get(target, name) {
      names.add(String(name));
      return target[String(name)];
    },
  });
  readEnvironment(watched, { for: 'server' });
  readEnvironment(watched, { for: 'command' });
  return names;
}

describe('.env.example', () => {
  it('has the variables that the code reads, and no other', () => {
    expect(new Set(Object.keys(parseEnv(EXAMPLE)))).toEqual(variablesRead({}));
  });

  it('gives each variable its reason and its default, as `npm run reference` writes them', () => {
    expect(EXAMPLE.slice(EXAMPLE.indexOf('\n\n') + 2)).toBe(environmentExample());
  });

  it('changes nothing when it is copied as it is', () => {
    const copied = parseEnv(EXAMPLE);
    const command = readEnvironment({ ...copied, ...TOKEN }, { for: 'command' });
    const server = readEnvironment({ ...copied, ...SERVER }, { for: 'server' });
    expect(command).toEqual(readEnvironment(TOKEN, { for: 'command' }));
    expect(server).toEqual(readEnvironment(SERVER, { for: 'server' }));
    expect([command.kind, server.kind]).toEqual(['valid', 'valid']);
  });
});
