import type { Client } from './client.js';

/** Whether the person may write to the repository; `null` when GitHub does not say. */
export async function hasWriteAccess(
  client: Client,
  nameWithOwner: string,
  login: string,
): Promise<boolean | null> {
  const [owner = '', repo = ''] = nameWithOwner.split('/');
  try {
    const { data } = await client.rest.repos.getCollaboratorPermissionLevel({ owner, repo, username: login });
    return data.permission === 'admin' || data.permission === 'write';
  } catch {
    // Most often a token that may not look: nobody is given more than what GitHub confirms.
    return null;
  }
}
