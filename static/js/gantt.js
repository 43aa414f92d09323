// Opens the chart at today. Pages that run right to left scroll to negative places.

class GanttScroll extends HTMLElement {
  connectedCallback() {
    const start = Number(this.dataset.start);
    const isRtl = getComputedStyle(this).direction === "rtl";
    this.scrollLeft = isRtl ? -start : start;
  }
}

customElements.define("gantt-scroll", GanttScroll);
