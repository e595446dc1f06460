/** The login that a `nameWithOwner`, or what begins with one, begins with. */
export function ownerOf(nameWithOwner: string): string {
  return nameWithOwner.split('/')[0] ?? '';
}
