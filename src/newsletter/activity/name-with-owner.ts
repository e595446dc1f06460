/** Takes a repository's `nameWithOwner` apart. */
export function splitName(nameWithOwner: string): { readonly owner: string; readonly name: string } {
  const [owner = '', name = ''] = nameWithOwner.split('/');
  return { owner, name };
}

/** Whether the repository is one of the organization's. GitHub compares names without regard to case. */
export function isOwnedBy(nameWithOwner: string, organization: string): boolean {
  return ownerOf(nameWithOwner).toLowerCase() === organization.toLowerCase();
}

/** The login that a `nameWithOwner`, or what begins with one, begins with. */
export function ownerOf(nameWithOwner: string): string {
  return splitName(nameWithOwner).owner;
}
