/** The script of the page: all checks, and how the driver calls them. */
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
import './fetch-interface.ts';
import './fetch.ts';
import './response.ts';
import './streams.ts';
import './pipes.ts';
import './xhr.ts';
import './reading-silence.ts';
import { names, run } from './kit.ts';

Object.assign(globalThis, { compliance: { names, run } });
