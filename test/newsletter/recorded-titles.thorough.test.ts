import { describe, expect, it } from '@jest/globals';
import { escapeTitle } from '../../src/newsletter/markdown/markdown.js';
import { NO_TITLES, recordedTitles } from './recorded-titles.js';
import { problemsOfShown, problemsOfTitle, URL_OF_ENTRY } from './title-as-shown.js';

const titles = recordedTitles();

if (titles.length > 0) describe('every recorded title', testRecordedTitles);
else describe.skip(`every recorded title (${NO_TITLES})`, testRecordedTitles);

function testRecordedTitles(): void {
  it('is shown, hidden and told as it was written', () => {
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
