/** Every behaviour of the demo server. The list of routes on the server and in the README is made from this. */
import { composedRoute } from './composed.ts';
import { detourRoutes } from './detours.ts';
import { encodingRoutes } from './encodings.ts';
import { endingRoutes } from './endings.ts';
import { faultRoutes } from './faults.ts';
import { fetchedRoutes } from './fetched.ts';
import { idRoutes } from './ids.ts';
import { loadRoutes } from './load.ts';
import { messageRoutes } from './messages.ts';
import { refusalRoutes } from './refusals.ts';
import type { Route } from './route.ts';

export const ROUTES: readonly Route[] = [
  ...messageRoutes,
  ...idRoutes,
  ...endingRoutes,
  ...refusalRoutes,
  ...detourRoutes,
  ...encodingRoutes,
  ...loadRoutes,
  ...faultRoutes,
  ...fetchedRoutes,
  composedRoute,
];
