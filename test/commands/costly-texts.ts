/** What GitHub accepts at most for a comment (https://github.com/orgs/community/discussions/27190). */
export const LONGEST_COMMENT = 65_536;

/** Prose as people write it. */
const PROSE =
  'The mapper no longer flushes pages that were never mapped, which makes `map_to` *much* faster; see ' +
  '[the discussion](https://github.com/acme/widget/issues/12) for numbers.\nThanks to everybody who measured it.\n\n' +
  '- `Page::containing_address` is const now\n- the documentation of `PageTable` tells of **alignment**\n\n';

/** Backticks, each run longer than the one before. */
const GROWING_RUNS = Array.from({ length: 362 }, (_, index) => '`'.repeat(index + 1)).join(' ');

/** Pieces that cost some Markdown parser more the more often they are repeated. */
const REPEATED: Readonly<Record<string, string>> = {
  'processing instructions': '<?',
  CDATA: '<![CDATA[',
  declarations: '<!A ',
  comments: '<!--',
  'ends of comments': '-->',
  references: '[x][',
  'links in links': '[[a](',
  'open brackets': '[',
  'closed brackets': ']',
  'open addresses': '[a](b',
  'addresses in angles': '[a](<b',
  'addresses with parentheses': '[a](((',
  'titles of links': '[a](b "',
  images: '![',
  'whole links': '[a](b)',
  footnotes: '[^',
  'footnotes with names': '[^a]: b\n',
  definitions: '[a]: b\n',
  'definitions with open titles': '[a]: b "\n',
  'mixed emphasis': '*a_',
  'open emphasis': '*a ',
  'open strong emphasis': '**a ',
  'emphasis of both kinds': '_a*',
  'long runs of asterisks': 'a**b***c*d ',
  strikethrough: '~~a~',
  asterisks: '*',
  underscores: '_',
  backticks: '` `` ',
  'backticks of growing length': GROWING_RUNS,
  'open tags': '<a ',
  'open attributes': '<a b="',
  'alternating quotes': '<a b=\'" c="\' ',
  'tags of blocks': '<div>\n\n',
  'tags in a row': '<b></b>',
  'angle brackets': '<',
  'addresses of mail': '<a@b.c>',
  'addresses of mail without an end': 'a@b.',
  'numbers in addresses of mail': 'a&#46;b&#97;%2e%40',
  'markup in addresses of mail': 'a@*b*`.',
  'open autolinks': '<http://a',
  'bare addresses': 'www.a.b ',
  'many dots': 'a.',
  entities: '&amp;',
  'numeric entities': '&#x41;',
  ampersands: '&',
  backslashes: '\\',
  'escaped signs': '\\*',
  'hard breaks': 'a  \n',
  'setext headings': 'a\n-\n\n',
  'setext headings with long underlines': 'a\n-----\n\n',
  'setext underlines': '---\na\n',
  'double underlines': 'a\n===\n',
  headings: '# a\n',
  'headings with closing marks': '# a #\n',
  'thematic breaks': '***\n',
  'list items': '- a\n',
  'loose list items': '- a\n\n',
  'numbered items': '1. a\n',
  'empty items': '-\n',
  'nested lists in a line': '- ',
  'lists and quotes in a line': '- > ',
  'growing lists': Array.from({ length: 60 }, (_, index) => `${'  '.repeat(index)}- a\n`).join(''),
  'quotes in a line': '> ',
  'lines of quotes': '> a\n',
  'quotes apart': '> a\n\n',
  tables: '|a|b|\n|-|-|\n',
  'cells of tables': '|a',
  'fences of code': '```\n',
  'fences of tildes': '~~~ a\n',
  'indented code': '    a\n\n',
  paragraphs: 'a\n\n',
  'short lines': 'a\n',
  newlines: '\n',
  'returns of the carriage': '\r',
  tabs: '\t',
  'tabs behind marks': '-\t\ta\n',
  spaces: ' ',
  letters: 'a',
  'wide letters': '文',
  emoji: '😀',
  'combining marks': 'a\u0301\u0301\u0301',
  'invisible signs': '\u200b',
  mentions: '@a ',
  templates: '{{ a }} {% b %} ',
  'quotes of mail': '\nOn x <a@b.c> wrote:\n',
  'signatures of mail': 'a\n-- \n',
  numbers: '#1 ',
  mixed: '[*`<a "_![\\&',
};

/** A costly text by the name of its family, as long as is asked. */
export type Family = readonly [name: string, text: (length: number) => string];

export const FAMILIES: readonly Family[] = Object.entries(REPEATED).map(([name, piece]) => [
  name,
  (length) => repeatTo(piece, length),
]);

export const ORDINARY: Family = ['ordinary prose', (length) => repeatTo(PROSE, length)];

function repeatTo(piece: string, length: number): string {
  return piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
}

/** Ways to put a text into a comment of the greatest length. `turn` makes each comment another one. */
export const SHAPES: readonly (readonly [
  name: string,
  place: 'pull request' | 'draft',
  comment: (text: (length: number) => string, turn: number) => string,
])[] = [
  ['one note', 'pull request', (text, turn) => `/newsletter note ${turn} ${text(LONGEST_COMMENT - 25)}`],
  [
    'above a command',
    'pull request',
    (text, turn) => `${text(LONGEST_COMMENT - 50)}\n\n/newsletter hide ${turn}`,
  ],
  [
    'below a command',
    'pull request',
    (text, turn) => `/newsletter hide ${turn}\n${text(LONGEST_COMMENT - 50)}`,
  ],
  [
    'fifty notes',
    'pull request',
    (text, turn) =>
      Array.from({ length: 50 }, (_, index) => `/newsletter note\nof ${turn}.${index}: ${text(1_200)}`).join(
        '\n',
      ),
  ],
  [
    'fifty notes of tame paragraphs',
    'pull request',
    (text, turn) =>
      Array.from(
        { length: 50 },
        (_, index) => `/newsletter note\nof ${turn}.${index}: ${tame(text(1_150))}`,
      ).join('\n'),
  ],
  [
    'three sections',
    'draft',
    (text, turn) =>
      ['a', 'b', 'c']
        .map((name) => `/newsletter section other/${name}\nof ${turn}: ${text(19_900)}`)
        .join('\n'),
  ],
  [
    'three sections of tame paragraphs',
    'draft',
    (text, turn) =>
      ['a', 'b', 'c']
        .map((name) => `/newsletter section other/${name}\nof ${turn}: ${tame(text(19_500))}`)
        .join('\n'),
  ],
  [
    'thousands of commands',
    'pull request',
    (text, turn) => `/newsletter note ${turn}${text(13)}\n`.repeat(1_900),
  ],
];

/** The text in paragraphs of 240 signs at most, as many as the lines of a section can be. */
function tame(text: string): string {
  const paragraphs = text.match(/(?:[A-Za-z\d\s]*[^A-Za-z\d\s]+){1,240}|[\s\S]{1,1900}/g) ?? [];
  return paragraphs.join('\n\n').split('\n').slice(0, 950).join('\n');
}
