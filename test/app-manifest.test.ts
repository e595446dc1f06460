import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { readingPermissions, writingPermissions } from '../src/github/connection/connector.js';
import { EVENTS } from '../src/server/app.js';

const text = readFileSync('app.yml', 'utf8');
const manifest: { default_events: string[]; default_permissions: Record<string, string> } = parse(text);

/** GitHub delivers these to every App and does not let it subscribe to them. */
const ALWAYS_DELIVERED = ['installation', 'installation_repositories'];

describe('app.yml', () => {
  it('asks for exactly the events that have a handler', () => {
    const handled = EVENTS.filter((event) => !ALWAYS_DELIVERED.includes(event));
    expect([...manifest.default_events].sort()).toEqual([...handled].sort());
  });

  it('asks for no permission but those that the bot uses', () => {
    expect(manifest.default_permissions).toEqual({
      checks: 'write',
      contents: 'write',
      issues: 'write',
      pull_requests: 'write',
      metadata: 'read',
    });
  });

  it('asks for what the tokens of a run need, and no more', () => {
    const granted = manifest.default_permissions;
    expect({ ...readingPermissions(granted), ...writingPermissions(granted) }).toEqual(granted);
  });

  it('gives a reason for each permission and event', () => {
    const lines = text.split('\n');
    const wanted = lines.filter((line) => /^ {2}(?:- )?[a-z_]+(?::.*)?$/.test(line));
    const unexplained = wanted.filter((line) => !lines[lines.indexOf(line) - 1]?.trim().startsWith('#'));
    expect(wanted.length).toBe(
      manifest.default_events.length + Object.keys(manifest.default_permissions).length,
    );
    expect(unexplained).toEqual([]);
  });
});
