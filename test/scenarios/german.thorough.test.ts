import { readFileSync } from 'node:fs';
import { describe, expect, it, jest } from '@jest/globals';
import { merged, NEWS, type Story, WIDGET } from './story.js';
import { tell } from './tell.js';

// The stories run side by side and wait a lot; a busy machine must not fail them.
jest.setTimeout(180_000);

const CONFIG = `${readFileSync('fixtures/phrases/de.yml', 'utf8')}
name: Acme im Überblick
file: posts/{month}.md
directCommits: ignore
`;

const draftOf = ({ github }: Story, month: string) =>
  github.readFile(NEWS, 'next', `posts/${month}.md`) ?? '';
const entry = (number: number) => `- [Change ${number}](https://github.com/${WIDGET}/pull/${number})`;
const person = (login: string) => `[@${login}](https://github.com/${login})`;

function edit(
  story: Story,
  month: string,
  ...words: readonly (readonly [before: string, after: string])[]
): void {
  for (const [before, after] of words) {
    expect(draftOf(story, month)).toContain(before);
    const change = (text: string) => text.replace(before, () => after);
    story.github.as('phil').editFile(NEWS, 'next', `posts/${month}.md`, change);
  }
}

function publish({ github }: Story): void {
  const phil = github.as('phil');
  const draft = github.pullRequests(NEWS).find(({ state }) => state === 'OPEN');
  phil.readyForReview(NEWS, draft?.number ?? 0);
  phil.mergeOpenPullRequest(NEWS, draft?.number ?? 0);
}

describe('a newsletter in German', () => {
  it.concurrent('is drafted, edited, published, and drafted again from what was published', async () => {
    await tell({ editions: {}, config: CONFIG }, async (story) => {
      merged(story, 11);
      expect((await story.sync()).outcome).toBe('created');
      expect(draftOf(story, '2020-05')).toContain(`title = "Acme im Überblick: Mai 2020"`);
      expect(draftOf(story, '2020-05')).toContain(`## Projekte von \`acme\`

Was sich in den Projekten der Organisation geändert hat.

### [\`widget\`](https://github.com/acme/widget)

Levers.

Diesen Monat haben wir den folgenden Pull Request übernommen:

${entry(11)}

Vielen Dank an ${person('ann')} für diesen Beitrag!
`);

      // A person's own words stay; what they say of the list follows it.
      edit(
        story,
        '2020-05',
        ['Levers.', 'Ein Hebel für alles. Wir haben ihn diesen Monat verlängert.'],
        [`für diesen Beitrag!`, `für all die Mühe!`],
      );
      merged(story, 12, { author: 'bob' });
      merged(story, 13, { author: 'cleo' });
      expect((await story.sync()).outcome).toBe('updated');
      expect(draftOf(story, '2020-05')).toContain(`
Ein Hebel für alles. Wir haben ihn diesen Monat verlängert.

Diesen Monat haben wir die folgenden Pull Requests übernommen:

${entry(11)}
${entry(12)}
${entry(13)}

Vielen Dank an ${person('ann')}, ${person('cleo')} und ${person('bob')} für all die Mühe!
`);

      // An editor's change of the list: the sentences are in its number, and stay so.
      edit(story, '2020-05', [`${entry(12)}\n${entry(13)}\n`, `<!-- ${entry(12)} -->\n`]);
      await story.sync();
      expect(draftOf(story, '2020-05')).toContain('den folgenden Pull Request übernommen:');
      expect(draftOf(story, '2020-05')).not.toContain(entry(13));
      expect((await story.sync()).outcome).toBe('unchanged');

      edit(story, '2020-05', ['in den Projekten der Organisation', 'in unseren Projekten']);
      publish(story);
      story.setTime('2020-07-02T08:00:00Z');
      merged(story, 21, { mergedAt: '2020-06-10T12:00:00Z' });
      merged(story, 22, { author: 'bob', mergedAt: '2020-06-11T12:00:00Z' });
      expect((await story.sync()).outcome).toBe('created');
      const june = draftOf(story, '2020-06');
      expect(june).toContain('title = "Acme im Überblick: Juni 2020"');
      expect(june).toContain('Projekte von `acme` im Juni 2020.');
      expect(june).toContain(`
Was sich in unseren Projekten geändert hat.

### [\`widget\`](https://github.com/acme/widget)

Ein Hebel für alles.

Diesen Monat haben wir die folgenden Pull Requests übernommen:

${entry(21)}
${entry(22)}

Vielen Dank an ${person('bob')} und ${person('ann')} für diese Beiträge!
`);
      expect(june).not.toContain('Mai');
    });
  });

  it.concurrent('has no merged pull request where nothing happened, until something does', async () => {
    await tell({ editions: {}, config: CONFIG }, async (story) => {
      await story.sync();
      const none = '_Diesen Monat wurden keine Pull Requests übernommen._';
      expect(draftOf(story, '2020-05')).toContain(none);
      edit(story, '2020-05', ['Was sich', 'Alles, was sich']);
      merged(story, 11);
      await story.sync();
      expect(draftOf(story, '2020-05')).not.toContain(none);
      expect(draftOf(story, '2020-05')).toContain('Alles, was sich');
    });
  });
});
