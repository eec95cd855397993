/** The version of the extension that this code is of: a panel and a recorder of two of them do not know each other's questions and answers. */
import { version } from '../../../manifest.json';

export const VERSION: string = version;
/** What a panel says of such a recorder, after "The recorder is not running". */
export const OTHER_VERSION = 'it is of another version of the extension';
