/** The script of the page: all checks, those of fetch, Response, streams and XHR too. */
/* oxlint-disable import/no-unassigned-import -- checks register themselves */
import './of-eventsource.ts';
import './fetch-interface.ts';
import './fetch.ts';
import './response.ts';
import './streams.ts';
import './pipes.ts';
import './xhr.ts';
import './sends.ts';
import './reading-silence.ts';
