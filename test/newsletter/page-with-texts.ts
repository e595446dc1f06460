import { entryLine, HOUSE_FORM, hiddenLine } from '../../src/newsletter/document/form.js';
import { linkItem } from '../../src/newsletter/edition/link-parts.js';
import { cleanTitle, escapeLine } from '../../src/newsletter/markdown/markdown.js';
import { blocksFrom, linesFrom } from '../../src/newsletter/markdown/safe-markdown.js';
import { callsIn } from './read-by-others.js';
import { foreignIn, type Renderer, readHtml } from './rendered-by-the-site.js';

/** Where people's text stands on a page, and what may be there. */
const PLACES = [
  'introduction',
  'section',
  'description',
  'title',
  'notes',
  'hidden',
  'link',
  'link notes',
] as const;
type PlaceName = (typeof PLACES)[number];
const HAS_BLOCKS: ReadonlySet<PlaceName> = new Set(['introduction', 'section']);

export const PICTURES = 'pictures.example';
const URL_OF_ENTRY = 'https://github.com/acme/a/pull/1';

type Texts = Readonly<Record<PlaceName, string>>;

/** Each place's text as the bot writes it. Where it writes none, something else stands there. */
function textsOf(text: string): Texts {
  const texts = written.get(text) ?? write(text);
  written.set(text, texts);
  return texts;
}

/** What was written, for the next parser. */
const written = new Map<string, Texts>();

function write(text: string): Texts {
  const lines = linesFrom(text)
    .map((line) => `  - ${line}`)
    .join('\n');
  const notes = lines === '' ? '  - nothing' : lines;
  const title = cleanTitle(text) === '' ? 'nothing' : text;
  return {
    introduction: blocksFrom(text),
    section: blocksFrom(text, [PICTURES]),
    description: escapeLine(title),
    title: entryLine(HOUSE_FORM, title, URL_OF_ENTRY),
    notes,
    hidden: hiddenLine(HOUSE_FORM, title, URL_OF_ENTRY),
    link: linkItem(HOUSE_FORM, {
      part: 'news',
      url: 'https://a.example/x',
      title,
      words: null,
      description: [],
    }),
    'link notes': notes,
  };
}

/** A section as its author typed it, to see that the proof tells. */
export function pasted(text: string): Texts {
  return { ...MARKS, introduction: text, section: text };
}

/** An edition with people's text in all places. */
function pageOf(at: Texts): string {
  return `## Part

### [\`a\`](https://github.com/acme/a)

Before the introduction.

${at.introduction}

- [First](https://github.com/acme/a/pull/0) said
${at.title}
${at.notes}
- [Second](https://github.com/acme/a/pull/2) said

${at.hidden}

Thanks to [@x](https://github.com/x)!

### [\`b\`](https://github.com/acme/b)

${at.section}

Behind the section, \`<code>\` and [a reference][r], [x], [y], [x][y] and [^1].

## News

${at.link}
${at['link notes']}
- [Last](https://a.example/last) said

- [**\`b\`:**](https://github.com/acme/b) ${at.description}

| a table | of an editor |
|---|---|
| its | cell |

[r]: https://a.example/reference
`;
}

const MARKS: Texts = {
  introduction: 'MARKA',
  section: 'MARKB',
  description: 'MARKC',
  title: `- [MARKD](${URL_OF_ENTRY})`,
  notes: '  - MARKE',
  hidden: `<!-- - [MARKF](${URL_OF_ENTRY}) -->`,
  link: '- [MARKG](https://a.example/x)',
  'link notes': '  - MARKH',
};

/** The page without people's text, in pieces between the places. */
function frameOf({ render }: Renderer): readonly string[] {
  return render(pageOf(MARKS)).split(/<p>MARK[AB]<\/p>\n|<!-- .*MARKF.*-->\n|MARK\w/);
}

/** The HTML of people's text, in the order of the places; `null` where what is around it is not as it should be. */
function cut(html: string, frame: readonly string[]): readonly string[] | null {
  const pieces: string[] = [];
  let position = frame[0]?.length ?? 0;
  if (!html.startsWith(frame[0] ?? '')) return null;
  for (const [index, part] of frame.slice(1).entries()) {
    const isLast = index === frame.length - 2;
    const at = isLast ? html.length - part.length : html.indexOf(part, position);
    if (at < position || (isLast && !html.endsWith(part))) return null;
    pieces.push(html.slice(position, at));
    position = at + part.length;
  }
  return pieces;
}

/** The order of the places on the page. */
const ORDER: readonly PlaceName[] = [
  'introduction',
  'title',
  'notes',
  'hidden',
  'section',
  'link',
  'link notes',
  'description',
];

/** A text with what readers must find of it on the page. */
export interface Text {
  readonly text: string;
  readonly words: readonly string[];
}

/** What is wrong with the pages on which people wrote a text everywhere that they can; nothing is. */
export function problemsOnPages(
  typed: readonly Text[],
  renderer: Renderer,
  textsFrom: (text: string) => Texts = textsOf,
): readonly string[] {
  const frame = frameOf(renderer);
  const texts = typed.map(({ text }) => textsFrom(text));
  const pages = texts.map(pageOf);
  const rendered = renderer.renderAll(pages);
  return typed.flatMap(({ text, words }, index) => {
    const [at, page] = [texts[index] ?? MARKS, pages[index] ?? ''];
    const found = cut(rendered[index] ?? '', frame) ?? cut(renderer.render(page), frame);
    const problems =
      found === null
        ? [`it changes what is around it: ${JSON.stringify(at)}`]
        : ORDER.flatMap((place, nth) => problemsOf(place, found[nth] ?? '', at[place], words));
    return [...problemsOfCalls(at), ...problems].map((problem) => `Of ${JSON.stringify(text)}, ${problem}`);
  });
}

function problemsOfCalls(at: Texts): readonly string[] {
  return Object.entries(at).flatMap(([place, markdown]) =>
    callsIn(markdown).map((call) => `${place} calls a template, ${call}: ${markdown}`),
  );
}

function problemsOf(
  place: PlaceName,
  html: string,
  markdown: string,
  words: readonly string[],
): readonly string[] {
  const where = `${place}: ${markdown}\nis rendered as ${html}`;
  if (place === 'hidden') return isOneComment(html) ? [] : [`is not one comment in ${where}`];
  const isBlocks = HAS_BLOCKS.has(place);
  const { text } = readHtml(html);
  const missing = words.filter((word) => !text.includes(word));
  return [
    ...foreignIn(html.replace(/<\/li>\n<li>/g, ' '), isBlocks ? 'blocks' : 'line').map(
      (what) => `${what} in ${where}`,
    ),
    ...missing.map((word) => `${word} is not shown in ${where}`),
  ];
}

function isOneComment(html: string): boolean {
  const { elements, comments, text } = readHtml(html);
  return elements.length === 0 && comments.length === 1 && text.trim() === '';
}
