/**
 * The dialog in which a visitor gives, changes or forgets the key to the service, and the button
 * that opens it. The button is there from when the service first wants a key, or one is kept.
 */

import { byId } from './dom.js';
import { canBeKey } from './key.js';

/**
 * Builds the dialog.
 *
 * @param {import('./key.js').Key} key
 * @param {(text: string) => void} say tells the visitor what has become of the key
 * @returns {() => void} opens it
 */
export function createKeyDialog(key, say) {
  const dialog = byId('key-dialog');
  const field = byId('key-field');

  const complain = (text) => {
    byId('key-error').textContent = text;
    field.setAttribute('aria-invalid', text !== '');
  };
  const open = () => {
    byId('key-title').textContent = key.kept ? 'Another key' : 'A key to the service';
    byId('key-forget').hidden = !key.kept;
    complain(key.kept && key.refused ? 'The service did not accept the key it was sent.' : '');
    dialog.showModal();
  };
  const closeFor = (change, news) => {
    dialog.close();
    say(news);
    change();
    // The problem that the dialog was opened from goes with its button.
    if (document.activeElement.offsetParent === null) {
      byId('view').focus();
    }
  };

  byId('key-form').addEventListener('submit', (event) => {
    event.preventDefault();
    const value = field.value.trim();
    if (canBeKey(value)) {
      closeFor(() => key.keep(value), 'The key is kept for this tab');
    } else {
      complain(
        value === ''
          ? 'There is no key in the field yet.'
          : 'This is no key: a key has plain letters, figures and signs only.',
      );
      field.focus();
    }
  });
  field.addEventListener('input', () => complain(''));
  byId('key-cancel').addEventListener('click', () => dialog.close());
  byId('key-forget').addEventListener('click', () =>
    closeFor(() => key.forget(), 'The key is forgotten'),
  );
  // However it was closed: what was written is nobody's business any more.
  dialog.addEventListener('close', () => (field.value = ''));

  drawOpener(key);
  key.onStanding(() => drawOpener(key));
  key.onChange(() => drawOpener(key));
  return open;
}

function drawOpener(key) {
  const opener = byId('key-button');
  opener.hidden &&= !key.kept && !key.refused;
  opener.classList.toggle('is-wanted', key.refused);
  opener.title = key.kept ? 'Change or forget the key' : 'Enter a key';
}
