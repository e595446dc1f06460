import { TextDecoder } from 'node:util';

/** Where a page may say its encoding, from its first byte on: as in the HTML standard. */
const PRESCANNED = 1_024;

/** The text of a page, by its byte order mark, the header `Content-Type`, or its own word, else UTF-8. */
export function decodePage(bytes: Uint8Array, contentType: string): string {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, PRESCANNED));
  const told = charsetIn(contentType) ?? charsetIn(/<meta\s[^>]*charset[^>]*>/i.exec(start)?.[0] ?? '');
  return decoderFor(markedBy(bytes) ?? told ?? 'utf-8').decode(bytes);
}

function charsetIn(text: string): string | null {
  return /charset\s*=\s*["']?\s*([\w:.-]+)/i.exec(text)?.[1] ?? null;
}

function markedBy([first, second]: Uint8Array): string | null {
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return first === 0xff && second === 0xfe ? 'utf-16le' : null;
}

function decoderFor(label: string): TextDecoder {
  try {
    return new TextDecoder(label);
  } catch {
    // Nobody knows an encoding of that name.
    return new TextDecoder();
  }
}
