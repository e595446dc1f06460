import fc from 'fast-check';

const CHARACTERS = Array.from('<>[]()*_`\\&;!#@{}%-|~^:/+ ab\u{A0}😀€\n');
const SEQUENCES = [
  '{{ a(',
  '{% end',
  '-->',
  '--!>',
  '<!--',
  '<b>',
  '<a b="',
  '&amp;',
  '&#35;',
  '[^a]',
  '![',
  '](',
  '**',
  '__',
  '~~',
  '``',
  'https://a.b',
];

/** Titles of what Markdown, HTML and Zola give a meaning to. */
export const nastyTitle: fc.Arbitrary<string> = fc
  .array(fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...CHARACTERS) }, fc.constantFrom(...SEQUENCES)), {
    maxLength: 40,
  })
  .map((parts) => parts.join(''));
