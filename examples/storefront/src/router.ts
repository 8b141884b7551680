import {fill} from './dom.js';

/** A page: what it is called, what it shows, and what to do when it goes. */
export interface View {
  title: string;
  element: HTMLElement;
  leave?: () => void;
}

/** Makes the page for an address. */
export type Route = (url: URL) => View;

/** Real addresses without loading a page: links are links, back is back, and each page says that it is there. */
export class Router {
  private current: View | undefined;

  constructor(
    private readonly main: HTMLElement,
    private readonly route: Route,
    private readonly shown: (url: URL) => void,
  ) {
    history.scrollRestoration = 'manual';
    addEventListener('popstate', (event) => this.show(false, (event.state as {scroll?: number} | null)?.scroll ?? 0));
    document.addEventListener('click', (event) => this.follow(event));
  }

  start(): void {
    this.show(true, (history.state as {scroll?: number} | null)?.scroll ?? 0);
  }

  /** Goes to an address of the shop. */
  go(path: string, how: 'push' | 'replace' = 'push'): void {
    if (how === 'push') {
      history.replaceState({scroll: scrollY}, '');
      history.pushState(null, '', path);
    } else {
      history.replaceState(history.state, '', path);
    }
    this.show(how === 'replace', how === 'push' ? 0 : scrollY);
  }

  private follow(event: MouseEvent): void {
    const link = (event.target as Element | null)?.closest?.('a');
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!link || !plain || event.defaultPrevented || link.target || link.hasAttribute('download')) return;
    const url = new URL(link.href);
    if (url.origin !== location.origin || url.hash) return;
    event.preventDefault();
    this.go(url.pathname + url.search);
  }

  /** `quietly`: neither a transition nor the focus on the heading, for the first page and for filters. */
  private show(quietly: boolean, scroll: number): void {
    const url = new URL(location.href);
    const put = (): void => {
      this.current?.leave?.();
      this.current = this.route(url);
      document.title = this.current.title;
      fill(this.main, this.current.element);
      this.shown(url);
      scrollTo(0, scroll);
      // Whoever cannot see the change hears it: the heading of the new page.
      if (!quietly) this.main.querySelector<HTMLElement>('h1')?.focus({preventScroll: true});
    };
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    if (quietly || still || !document.startViewTransition) put();
    else document.startViewTransition(put).finished.catch(() => undefined);
  }
}
