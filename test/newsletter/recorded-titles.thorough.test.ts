import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { cleanTitle } from '../../src/newsletter/clean-title.js';
import { entryLine, escapeTitle } from '../../src/newsletter/markdown.js';
import { asSeen, titleAsSeen } from './as-seen.js';

const folder = join(process.env.RECORDED_DATA ?? '../shared/data', 'prs');
const url = 'https://github.com/rust-osdev/uefi-rs/pull/1';

if (existsSync(folder)) describe('every recorded title', testRecordedTitles);
else describe.skip(`every recorded title (no recorded data in ${folder})`, testRecordedTitles);

function testRecordedTitles(): void {
  const titles = existsSync(folder) ? recordedTitles() : [];

  it('is seen as it was written, in one link, with nothing but code in it', () => {
    expect(titles.length).toBeGreaterThan(0);
    expect(titles.filter((title) => !isSeenAsWritten(title))).toEqual([]);
  });

  it('stays as it is, byte for byte, in 97 of 100 cases', () => {
    const unchanged = titles.filter((title) => escapeTitle(title) === title);

    expect(unchanged.length / titles.length).toBeGreaterThanOrEqual(0.97);
  });
}

function isSeenAsWritten(title: string): boolean {
  const { text, elements, links } = asSeen(entryLine(title, url));
  const structure = elements.filter((name) => name !== 'code').join(' ');
  return text === titleAsSeen(cleanTitle(title)) && structure === 'a li ul' && links.join(' ') === url;
}

function recordedTitles(): readonly string[] {
  return readdirSync(folder).flatMap((file) => {
    const pullRequests: readonly { readonly title: string }[] = JSON.parse(
      readFileSync(join(folder, file), 'utf8'),
    );
    return pullRequests.map(({ title }) => title);
  });
}
