import { describe, expect, it } from '@jest/globals';
import { ActionNeeded } from '../../src/github/connection/errors.js';
import { failureReport } from '../../src/server/line-log.js';

const error = new ActionNeeded('Do this.', { cause: new Error('because of that') });

describe('what a process says about the error that ended it', () => {
  it.each([undefined, 'info', 'warn'])('is its sentence alone (LOG_LEVEL=%s)', (level) => {
    expect(failureReport(error, level)).toBe('Do this.\n');
  });

  it.each(['debug', 'trace'])('has all stacks with LOG_LEVEL=%s', (level) => {
    const [sentence, ...rest] = failureReport(error, level).split('\n');
    expect(sentence).toBe('Do this.');
    expect(rest.filter((line) => !line.startsWith('    at '))).toEqual([
      'ActionNeeded: Do this.',
      'Error: because of that',
      '',
    ]);
  });

  it('never has what may be a secret, whoever put it where', () => {
    const mistaken = new ActionNeeded(
      'APP_ID must be a number, not "ghp_16C7e42F292c6912E7710c838347Ae178B4a".',
    );
    expect(failureReport(mistaken, 'info')).toBe('APP_ID must be a number, not "[…]".\n');
    expect(failureReport(mistaken, 'debug')).not.toContain('16C7');
  });

  it('is one line for what is no error', () => {
    expect(failureReport('odd', 'debug')).toBe(
      'Something unexpected happened: odd. LOG_LEVEL=debug shows where.\n',
    );
  });
});
