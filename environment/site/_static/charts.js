// Draws each chart of the page from the JSON beside it.
(function () {
  'use strict';

  function draw(figure) {
    const plot = figure.querySelector('.foresale-plot');
    const spec = JSON.parse(figure.querySelector('script').textContent);
    const config = Object.assign({responsive: true, displaylogo: false}, spec.config || {});
    window.Plotly.newPlot(plot, spec.data, spec.layout, config).then(function () {
      figure.classList.add('foresale-drawn');
    });
  }

  document.addEventListener('DOMContentLoaded', function () {
    document.querySelectorAll('.foresale-chart').forEach(draw);
  });
}());
