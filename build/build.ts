/** `npm run build [-- --flavour raw]`. */
import { parseArgs } from 'node:util';
import { build } from 'vite';

const { values } = parseArgs({ options: { flavour: { type: 'string', default: 'usual' } } });
if (values.flavour !== 'usual' && values.flavour !== 'raw') throw new Error(`there is no flavour "${values.flavour}": usual, raw`);
await build({ mode: values.flavour === 'raw' ? 'raw' : 'production' });
