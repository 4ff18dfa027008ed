import './style/fonts';
import './style/tokens.css';
import './style/base.css';

import { mount } from 'svelte';

import { bridge } from './bridge';
import { press } from './keys/press';
import { appearance } from './state/appearance.svelte';
import { inbox } from './state/inbox.svelte';
import { now } from './state/now.svelte';
import { route } from './state/route.svelte';
import { session } from './state/session.svelte';
import { status } from './state/status.svelte';
import App from './views/App.svelte';

appearance.start();
route.start();
now.start();
press.start();
bridge.machine?.menu((id) => press.carryOut(id));
void session.start().then(() => {
  status.start();
  inbox.start();
});

const desk = document.getElementById('desk');
if (desk) mount(App, { target: desk });
