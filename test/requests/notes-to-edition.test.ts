import { describe, expect, it } from '@jest/globals';
import { assembleEdition } from '../../src/newsletter/edition/assemble-edition.js';
import { renderEdition } from '../../src/newsletter/edition/render-edition.js';
import { resolveRequests } from '../../src/requests/resolve-requests.js';
import { contributor, pullRequest, sources } from '../newsletter/builders.js';
import { comment, noted, requestSources, type TestSources } from './builders.js';

const works = [
  pullRequest(1, { author: contributor('ann', 1) }),
  pullRequest(2, { author: contributor('bob', 2) }),
  pullRequest(3, { author: contributor('bob', 2) }),
];
const url = (number: number) => `https://github.com/acme/widget/pull/${number}`;

function edition(more: Partial<TestSources>): string {
  const { amendments } = resolveRequests(requestSources(more));
  return renderEdition(assembleEdition(sources(works, { amendments })));
}

describe('from comments to the edition', () => {
  it('tells what people asked for', () => {
    const text = edition({
      pullRequests: [
        noted(1, {
          comments: [
            comment('ann', 'Done!\n\n/newsletter title Add `Vec<u8>`\n/newsletter note\n- no *allocator*'),
          ],
        }),
        noted(2, { authors: ['bob'], body: '```newsletter\nwith #3\ncredit @dan for the idea\n```' }),
        noted(3, { authors: ['bob'] }),
      ],
      draft: [
        comment('eve', '/newsletter highlight widget#2'),
        comment('eve', '/newsletter link https://a.example/?utm_source=b A @link\nIt is <b>new</b>.'),
        comment('eve', '/newsletter section eve/kernel\n# Boots\n\nOn `x86_64`.'),
        comment('max', '/newsletter intro widget\nA *widget*.'),
      ],
    });
    expect(text).toContain(
      [
        'A *widget*.',
        '',
        'We merged the following PRs this month:',
        '',
        `- [Change 2](${url(2)}) (with [#3](${url(3)}))`,
        '  - Thanks to [@dan](https://github.com/dan) for the idea!',
        `- [Add \`Vec<u8>\`](${url(1)})`,
        '  - no *allocator*',
        '',
        'Thanks to [@ann](https://github.com/ann), [@bob](https://github.com/bob), and [@dan](https://github.com/dan) for their contributions!',
      ].join('\n'),
    );
    expect(text).toContain('- [A @link](https://a.example/)\n  - It is \\<b>new\\</b>.');
    expect(text).toContain(
      '(Section written by [@eve](https://github.com/eve))</span>\n\n#### Boots\n\nOn `x86_64`.',
    );
  });

  it('shows images in sections alone, from hosts that the settings allow; others are links', () => {
    const images = '![a](https://pictures.example/a.png) ![b](https://other.example/b.png)';
    const draft = [
      comment('eve', `/newsletter section eve/kernel\n${images}`),
      comment('max', `/newsletter intro widget\n${images}`),
    ];
    const links = '[a](https://pictures.example/a.png) [b](https://other.example/b.png)';
    const pullRequests = [noted(1)];

    expect(edition({ pullRequests, draft }).split(links)).toHaveLength(3);
    const allowed = edition({ pullRequests, draft, imageHosts: ['pictures.example'] });
    expect(allowed.split(`!${links}`)).toHaveLength(2);
    expect(allowed.split(links)).toHaveLength(3);
  });

  it('is untouched by what strangers ask for', () => {
    const asked = ['note a', 'title b', 'hide', 'with #2', 'credit @sam'].map((verb) =>
      comment('sam', `/newsletter ${verb}`),
    );
    const onDraft = [
      'link https://a.example',
      'section sam/os\nx',
      'intro widget\nx',
      'title widget#1 x',
      'freeze',
    ].map((verb) => comment('sam', `/newsletter ${verb}`));
    expect(edition({ pullRequests: [noted(1, { comments: asked }), noted(2)], draft: onDraft })).toBe(
      edition({}),
    );
  });
});
