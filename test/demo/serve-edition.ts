import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import MarkdownIt from 'markdown-it';

/** A server of one page. */
export interface EditionServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Serves what `edition` returns, rendered as the newsletter's site generator would, anew for each visit. */
export async function serveEdition(edition: () => string): Promise<EditionServer> {
  const server = createServer((request, response) => {
    if (request.url !== '/') return response.writeHead(404).end();
    response.setHeader('content-type', 'text/html; charset=utf-8');
    return response.end(renderPage(edition()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

const STYLE = `
  body { max-width: 45rem; margin: 3rem auto; padding: 0 1rem; font: 1.05rem/1.6 system-ui, sans-serif; color: #222; }
  h1, h2, h3 { line-height: 1.25; } h2 { margin-top: 2.5em; border-bottom: 1px solid #ddd; }
  code { background: #f3f3f3; padding: 0.1em 0.3em; border-radius: 3px; } a { color: #0366d6; }
  .gray, .maintainers { color: #777; } .maintainers { display: block; font-size: 0.9rem; }
  @media (prefers-color-scheme: dark) {
    body { background: #16181d; color: #ddd; } code { background: #2a2d34; } a { color: #6cb0ff; } h2 { border-color: #444; }
  }
`;

/** A page with the edition's title and text; its front matter is not shown. */
export function renderPage(edition: string): string {
  const [, front = '', body = edition] = /^\+\+\+\n([\s\S]*?)\n\+\+\+\n([\s\S]*)$/.exec(edition) ?? [];
  const markdown = new MarkdownIt({ html: true });
  const title = markdown.utils.escapeHtml(/^title = "(.*)"$/m.exec(front)?.[1] ?? 'The edition');
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${STYLE}</style></head>
<body><main><h1>${title}</h1>${markdown.render(body)}</main></body>
</html>`;
}
