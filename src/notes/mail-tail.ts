const BREAK = String.raw`(?:\r\n|\r|\n)`;
const ADDRESS = String.raw`<[^<>\s@]+@[^<>\s]+>[^\r\n]*:[ \t]*`;

/** The mark of a signature, with the space that mail programs put behind it: without it a heading is meant. */
const SIGNATURE = `${BREAK}-- ${BREAK}`;
/** `On …, Phil <notifications@github.com> wrote:` in any language, on one line or two, and a quote below it. */
const QUOTATION = String.raw`${BREAK}[^\r\n>]+${BREAK}?${ADDRESS}${BREAK}\s*>`;

const TAIL = new RegExp(String.raw`(?:${SIGNATURE}|${QUOTATION})[\s\S]*$`);

/** The lines below a command without what a mail program puts below a reply: the signature and the mail itself. */
export function withoutMailTail(block: string): string {
  return block.replace(TAIL, '');
}
