import { createHash } from 'node:crypto';

/** The id that Git gives to a file with this content (UTF-8): SHA-1 over `blob <bytes>\0<content>`. */
export function blobOid(text: string): string {
  const content = Buffer.from(text, 'utf8');
  return createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex');
}
