import { describe, expect, it } from '@jest/globals';
import { archive, archivedText, archiveWithoutLedger, editDraft, nothingYet } from './beginnings.js';
import { expectSoundHistory } from './sound-history.js';
import { merged, type Story } from './story.js';
import { tell } from './tell.js';

const LEDGER = /\n<!-- Offered once and gone:\n\{[\s\S]*\n\}\n-->\n$/;

/** The draft is there, and a person hid an entry of it. */
async function entryHidden(story: Story): Promise<void> {
  nothingYet(story);
  await story.sync();
  editDraft(story, (text) => text.replace(/^- \[Change 10\].*/m, '<!-- $& -->'));
  await story.sync();
}

describe('what was offered once and is gone', () => {
  it('is remembered in the archived text, and by another process', async () => {
    await tell(entryHidden, async (story) => {
      expect(archivedText(story)).toMatch(LEDGER);
      expect(archivedText(story)).toContain('"entry acme/widget#10"');
      const [draft, archived] = [story.draft(), archivedText(story)];
      await story.restart();
      expect((await story.sync()).outcome).toBe('unchanged');
      expect([story.draft(), archivedText(story)]).toEqual([draft, archived]);
      expectSoundHistory(story);
    });
  });

  it('is taken over from an archive of before there were ledgers, which is rewritten', async () => {
    await tell(archiveWithoutLedger, async (story) => {
      expect((await story.sync()).outcome).toBe('updated');
      expect(story.draft()).toContain('<!-- - [Change 10]');
      expect(story.draft()).toContain('Change 14');
      expect(story.draft()).not.toContain('Change 13');
      expect(archivedText(story)).not.toContain('Rendered before');
      expect(archivedText(story)).toMatch(LEDGER);
      expect((await story.sync()).outcome).toBe('unchanged');
      expectSoundHistory(story);
    });
  });

  it('is taken over also where the draft itself needs no commit', async () => {
    await tell(entryHidden, async (story) => {
      const draft = story.draft();
      const expected = archivedText(story);
      const [entry] = /- \[Change 10\].*/.exec(expected) ?? [];
      await archive(story, (text) => text.replace(LEDGER, `\n## Rendered before\n\n${entry}\n`));
      expect(archivedText(story)).toMatch(/## Rendered before\n\n- \[Change 10\].*\n$/);
      await story.sync();
      expect([story.draft(), archivedText(story)]).toEqual([draft, expected]);
    });
  });

  it('is not known where the ledger cannot be read: the bot only adds, and says so', async () => {
    await tell(entryHidden, async (story) => {
      await archive(story, (text) => text.replace('"version": 1', '"version": 2'));
      const draft = story.draft();
      merged(story, 13);
      await story.sync();
      expect(story.said.join('\n')).toContain('The bot cannot read what it remembers of content/');
      expect(story.draft()).toContain('<!-- - [Change 10]');
      expect(story.draft().replace(/- \[Change 13\].*\n/, '')).toBe(draft);
      expect(archivedText(story)).toContain('"version": 1');
    });
  });
});
