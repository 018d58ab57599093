// Makes each table that is wider than its place a region that the keyboard reaches and scrolls, and shows that it is.
(function () {
  'use strict';

  // Captions may recur on a page, names of regions may not: the number tells them apart.
  function mark(region, number) {
    if (region.scrollWidth > region.clientWidth) {
      const caption = region.querySelector('caption');
      region.setAttribute('role', 'region');
      region.setAttribute('aria-label', 'Table ' + number + (caption ? ': ' + caption.textContent : ''));
      region.tabIndex = 0;
    } else {
      ['role', 'aria-label', 'tabindex'].forEach(function (attribute) {
        region.removeAttribute(attribute);
      });
    }
  }

  // The edge fades as long as there is more beyond it.
  function fade(region) {
    region.classList.toggle('foresale-more', region.scrollLeft + region.clientWidth < region.scrollWidth - 1);
  }

  document.addEventListener('DOMContentLoaded', function () {
    const regions = Array.from(document.querySelectorAll('.foresale-scroll, .pst-scrollable-table-container'));
    const watch = new window.ResizeObserver(function (entries) {
      entries.forEach(function (entry) {
        mark(entry.target, regions.indexOf(entry.target) + 1);
        fade(entry.target);
      });
    });
    regions.forEach(function (region) {
      watch.observe(region);
      region.addEventListener('scroll', function () {
        fade(region);
      }, {passive: true});
    });
  });
}());
