// Starts the parts of the console.
import { startLanguage } from './language.js';
import { startKey } from './server.js';
import { open, startTry } from './try.js';
import { startRecent } from './recent.js';
import { startApps } from './apps.js';
import { startHealth } from './health.js';

startLanguage();
startKey();
startTry();
startRecent(open);
startApps();
startHealth();
