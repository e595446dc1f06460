import MarkdownIt from 'markdown-it';

// Reads the 75 published editions as Zola does.
const zola = new MarkdownIt({ html: true });

/** What a reader sees of the Markdown, and the names of the elements it is made of, each once, sorted. */
export interface AsSeen {
  readonly text: string;
  readonly elements: readonly string[];
  readonly links: readonly string[];
}

export function asSeen(markdown: string): AsSeen {
  const html = zola.render(markdown);
  const tags = [...html.matchAll(/<(\w+)/g)].map(([, name = '']) => name);
  return {
    text: unescaped(html.replace(/<!--.*?-->|<[^<>]*>/gs, '')).trim(),
    elements: [...new Set(tags)].sort(),
    links: [...html.matchAll(/<a href="([^"]*)"/g)].map(([, href = '']) => unescaped(href)),
  };
}

/** A title as a reader should see it: backticks that enclose code are gone, and with them a space of padding. */
export function titleAsSeen(cleanTitle: string): string {
  return withoutFences(cleanTitle).trim();
}

/** The same without regard to white space at the ends, of which a code span can have some. */
export function withoutFences(cleanTitle: string): string {
  return cleanTitle.replace(/(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)/gs, (_, _fence, code: string) =>
    /^ .*[^ ].* $/s.test(code) ? code.slice(1, -1) : code,
  );
}

function unescaped(html: string): string {
  return html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}
