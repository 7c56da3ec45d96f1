/**
 * The sheet on the table: the page's image at some zoom, and the overlay upon it.
 */

const STEPS = [0.1, 0.15, 0.25, 0.33, 0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3, 4];
const MARGIN = 28;

/** In a window that is narrow and low, a page as a whole would be smaller than this share of it. */
const SMALLEST = 0.65;
const NARROW = '(max-width: 860px)';

/** Shows one page; calls `onScale` whenever its size on the screen changes. */
export class Sheet {
  #scroller;
  #sheet;
  #size = null;
  /** Null until it is chosen. */
  #zoom = null;
  #fitted = 'page';
  #scale = 1;
  #onScale;

  /**
   * @param {HTMLElement} scroller
   * @param {HTMLElement} sheet
   * @param {(scale: number) => void} onScale
   */
  constructor(scroller, sheet, onScale) {
    this.#scroller = scroller;
    this.#sheet = sheet;
    this.#onScale = onScale;
    new ResizeObserver(() => this.#fit()).observe(scroller);
    scroller.addEventListener('wheel', (event) => this.#wheel(event), { passive: false });
  }

  /** Pixels of the screen per pixel of the page. */
  get scale() {
    return this.#scale;
  }

  /** How the page is fitted: 'page', 'width', or 'free'. */
  get fitted() {
    return this.#fitted;
  }

  /**
   * Makes the sheet as large as a page.
   *
   * @param {{width: number, height: number}} size
   */
  setSize(size) {
    this.#size = size;
    this.#fit();
  }

  /**
   * Changes the zoom.
   *
   * @param {'page'|'width'|'in'|'out'} to
   */
  zoom(to) {
    if (to === 'in') {
      this.#zoomTo(STEPS.find((step) => step > this.#scale * 1.01) ?? STEPS.at(-1));
    } else if (to === 'out') {
      this.#zoomTo(STEPS.findLast((step) => step < this.#scale * 0.99) ?? STEPS[0]);
    } else {
      this.#zoom = to;
      this.#fit();
    }
  }

  /**
   * Whether there is more of the page to scroll to.
   *
   * @param {number} direction down where positive, else up
   */
  canScroll(direction) {
    const { scrollTop, scrollHeight, clientHeight } = this.#scroller;
    return direction > 0 ? scrollTop + clientHeight < scrollHeight - 1 : scrollTop > 0;
  }

  /** Scrolls to where reading a page begins. */
  toTop() {
    this.#scroller.scrollTo({ left: 0, top: 0, behavior: 'instant' });
  }

  /** Scrolls a place of the sheet into view, if it is not. */
  reveal([x1, y1, x2, y2]) {
    const view = this.#scroller;
    const left = this.#sheet.offsetLeft;
    const top = this.#sheet.offsetTop;
    const within =
      top + y1 >= view.scrollTop &&
      top + y2 <= view.scrollTop + view.clientHeight &&
      left + x1 >= view.scrollLeft &&
      left + x2 <= view.scrollLeft + view.clientWidth;
    if (!within) {
      const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
      view.scrollTo({
        left: left + (x1 + x2) / 2 - view.clientWidth / 2,
        top: top + Math.min((y1 + y2 - view.clientHeight) / 2, y1 - MARGIN),
        behavior: calm ? 'auto' : 'smooth',
      });
    }
  }

  #zoomTo(scale, at) {
    const view = this.#scroller.getBoundingClientRect();
    const point = at ?? { x: view.left + view.width / 2, y: view.top + view.height / 2 };
    const before = this.#sheet.getBoundingClientRect();
    const ratio = scale / this.#scale;
    this.#zoom = scale;
    this.#fit();
    // Keep the point of the page that was under the pointer there.
    const after = this.#sheet.getBoundingClientRect();
    this.#scroller.scrollLeft += after.left + (point.x - before.left) * ratio - point.x;
    this.#scroller.scrollTop += after.top + (point.y - before.top) * ratio - point.y;
  }

  #wheel(event) {
    if (!event.ctrlKey && !event.metaKey) {
      return;
    }
    event.preventDefault();
    const wanted = this.#scale * Math.exp(-event.deltaY / 300);
    const scale = Math.min(Math.max(wanted, STEPS[0]), STEPS.at(-1));
    this.#zoomTo(scale, { x: event.clientX, y: event.clientY });
  }

  #fit() {
    if (!this.#size || this.#scroller.clientWidth === 0) {
      return;
    }
    const { width, height } = this.#size;
    const margins = 2 * Math.min(MARGIN, this.#scroller.clientWidth * 0.04);
    const byWidth = (this.#scroller.clientWidth - margins) / width;
    const byHeight = (this.#scroller.clientHeight - margins) / height;
    const scales = { page: Math.min(byWidth, byHeight), width: byWidth };
    const small = matchMedia(NARROW).matches && byHeight < SMALLEST * byWidth;
    const zoom = this.#zoom ?? (small ? 'width' : 'page');
    this.#fitted = typeof zoom === 'string' ? zoom : 'free';
    const scale = Math.max(scales[zoom] ?? zoom, 0.02);
    this.#scale = scale;
    this.#sheet.style.width = `${width * scale}px`;
    this.#sheet.style.height = `${height * scale}px`;
    this.#onScale(scale);
  }
}
