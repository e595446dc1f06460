import type { Month } from '../newsletter/activity/month.js';
import { editionAddress } from '../newsletter/draft/announcement.js';
import { editionPath } from '../newsletter/edition/edition-file.js';
import type { StandingPlaces } from '../notes/standing.js';
import type { Desk } from './open-desk.js';

/** Where people find the newsletter and its published editions. */
export function standingPlaces(desk: Desk): StandingPlaces {
  const { nameWithOwner, url } = desk.newsletter;
  const isPublished = (month: Month) => desk.published.editions.some((edition) => edition.month === month);
  const addressOf = (month: Month) => (isPublished(month) ? publishedAddress(desk, month) : null);
  return { newsletter: nameWithOwner, url, addressOf };
}

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
