import { describe, expect, it } from '@jest/globals';
import { frameDashboard, recoverBody, restoreBody } from '../../src/newsletter/draft/pull-request-body.js';

const [old, fresh] = [frameDashboard('**1 merged**'), frameDashboard('**2 merged**')];
const read = `Notes.\n\n${old}`;
const written = `Notes.\n\n${fresh}`;

describe('a body that was written', () => {
  it('over what was read has lost nothing', () => {
    expect(restoreBody({ read, written, versions: [written, read, 'Older.'] })).toBeNull();
    expect(restoreBody({ read, written: read, versions: [read] })).toBeNull();
  });

  it('over what was read with other line ends has lost nothing', () => {
    const stored = read.replaceAll('\n', '\r\n');
    expect(restoreBody({ read, written, versions: [written.replaceAll('\n', '\r\n'), stored] })).toBeNull();
  });

  it('over an unseen edit gets the person’s text back, with the dashboard refreshed in it', () => {
    const edited = `My notes.\n\n${old}\n\nAnd more.`;
    expect(restoreBody({ read, written, versions: [written, edited, read] })).toBe(
      `My notes.\n\n${fresh}\n\nAnd more.`,
    );
  });

  it('over several unseen edits gets the last of them back', () => {
    const versions = [written, `Second.\n${old}`, `First.\n${old}`, read];
    expect(restoreBody({ read, written, versions })).toBe(`Second.\n${fresh}`);
  });

  it('over an edit within the dashboard gets the person’s words back, above the dashboard', () => {
    const edited = read.replace('1 merged', '1 merged, hooray');
    expect(restoreBody({ read, written, versions: [written, edited, read] })).toBe(
      `Notes.\n\n**1 merged, hooray**\n\n${fresh}`,
    );
  });

  it('over a body without a dashboard gets it back, with the dashboard', () => {
    expect(restoreBody({ read, written, versions: [written, 'Mine.', read] })).toBe(`Mine.\n\n${fresh}`);
    expect(restoreBody({ read, written, versions: [written, '', read] })).toBe(fresh);
  });

  it('with a dashboard that was not there over an unseen edit gets that back, once', () => {
    const [own, added] = ['Mine.', `Mine.\n\n${fresh}`];
    expect(restoreBody({ read: own, written: added, versions: [added, 'Mine, too.', own] })).toBe(
      `Mine, too.\n\n${fresh}`,
    );
  });

  it('by two runs at once is left as the last one wrote it', () => {
    const other = `Notes.\n\n${frameDashboard('**3 merged**')}`;
    expect(restoreBody({ read, written, versions: [written, other, read] })).toBeNull();
  });

  it('between two people’s edits keeps both of them', () => {
    const lost = `Notes.\n\n${old}\n\nFrom Ann.`;
    const later = `From Bob.\n\n${written}`;
    expect(restoreBody({ read, written, versions: [later, written, lost, read] })).toBe(
      `From Bob.\n\nNotes.\n\n${fresh}\n\nFrom Ann.`,
    );
  });

  it('between two edits of one line keeps both of them', () => {
    const lost = read.replace('Notes.', 'Notes of Ann.');
    const later = written.replace('Notes.', 'Notes of Bob.');
    expect(restoreBody({ read, written, versions: [later, written, lost, read] })).toBe(
      `Notes of Bob.\nNotes of Ann.\n\n${fresh}`,
    );
  });

  it('and of which GitHub has no history stays', () => {
    expect(restoreBody({ read, written, versions: [] })).toBeNull();
    expect(restoreBody({ read, written, versions: ['Something else.', read] })).toBeNull();
  });
});

describe('a body that a run wrote which was ended right after', () => {
  const edited = `My notes.\n\n${old}\n\nAnd more.`;
  const whole = `My notes.\n\n${fresh}\n\nAnd more.`;

  it('gets an unseen edit back', () => {
    expect(recoverBody([written, edited, read])).toBe(whole);
    expect(recoverBody([written, `${edited} Again.`, edited, read])).toBe(`${whole} Again.`);
    const windows = [written, edited, read].map((body) => body.replaceAll('\n', '\r\n'));
    expect(recoverBody(windows)?.replaceAll('\r\n', '\n')).toBe(whole);
  });

  it('gets it back with what people wrote since', () => {
    expect(recoverBody([`${written}\n\nFrom Bob.`, written, edited, read])).toContain('From Bob.');
    expect(recoverBody([`${written}\n\nFrom Bob.`, written, edited, read])).toContain('My notes.');
  });

  it('gets it back once: what a person strikes out afterwards stays away', () => {
    expect(recoverBody([whole, written, edited, read])).toBeNull();
    expect(recoverBody([`My notes.\n\n${fresh}`, whole, written, edited, read])).toBeNull();
  });

  it('gets it back where the run put the dashboard below what people wrote', () => {
    const [own, added] = ['Mine.', `Mine.\n\n${fresh}`];
    expect(recoverBody([added, 'Mine, too.', own])).toBe(`Mine, too.\n\n${fresh}`);
    expect(recoverBody([added, own])).toBeNull();
    const broken = read.replace('1 merged', '1 merged, hooray');
    const mended = `Notes.\n\n**1 merged, hooray**\n\n${fresh}`;
    expect(recoverBody([mended, broken, read])).toBeNull();
    expect(recoverBody([mended, `${broken}\n\nAnd more.`, broken, read])).toBe(
      `Notes.\n\n**1 merged, hooray**\n\nAnd more.\n\n${fresh}`,
    );
  });

  it('has lost nothing where only people edited, or the bot saw what it wrote over', () => {
    const seen = `My notes.\n\n${fresh}\n\nAnd more.`;
    expect(recoverBody([])).toBeNull();
    expect(recoverBody([written, read])).toBeNull();
    expect(recoverBody([seen, edited, read])).toBeNull();
    expect(recoverBody([read, edited, read])).toBeNull();
    expect(recoverBody(['Mine.', written, read])).toBeNull();
  });
});
