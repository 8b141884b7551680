import {fill, h} from '../dom';

/** Asks for the token; `message` says why the one before was not taken. */
export function showSignIn(app: Element, message: string | undefined, enter: (token: string) => void): void {
  const field = h('input', {
    id: 'token',
    type: 'password',
    name: 'token',
    autocomplete: 'off',
    spellcheck: 'false',
    required: true,
    'aria-describedby': message ? 'token-help token-error' : 'token-help',
  });
  const form = h(
    'form',
    {
      class: 'sign-in card',
      onsubmit: (event: SubmitEvent) => {
        event.preventDefault();
        const token = field.value.trim();
        if (token) enter(token);
      },
    },
    h('img', {src: '/admin/icon.svg', alt: '', width: '44', height: '44'}),
    h('h1', {}, 'Nearshelf server'),
    h('label', {for: 'token'}, 'Token of an analyst or an administrator'),
    field,
    h(
      'p',
      {id: 'token-help', class: 'quiet'},
      'Made with ',
      h('code', {}, 'nearshelf-server token add --role analyst'),
      '. It stays in this tab and is forgotten when the tab is closed.',
    ),
    message ? h('p', {id: 'token-error', class: 'error', role: 'alert'}, message) : null,
    h('button', {type: 'submit', class: 'primary'}, 'Open'),
  );
  fill(app, h('main', {class: 'door'}, form));
  field.focus();
}
