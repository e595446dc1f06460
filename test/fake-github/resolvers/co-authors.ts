import type { Signature } from '../git-objects.js';

/** The people in a message's `Co-authored-by:` trailers, each address once. */
export function coAuthors(message: string): readonly Pick<Signature, 'name' | 'email'>[] {
  const found = new Map<string, Pick<Signature, 'name' | 'email'>>();
  for (const [, name = '', email = ''] of message.matchAll(/^co-authored-by:\s*(.*?)\s*<(.*?)>\s*$/gim)) {
    if (!found.has(email)) found.set(email, { name, email });
  }
  return [...found.values()];
}
