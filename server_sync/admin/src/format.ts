const whole = new Intl.NumberFormat('en');
const compact = new Intl.NumberFormat('en', {notation: 'compact', maximumFractionDigits: 1});
const share = new Intl.NumberFormat('en', {style: 'percent', maximumFractionDigits: 1});

export const formatCount = (value: number): string => whole.format(value);

/** 1,234 as it is, more than that as 12.3K. */
export const formatShort = (value: number): string => (value < 10_000 ? whole.format(value) : compact.format(value));

export const formatShare = (part: number, total: number): string => (total > 0 ? share.format(part / total) : '–');

export function formatMs(ms: number): string {
  if (ms >= 1000) return `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;
  return `${ms < 10 ? Number(ms.toFixed(1)) : Math.round(ms)} ms`;
}

/** How long something has been going on: "3 min", "2 h 5 min", "4 d 1 h". */
export function formatDuration(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return 'under a minute';
  const hours = Math.floor(minutes / 60);
  if (hours < 1) return `${minutes} min`;
  if (hours < 24) return `${hours} h ${minutes % 60} min`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** An hour by the second that it begins at. */
export function formatHour(second: number): string {
  return new Date(second * 1000).toLocaleString('en-GB', {dateStyle: 'medium', timeStyle: 'short'});
}
