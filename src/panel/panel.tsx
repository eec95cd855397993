/** Entry of the panel: plugs the extension's host into the state, and the state into the views. */
import { createExtensionHost } from './host/extension-host.ts';
import { mountPanel } from './mount-panel.tsx';

const root = document.getElementById('panel');
if (root !== null) mountPanel(root, createExtensionHost(location.search));
