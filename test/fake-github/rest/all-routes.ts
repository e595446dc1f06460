import { appRoutes, publicRoutes } from './app-routes.js';
import { checkRunRoutes } from './check-run-routes.js';
import { gitRoutes } from './git-routes.js';
import { issueRoutes } from './issue-routes.js';
import { pullRequestRoutes } from './pull-request-routes.js';
import { repositoryRoutes } from './repository-routes.js';
import type { Route } from './router.js';

/** Every REST route that is answered. The first that fits wins, so the narrow ones come first. */
export const allRoutes: readonly Route[] = [
  ...publicRoutes,
  ...appRoutes,
  ...checkRunRoutes,
  ...gitRoutes,
  ...pullRequestRoutes,
  ...issueRoutes,
  ...repositoryRoutes,
];
