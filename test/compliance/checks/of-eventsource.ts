/** The script of the page: the checks of EventSource, and how the driver calls them. */
/* oxlint-disable import/no-unassigned-import -- checks register themselves */
import './interface.ts';
import './construction.ts';
import './events.ts';
import './listeners.ts';
import './lifecycle.ts';
import './exceptions.ts';
import './realms.ts';
import './silence.ts';
import './memory.ts';
import { names, run } from './kit.ts';

Object.assign(globalThis, { compliance: { names, run } });
