import { describe, expect, it } from '@jest/globals';
import { lineLog } from '../../src/server/line-log.js';

/** A log of that level, and what it wrote. */
function setUp(level: string, isTTY = false) {
  const written: string[] = [];
  const log = lineLog({ isTTY, write: (text) => written.push(text) }, level);
  return { log, written };
}

const UP = '\u001b[1A\u001b[2K';

describe('the log', () => {
  it.each([
    ['trace', ['debug: a\n', 'b\n', 'warn: c\n', 'error: d\n']],
    ['debug', ['debug: a\n', 'b\n', 'warn: c\n', 'error: d\n']],
    ['info', ['b\n', 'warn: c\n', 'error: d\n']],
    ['warn', ['warn: c\n', 'error: d\n']],
    ['error', ['error: d\n']],
    ['fatal', []],
  ])('of level %s writes what is at least that important', (level, expected) => {
    const { log, written } = setUp(level);
    log.debug('a');
    log.info('b');
    log.warn('c');
    log.error('d');
    expect(written).toEqual(expected);
  });

  it('counts on in one line of a terminal', () => {
    const { log, written } = setUp('info', true);
    log.info('Read 100 of 300 pull requests.');
    log.info('Read 200 of 300 pull requests.');
    log.info('Read the crates of 2 repositories.');
    log.info('Read 300 of 300 pull requests.');
    expect(written).toEqual([
      'Read 100 of 300 pull requests.\n',
      `${UP}Read 200 of 300 pull requests.\n`,
      'Read the crates of 2 repositories.\n',
      'Read 300 of 300 pull requests.\n',
    ]);
  });

  it('never rewrites a line that the terminal broke', () => {
    const written: string[] = [];
    const log = lineLog({ isTTY: true, columns: 40, write: (text) => written.push(text) }, 'info');
    for (const seconds of [1, 4]) log.info(`GitHub has trouble (503). Trying again in ${seconds} s.`);
    for (const seconds of [1, 4]) log.info(`Trying again in ${seconds} s.`);
    expect(written.filter((text) => text.includes(UP))).toEqual([`${UP}Trying again in 4 s.\n`]);
  });

  it('never rewrites a warning or an error, nor a line before one', () => {
    const { log, written } = setUp('info', true);
    log.info('Read 1 of 2.');
    log.warn('The edition of 2020-03 cannot be read.');
    log.warn('The edition of 2020-04 cannot be read.');
    log.error('GitHub has trouble (502).');
    log.error('GitHub has trouble (503).');
    log.info('Read 2 of 2.');
    expect(written.filter((text) => text.includes(UP))).toEqual([]);
  });

  it('writes plain lines where there is no terminal', () => {
    const { log, written } = setUp('info');
    log.info('Read 1 of 2.');
    log.info('Read 2 of 2.');
    expect(written).toEqual(['Read 1 of 2.\n', 'Read 2 of 2.\n']);
  });
});
