import type { Client } from './client.js';

/** Whether the person may write to the repository. When GitHub does not say so, the answer is no. */
export async function hasWriteAccess(client: Client, nameWithOwner: string, login: string): Promise<boolean> {
  const [owner = '', repo = ''] = nameWithOwner.split('/');
  try {
    const { data } = await client.rest.repos.getCollaboratorPermissionLevel({ owner, repo, username: login });
    return data.permission === 'admin' || data.permission === 'write';
  } catch {
    // Nobody is given more than what GitHub confirms.
    return false;
  }
}
