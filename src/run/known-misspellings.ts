import { readFile } from 'node:fs/promises';
import type { Misspellings } from '../newsletter/spelling/spelling.js';

/** Holds the words of the typos tool, with those of Wikipedia. */
const PACKAGE = '@cspell/dict-en-common-misspellings';

/** What of the package's files matters here. */
interface Extension {
  readonly import: readonly string[];
}

interface Dictionaries {
  readonly dictionaryDefinitions: readonly {
    readonly flagWords?: readonly string[];
    readonly suggestWords?: readonly string[];
  }[];
}

let known: Promise<Misspellings> | null = null;

/** The known misspellings of English words, whether British or American; read from the disk when first asked for. */
export function knownMisspellings(): Promise<Misspellings> {
  known ??= readMisspellings();
  return known;
}

async function readMisspellings(): Promise<Misspellings> {
  const extension = new URL(import.meta.resolve(PACKAGE));
  const { import: files } = await readJson<Extension>(extension);
  const misspellings = new Map<string, string>();
  for (const file of files) {
    const { dictionaryDefinitions } = await readJson<Dictionaries>(new URL(file, extension));
    for (const { flagWords = [], suggestWords = [] } of dictionaryDefinitions) {
      for (const entry of [...flagWords, ...suggestWords]) {
        const [word = '', corrections = ''] = entry.split('->');
        misspellings.set(word.toLowerCase(), corrections);
      }
    }
  }
  return misspellings;
}

async function readJson<Content>(url: URL): Promise<Content> {
  return JSON.parse(await readFile(url, 'utf8'));
}
