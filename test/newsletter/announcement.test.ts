import { describe, expect, it } from '@jest/globals';
import {
  type AnnouncementState,
  isDraftOf,
  isNews,
  mayWait,
  planAnnouncement,
} from '../../src/newsletter/draft/announcement.js';
import { month } from './builders.js';

const draft = {
  id: 'PR_9',
  number: 9,
  period: month('2020-05'),
  title: 'This Month at Acme: May 2020',
  mergedAt: '2020-06-03T08:00:00Z',
};
const ADDRESS = 'https://acme.org/2020-05/';
const ANNOUNCED = '<!-- newsletter announcement 2020-05 -->';
const PUBLISHED = '<!-- newsletter published 2020-05 -->';
const anHourLater = new Date('2020-06-03T09:00:00Z');

function plan(more: Partial<AnnouncementState> = {}, now = anHourLater) {
  const state = {
    draft,
    address: ADDRESS,
    isOnline: true,
    issue: 7,
    onIssue: [],
    onDraft: [],
    next: null,
    ...more,
  };
  return planAnnouncement(state, now);
}

function bodiesOf(more: Partial<AnnouncementState> = {}): readonly string[] {
  return plan(more).comments.map(({ body }) => body);
}

describe('the announcement of an edition', () => {
  it('is a sentence with the address on the issue, then one on the draft pull request', () => {
    expect(plan().comments).toEqual([
      {
        kind: 'issue',
        number: 7,
        marker: ANNOUNCED,
        body: `**This Month at Acme: May 2020** is published: <${ADDRESS}>\n\n${ANNOUNCED}`,
        replaces: null,
      },
      {
        kind: 'pull request',
        number: 9,
        marker: PUBLISHED,
        body: `Published: <${ADDRESS}>\n\n${PUBLISHED}`,
        replaces: null,
      },
    ]);
  });

  it('is on the draft pull request alone where no issue is set', () => {
    expect(plan({ issue: null }).comments.map(({ number }) => number)).toEqual([9]);
  });

  it('is not repeated where it was made, whatever came after it', () => {
    const onIssue = [`Edited by hand.\r\n\r\n${ANNOUNCED}\r\n`, 'Later.'];
    expect(plan({ onIssue }).comments.map(({ number }) => number)).toEqual([9]);
  });

  it('does not come back on the issue once the draft pull request says that it was made', () => {
    expect(plan({ onDraft: [PUBLISHED] })).toEqual({
      because: 'The edition of May 2020 was announced already.',
      comments: [],
    });
  });

  it('is not taken for made because of another month, a quotation or words about it', () => {
    const onIssue = [
      ANNOUNCED.replace('05', '04'),
      `> ${ANNOUNCED}`,
      `The marker is ${ANNOUNCED}, by the way.`,
      PUBLISHED,
    ];
    expect(bodiesOf({ onIssue })).toHaveLength(2);
    expect(bodiesOf({ onDraft: [ANNOUNCED, `> ${PUBLISHED}`] })).toHaveLength(2);
  });

  it('names an edition without a title by its month', () => {
    expect(bodiesOf({ draft: { ...draft, title: ' ' } })[0]).toMatch(/^\*\*The edition of May 2020\*\* is/);
  });

  it('pings nobody, whatever the title says', () => {
    const [body = ''] = bodiesOf({
      draft: { ...draft, title: 'Hi @acme/all, see #12\n<!-- x --> and **run**' },
    });
    expect(body).not.toMatch(/@\w|#\d/);
    expect(body.split('\n')).toHaveLength(3);
    expect(body).not.toMatch(/(?<!\\)<!-- x|(?<!\\)\*\*run/);
  });
});

describe('the draft of the next edition', () => {
  const NEXT = '<!-- newsletter next draft -->';
  const told = (body: string) => `${body}\n\nNext draft: #12`;

  it('is named where it is known already', () => {
    expect(bodiesOf({ next: 12 })).toEqual([
      `${told(`**This Month at Acme: May 2020** is published: <${ADDRESS}>`)}\n\n${NEXT}\n${ANNOUNCED}`,
      `${told(`Published: <${ADDRESS}>`)}\n\n${NEXT}\n${PUBLISHED}`,
    ]);
  });

  it('comes into the comments that are there, and into what a person left of them', () => {
    const onIssue = [`Read it!\r\n\r\n${ANNOUNCED}\r\n:tada:`];
    expect(plan({ next: 12, onIssue, onDraft: [PUBLISHED], isOnline: false })).toEqual({
      because: 'The edition of May 2020 is followed by the draft #12.',
      comments: [
        {
          kind: 'issue',
          number: 7,
          marker: ANNOUNCED,
          body: `Read it!\n\nNext draft: #12\n\n${NEXT}\n${ANNOUNCED}\n:tada:`,
          replaces: onIssue[0],
        },
        {
          kind: 'pull request',
          number: 9,
          marker: PUBLISHED,
          body: `Next draft: #12\n\n${NEXT}\n${PUBLISHED}`,
          replaces: PUBLISHED,
        },
      ],
    });
  });

  it('is told of once, and not where a person deleted the announcement', () => {
    const onDraft = [`${NEXT}\n${PUBLISHED}`];
    expect(plan({ next: 13, onDraft }).comments).toEqual([]);
    expect(plan({ next: 12, onDraft: [PUBLISHED] }).comments.map(({ number }) => number)).toEqual([9]);
  });
});

describe('an edition whose page does not answer yet', () => {
  it('is not announced, and the log says what is waited for', () => {
    expect(plan({ isOnline: false })).toEqual({
      because: `The edition of May 2020 is announced when ${ADDRESS} answers, or a day after it was merged.`,
      comments: [],
    });
  });

  it('is announced all the same a day after the merge', () => {
    const soon = new Date('2020-06-04T07:59:59Z');
    const aDayLater = new Date('2020-06-04T08:00:00Z');
    expect([soon, aDayLater].map((now) => mayWait(draft, now))).toEqual([true, false]);
    expect(plan({ isOnline: false }, soon).comments).toEqual([]);
    expect(plan({ isOnline: false }, aDayLater).comments).toHaveLength(2);
  });
});

describe('a merged pull request that brought an edition', () => {
  it.each([
    ['next', 'Anything', true],
    ['letter', 'This Month at Acme: May 2020', true],
    ['letter', 'This Month at Acme: April 2020', false],
    ['letter', 'Anything', false],
    ['next-2020-05', 'This Month at Acme: May 2020', false],
  ])('from %s with the title "%s" was its draft: %s', (headRefName, title, expected) => {
    expect(isDraftOf(draft.period, { headRefName, title }, 'next')).toBe(expected);
  });
});

describe('a merge', () => {
  it.each([
    ['2020-06-03T08:00:00Z', true],
    ['2020-06-10T08:00:00Z', true],
    ['2020-06-10T08:00:01Z', false],
  ])('is still news on %s: %s', (now, expected) => {
    expect(isNews(draft.mergedAt, new Date(now))).toBe(expected);
  });
});
