import type { Month } from '../newsletter/activity/month.js';
import { editionAddress } from '../newsletter/draft/announcement.js';
import { editionPath } from '../newsletter/edition/edition-file.js';
import type { Desk } from './open-desk.js';

/** Where a published edition is read: on the newsletter's site, else its file on GitHub. */
export function publishedAddress(desk: Desk, month: Month): string {
  const { address } = desk.config.announce;
  return address === null ? fileAddress(desk, month) : editionAddress(address, month);
}

/** Where GitHub shows the edition's file on the default branch. */
function fileAddress({ newsletter, config }: Desk, month: Month): string {
  const path = `${newsletter.defaultBranch.name}/${editionPath(config.file, month)}`;
  return `${newsletter.url}/blob/${path.split('/').map(encodeURIComponent).join('/')}`;
}
