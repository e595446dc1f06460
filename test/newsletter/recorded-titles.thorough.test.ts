import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { escapeTitle } from '../../src/newsletter/markdown.js';
import { problemsOfShown, problemsOfTitle, URL_OF_ENTRY } from './title-as-shown.js';

const folder = join(process.env.RECORDED_DATA ?? '../shared/data', 'prs');

if (existsSync(folder)) describe('every recorded title', testRecordedTitles);
else describe.skip(`every recorded title (no recorded data in ${folder})`, testRecordedTitles);

function testRecordedTitles(): void {
  const titles = existsSync(folder) ? recordedTitles() : [];

  it('is shown, hidden and told as it was written', () => {
    expect(titles.length).toBeGreaterThan(0);
    expect(titles.flatMap(problemsOfTitle)).toEqual([]);
  });

  it('stays as it is, byte for byte, unless readers would see something else', () => {
    const changed = titles.filter((title) => escapeTitle(title) !== title.trim());
    const inVain = changed.filter(
      (title) => problemsOfShown(title, `- [${title}](${URL_OF_ENTRY})`).length === 0,
    );

    expect(inVain).toEqual([]);
    expect(changed.length / titles.length).toBeLessThan(0.002);
  });
}

function recordedTitles(): readonly string[] {
  return readdirSync(folder).flatMap((file) => {
    const pullRequests: readonly { readonly title: string }[] = JSON.parse(
      readFileSync(join(folder, file), 'utf8'),
    );
    return pullRequests.map(({ title }) => title);
  });
}
