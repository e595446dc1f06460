import { expect, it } from '@jest/globals';
import { formatProblems } from '../../src/config/config-problems.js';

it('prints a problem a line, with file, line, path and example', () => {
  const problems = [
    { path: '', line: 3, message: 'is nested too deeply.', example: 'group: crate' },
    {
      path: 'repositories.uefi-rs.grup',
      line: 12,
      message: 'unknown key; did you mean "group"?',
      example: 'group: crate',
    },
  ];
  expect(formatProblems(problems, 'newsletter.yml').split('\n')).toEqual([
    'newsletter.yml:3: is nested too deeply. For example: group: crate',
    'newsletter.yml:12: repositories.uefi-rs.grup: unknown key; did you mean "group"? For example: group: crate',
  ]);
});
