import { describe, expect, it } from '@jest/globals';
import { type CommitOrigin, isOffer, isOwnCommit } from '../../src/github/draft/own-commit.js';

const bot = { login: 'acme-bot[bot]', databaseId: 77, url: 'https://github.com/apps/acme-bot' };
const phil = { login: 'phil', databaseId: 5, url: 'https://github.com/phil' };
const signature = { isValid: true, wasSignedByGitHub: true };

function by(email: string, user: { login: string; databaseId: number | null } | null = null): CommitOrigin {
  return { author: { email, user }, signature };
}

describe('a commit is the bot’s own', () => {
  it.each<[string, CommitOrigin, boolean]>([
    ['its account is the author', by('x@acme.example', { login: 'acme-bot[bot]', databaseId: 77 }), true],
    ['the account was renamed since', by('x@acme.example', { login: 'old[bot]', databaseId: 77 }), true],
    ['GitHub shows no account, but the address of one', by('77+a[bot]@users.noreply.github.com'), true],
    ['it has the login alone', by('x@acme.example', { login: 'acme-bot[bot]', databaseId: 78 }), false],
    ['a person put the id before an address of theirs', by('77+a@users.noreply.evil.example'), false],
    ['it has a longer id', by('177+a[bot]@users.noreply.github.com'), false],
    ['an address has two hosts', by('77+a@users.noreply.github.com@evil.example'), false],
    ['it has no author', { author: null, signature }, false],
    ['it is not signed', { ...by('77+a[bot]@users.noreply.github.com'), signature: null }, false],
    [
      'a person signed it',
      { ...by('77+a[bot]@users.noreply.github.com'), signature: { isValid: true, wasSignedByGitHub: false } },
      false,
    ],
    [
      'the signature is wrong',
      { ...by('77+a[bot]@users.noreply.github.com'), signature: { isValid: false, wasSignedByGitHub: true } },
      false,
    ],
  ])('where %s: %#', (_, commit, isOwn) => {
    expect(isOwnCommit(commit, bot)).toBe(isOwn);
  });

  it('of the owner of a token, and of nobody else', () => {
    expect(isOwnCommit(by('p@acme.example', { login: 'phil', databaseId: 5 }), phil)).toBe(true);
    expect(isOwnCommit(by('a@acme.example', { login: 'ann', databaseId: 6 }), phil)).toBe(false);
  });

  it('by its login where GitHub tells no id', () => {
    const unknown = { ...bot, databaseId: null };
    expect(isOwnCommit(by('', { login: 'Acme-Bot[bot]', databaseId: 1 }), unknown)).toBe(true);
    expect(isOwnCommit(by('77+acme-bot[bot]@users.noreply.github.com'), unknown)).toBe(false);
  });
});

describe('a commit offers something', () => {
  const trailer = `Newsletter-Rendered: ${'a'.repeat(40)}`;
  const own = by('77+a[bot]@users.noreply.github.com');

  it.each([
    ['whose message ends in the trailer', `Update\n\nAdds two.\n\n${trailer}`, true],
    ['with a last line end', `Draft\n\n${trailer}\n`, true],
    [
      'that has the trailer above other lines',
      `Squash (#3)\n\n* Update\n\n${trailer}\n\nCo-authored-by: Ann`,
      false,
    ],
    ['that is the trailer alone', trailer, false],
    ['that quotes it', `Update\n\n> ${trailer}`, false],
  ])('%s: %#', (_, message, isAnOffer) => {
    expect(isOffer({ ...own, message }, bot)).toBe(isAnOffer);
  });
});
