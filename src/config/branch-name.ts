/** Why the text cannot be the name of a branch, as a sentence; null when it can. The rules are git-check-ref-format's. */
export function branchProblem(text: string): string | null {
  if (text.startsWith('refs/')) return 'must be the short name, without "refs/heads/".';
  if (
    text === '@' ||
    text.startsWith('-') ||
    text.endsWith('.') ||
    text.includes('@{') ||
    text.includes('..')
  ) {
    return `${NOT_ALLOWED} "..", "@{", a "-" at its beginning, a "." at its end, or a lone "@".`;
  }
  if (/[\s\p{C}~^:?*[\\]/u.test(text)) return `${NOT_ALLOWED} spaces or any of ~ ^ : ? * [ \\.`;
  const parts = text.split('/');
  if (parts.some((part) => part === '' || part.startsWith('.') || part.endsWith('.lock'))) {
    return `${NOT_ALLOWED} an empty part between slashes, or a part with "." in front or ".lock" at its end.`;
  }
  return null;
}

const NOT_ALLOWED = 'is not a name that git allows for a branch: it must not have';
