/**
 * The tabs at the top of the page. The URL's fragment names the one that is shown, unless it is the
 * first, so that it can be linked and loaded again.
 */

import { byId } from './dom.js';

const TITLE = 'Quire';

/** Shows one panel at a time: by click, by the arrow keys, and by the URL. */
export class Tabs {
  #tabs;
  #shown;
  #onShow = () => {};

  /**
   * @param {HTMLElement} list holds the tabs, each with its name in data-tab
   */
  constructor(list) {
    this.#tabs = [...list.querySelectorAll('[role="tab"]')];
    this.#shown = this.#tabs[0];
    list.addEventListener('click', ({ target }) => {
      const tab = target.closest('[role="tab"]');
      if (tab) {
        this.#show(tab);
      }
    });
    list.addEventListener('keydown', (event) => this.#walk(event));
    window.addEventListener('hashchange', () => this.#follow());
    this.#follow();
  }

  /** The name of the tab that is shown. */
  get shown() {
    return this.#shown.dataset.tab;
  }

  /**
   * @param {() => void} listener called each time that a tab is shown
   */
  onShow(listener) {
    this.#onShow = listener;
  }

  /**
   * Shows a tab.
   *
   * @param {string} name
   */
  show(name) {
    this.#show(this.#tabs.find(({ dataset }) => dataset.tab === name));
  }

  #follow() {
    const named = this.#tabs.find(({ dataset }) => `#${dataset.tab}` === location.hash);
    const bare = location.hash === '' ? this.#tabs[0] : this.#shown;
    this.#show(named ?? bare);
  }

  #show(tab) {
    this.#shown = tab;
    for (const each of this.#tabs) {
      const shown = each === tab;
      each.setAttribute('aria-selected', shown);
      each.tabIndex = shown ? 0 : -1;
      byId(each.getAttribute('aria-controls')).hidden = !shown;
    }
    const { tab: name } = tab.dataset;
    const first = tab === this.#tabs[0];
    document.body.dataset.tab = name;
    document.title = first ? TITLE : `${tab.textContent.trim()} · ${TITLE}`;
    this.#onShow();
    const hash = first ? '' : `#${name}`;
    if (location.hash !== hash) {
      // Tabs are no pages of their own: the way back leads out of them all.
      history.replaceState(null, '', location.pathname + location.search + hash);
    }
  }

  #walk(event) {
    const at = this.#tabs.indexOf(this.#shown);
    const last = this.#tabs.length - 1;
    const places = {
      ArrowRight: at === last ? 0 : at + 1,
      ArrowLeft: at === 0 ? last : at - 1,
      Home: 0,
      End: last,
    };
    if (event.key in places) {
      event.preventDefault();
      const tab = this.#tabs[places[event.key]];
      this.#show(tab);
      tab.focus();
    }
  }
}
