import 'uplot/dist/uPlot.min.css';
import './styles/tokens.css';
import './styles/page.css';
import './styles/charts.css';

import {forgetToken, keepToken, readToken} from './token';
import {showDashboard} from './views/dashboard';
import {showSignIn} from './views/sign-in';

const app = document.getElementById('app')!;

function signIn(message?: string): void {
  showSignIn(app, message, (token) => {
    keepToken(token);
    watch(token);
  });
}

function watch(token: string): void {
  showDashboard(app, token, (message) => {
    forgetToken();
    signIn(message);
  });
}

const kept = readToken();
if (kept) watch(kept);
else signIn();
