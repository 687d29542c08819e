/** A point in time, written in the reader's zone and language: `<il-time at="…" form="relative">`. */
const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['hour', 3_600], ['minute', 60], ['second', 1],
];
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'narrow' });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' });
const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium', hour12: false });
const clock = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3, hour12: false,
});
const FORMS: Record<string, Intl.DateTimeFormat> = { exact, time, clock };

/** Days of the reader's calendar, counted from any fixed one. */
const calendarDay = (at: Date) => Math.round(Date.UTC(at.getFullYear(), at.getMonth(), at.getDate()) / 86_400_000);

function ago(at: Date): string {
  const seconds = Math.round((at.getTime() - Date.now()) / 1000);
  if (Math.abs(seconds) < 2) return 'now';
  if (Math.abs(seconds) > 30 * 86_400) return day.format(at);
  // Tomorrow is the next day of the calendar, not whatever is a day away.
  if (Math.abs(seconds) >= 86_400) return relative.format(calendarDay(at) - calendarDay(new Date()), 'day');
  for (const [unit, size] of UNITS) {
    if (Math.abs(seconds) >= size) return relative.format(Math.trunc(seconds / size), unit);
  }
  return 'now';
}

const shown = new Set<TimeElement>();
setInterval(() => { if (!document.hidden) shown.forEach((element) => element.write()); }, 5_000);

class TimeElement extends HTMLElement {
  static observedAttributes = ['at', 'form'];
  connectedCallback() { shown.add(this); this.write(); }
  disconnectedCallback() { shown.delete(this); }
  attributeChangedCallback() { if (this.isConnected) this.write(); }

  write() {
    const at = new Date(this.getAttribute('at') ?? '');
    if (Number.isNaN(at.getTime())) { this.textContent = ''; return; }
    const form = this.getAttribute('form');
    const written = FORMS[form ?? ''];
    const text = written ? written.format(at) : ago(at);
    if (this.textContent !== text) this.textContent = text;
    this.title = full.format(at);
  }
}
if (!customElements.get('il-time')) customElements.define('il-time', TimeElement);
export {};
