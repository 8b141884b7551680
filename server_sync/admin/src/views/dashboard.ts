import {barChart, type StackedChart} from '../charts/bars';
import {latencyChart, type LatencyChart} from '../charts/latency';
import {shareChart, type ShareChart} from '../charts/share';
import {fetchStats} from '../client';
import {fill, h} from '../dom';
import {formatDuration} from '../format';
import {everyHour, improvementShares, modelColumns, reasonColumns, verdictColumns, type Columns, type Stats} from '../stats';
import {drawList} from './list';
import {drawTiles, tilesOf} from './tiles';

const RANGES: readonly (readonly [number, string])[] = [
  [24, '24 hours'],
  [168, '7 days'],
  [744, '31 days'],
];
const REFRESH_MS = 5000;
const MOST_COLUMNS = 6;

interface Charts {
  verdicts: StackedChart;
  consent: ShareChart;
  reasons: StackedChart;
  models: StackedChart;
  latency: LatencyChart;
}

/** Draws the statistics, and draws them anew every few seconds while the page is looked at. */
export function showDashboard(app: Element, token: string, leave: (message?: string) => void): void {
  const ending = new AbortController();
  let hours = 24;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let turn = 0;
  let newest: Stats | undefined;
  let columns: {reasons: Columns; models: Columns} | undefined;

  const state = h('span', {class: 'state', role: 'status'}, 'asking …');
  const subtitle = h('span', {class: 'quiet'});
  const tiles = h('dl', {class: 'tiles'});
  const reasonList = h('div', {class: 'list'});
  const modelList = h('div', {class: 'list'});
  const ranges = RANGES.map(([count, label]) =>
    h('button', {type: 'button', 'aria-pressed': String(count === hours), onclick: () => choose(count)}, label),
  );

  const card = (title: string, note: string, extra?: Node): [HTMLElement, HTMLElement] => {
    const chart = h('div', {class: 'chart'});
    return [h('section', {class: 'card'}, h('h2', {}, title), h('p', {class: 'quiet'}, note), chart, extra), chart];
  };
  const [verdictCard, verdictBox] = card('Events', 'by hour of arrival, and what became of them');
  const [consentCard, consentBox] = card('Consent to model improvement', 'share of the stored events');
  const [latencyCard, latencyBox] = card('Answer times', 'batches since the server started');
  const [reasonCard, reasonBox] = card('Set aside', 'quarantined or refused, by reason', reasonList);
  const [modelCard, modelBox] = card('Models in use', 'events, by the model on the device', modelList);
  verdictCard.classList.add('wide');

  fill(
    app,
    h(
      'header',
      {class: 'top'},
      h('img', {src: '/admin/icon.svg', alt: '', width: '32', height: '32'}),
      h('div', {class: 'name'}, h('h1', {}, 'Nearshelf server'), subtitle),
      state,
      h('div', {class: 'ranges', role: 'group', 'aria-label': 'Time shown'}, ...ranges),
      h('button', {type: 'button', class: 'plain', onclick: () => end()}, 'Sign out'),
    ),
    h('main', {}, tiles, h('div', {class: 'cards'}, verdictCard, consentCard, latencyCard, reasonCard, modelCard)),
  );
  const charts: Charts = {
    verdicts: barChart(verdictBox, 'Events by hour', 'verdict', 260),
    consent: shareChart(consentBox, 'Share of events with consent to model improvement', 220),
    reasons: barChart(reasonBox, 'Quarantined and refused events by hour', 'tone', 180, (at) => list('reasons', at)),
    models: barChart(modelBox, 'Events by model in use', 'tone', 180, (at) => list('models', at)),
    latency: latencyChart(latencyBox, 'Batches by answer time', 220),
  };

  function choose(count: number): void {
    hours = count;
    ranges.forEach((button, i) => button.setAttribute('aria-pressed', String(RANGES[i]![0] === count)));
    void refresh();
  }

  function end(message?: string): void {
    ending.abort();
    clearTimeout(timer);
    for (const chart of Object.values(charts)) chart.destroy();
    leave(message);
  }

  function say(kind: 'live' | 'trouble', text: string): void {
    state.className = `state ${kind}`;
    if (state.textContent !== text) fill(state, text);
  }

  async function refresh(): Promise<void> {
    clearTimeout(timer);
    const mine = ++turn;
    const answer = await fetchStats(token, hours, ending.signal);
    if (ending.signal.aborted || mine !== turn) return;
    if (answer.kind === 'refused') return end(`The token was not accepted: ${answer.message}`);
    if (answer.kind === 'stats') {
      newest = answer.stats;
      draw(newest);
      say('live', 'live');
    } else {
      say('trouble', `${answer.message} ${newest ? 'The figures are older.' : ''} Trying again …`);
    }
    const wait = answer.kind === 'trouble' ? Math.max(REFRESH_MS, answer.waitMs) : REFRESH_MS;
    timer = setTimeout(() => (document.hidden ? undefined : void refresh()), wait);
  }

  function draw(stats: Stats): void {
    const shown = everyHour(stats, hours);
    const model = stats.model ? `model ${stats.model.model_id}/${stats.model.version}` : 'no model published';
    fill(subtitle, `${stats.tenant} · ${model} · ${stats.server_version}, up ${formatDuration(stats.now_ms - stats.started_ms)}`);
    fill(tiles, ...drawTiles(tilesOf(stats, shown)));
    columns = {reasons: reasonColumns(shown, MOST_COLUMNS), models: modelColumns(shown, MOST_COLUMNS)};
    charts.verdicts.show(verdictColumns(shown));
    charts.consent.show(
      shown.map((hour) => hour.hour_ms / 1000),
      improvementShares(shown),
    );
    charts.reasons.show(columns.reasons);
    charts.models.show(columns.models);
    charts.latency.show(stats);
    list('reasons');
    list('models');
  }

  function list(which: 'reasons' | 'models', at?: number): void {
    if (!columns) return;
    if (which === 'reasons') drawList(reasonList, columns.reasons, 'Nothing was quarantined or refused.', at);
    else drawList(modelList, columns.models, 'No event arrived.', at);
  }

  document.addEventListener('visibilitychange', () => (document.hidden ? undefined : void refresh()), {
    signal: ending.signal,
  });
  void refresh();
}
