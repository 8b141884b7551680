// The whole integration of docs/start-web-developer.md, which quotes it.
import {openShelf} from 'nearshelf';
import {firstOf, googleConsentMode, respectingPrivacyControl, tcfConsent} from 'nearshelf/consent';
import {connectDataLayer} from 'nearshelf/datalayer';
import {defineRail, type RailElement} from 'nearshelf/element';

const consent = respectingPrivacyControl(firstOf(tcfConsent(), googleConsentMode()));
const shelf = await openShelf({model: '/shelf/manifest.json', consent});

connectDataLayer(shelf);

defineRail();
for (const rail of document.querySelectorAll<RailElement>('nearshelf-rail')) rail.shelf = shelf;
