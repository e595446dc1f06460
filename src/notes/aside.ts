import type { Aside } from './note-sources.js';
import { comesLater, type Standing, type StandingPlaces, standingSentence } from './standing.js';

/** What is answered on a pull request that stands so. `key` is its own. */
export function asideFor(standing: Standing, key: string, places: StandingPlaces): Aside {
  const isDraft = standing.kind === 'own' || (standing.kind === 'published' && standing.isDraft);
  return {
    because: standingSentence(standing, key, places),
    comesLater: comesLater(standing),
    place: isDraft ? 'draft' : 'pull request',
  };
}
