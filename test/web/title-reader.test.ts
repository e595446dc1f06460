import { describe, expect, it } from '@jest/globals';
import { PageRefused } from '../../src/web/fetch-page.js';
import { createTitleReader } from '../../src/web/title-reader.js';

/** A reader of one web page, which answers with these texts in turn; an error is thrown. */
function reading(answers: readonly (string | Error)[]) {
  const left = [...answers];
  const said: string[] = [];
  let now = new Date('2020-06-03T08:00:00Z');
  const read = createTitleReader(
    () => now,
    (sentence) => said.push(sentence),
    () => {
      const answer = left.shift() ?? new Error('Request too often.');
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
  );
  return {
    title: () => read('https://a.example/'),
    said,
    setTime(at: string) {
      now = new Date(at);
    },
  };
}

describe('a page', () => {
  it('is asked once for its title', async () => {
    const { title, said, setTime } = reading(['<title>A &amp; B</title>']);
    expect(await title()).toBe('A & B');
    setTime('2020-09-03T08:00:00Z');
    expect(await title()).toBe('A & B');
    expect(said).toEqual([]);
  });

  it.each<[string, string | Error]>([
    ['has no title', '<p>Hello'],
    ['it is no HTML page', new PageRefused('it is no HTML page')],
    ['it does not answer', new Error('ECONNREFUSED 10.0.0.1:80')],
  ])('that has none is asked again some hours later, and the log says so: %s', async (because, answer) => {
    const { title, said, setTime } = reading([answer, '<title>A</title>']);
    expect(await title()).toBeNull();
    setTime('2020-06-03T13:59:59Z');
    expect(await title()).toBeNull();
    expect(said).toEqual([expect.stringContaining(because)]);
    setTime('2020-06-03T14:00:00Z');
    expect(await title()).toBe('A');
  });
});
