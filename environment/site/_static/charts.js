// Draws each chart of the page from the JSON beside it, in the colours of the page's theme.
(function () {
  'use strict';

  const root = document.documentElement;
  // The theme resolves "auto" only when its own script runs: too late for the first paint.
  if (root.dataset.theme === 'auto') {
    root.dataset.theme = window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  }

  // The colours of foresale.css.
  function palette() {
    const style = window.getComputedStyle(root);
    const colour = function (name) {
      return style.getPropertyValue('--foresale-' + name).trim();
    };
    return {paper: colour('paper'), ink: colour('ink'), grid: colour('grid'), zero: colour('zero'),
      marks: colour('marks').split(/\s*,\s*/)};
  }

  function paint(data, layout, owned, colours) {
    layout.colorway = colours.marks;
    layout.paper_bgcolor = colours.paper;
    layout.plot_bgcolor = colours.paper;
    layout.font = Object.assign(layout.font || {}, {color: colours.ink});
    [layout.xaxis, layout.yaxis].forEach(function (axis) {
      Object.assign(axis, {gridcolor: colours.grid, zerolinecolor: colours.zero});
    });
    (layout.sliders || []).forEach(function (slider) {
      Object.assign(slider, {bgcolor: colours.grid, bordercolor: colours.zero, tickcolor: colours.ink});
    });
    data.forEach(function (trace, i) {
      if (owned[i] >= 0) {
        trace.marker.color = colours.marks[owned[i]];
        if (trace.line && trace.line.color) {
          trace.line.color = colours.marks[owned[i]];
        }
        if (trace.fillcolor) {
          // A band is as see-through in each theme.
          trace.fillcolor = colours.marks[owned[i]] + trace.fillcolor.slice(-2);
        }
      }
      if (trace.mode === 'markers') {
        // See-through, they would be paler than the colour that was chosen for its contrast.
        trace.marker.opacity = 1;
      }
      if (trace.type === 'heatmap') {
        trace.colorbar = Object.assign(trace.colorbar || {}, {outlinecolor: colours.zero, tickcolor: colours.zero});
      }
    });
  }

  // The picture's name and what it shows; the layers above it hold its axes, its legend and what the mouse asks for.
  function name(plot, id) {
    plot.querySelectorAll('.main-svg').forEach(function (layer, i) {
      if (i === 0) {
        layer.setAttribute('role', 'img');
        layer.setAttribute('aria-labelledby', id + '-title');
        layer.setAttribute('aria-describedby', id + '-text');
      } else {
        layer.setAttribute('aria-hidden', 'true');
      }
    });
  }

  // In lines of so many letters at most, if its words allow.
  function wrapped(text, letters) {
    return String(text).split(' ').reduce(function (lines, word) {
      const last = lines[lines.length - 1];
      if (last !== undefined && (last + ' ' + word).length <= letters) {
        lines[lines.length - 1] = last + ' ' + word;
      } else {
        lines.push(word);
      }
      return lines;
    }, []).join('<br>');
  }

  function namesOf(data, side) {
    return Array.from(new Set(data.flatMap(function (trace) {
      return trace[side] || [];
    })));
  }

  // What a phone has no room for: long names in one line, and a tick for every name or month.
  function fit(data, layout) {
    // The entries of a legend stand one below the other.
    layout.height = Math.max(layout.height, 420);
    const across = layout.xaxis, up = layout.yaxis;
    [across, up].forEach(function (axis) {
      axis.tickfont = Object.assign(axis.tickfont || {}, {size: 12});
      if (axis.title && axis.title.text) {
        axis.title.text = wrapped(axis.title.text, 26);
      }
    });
    if (up.type === 'category') {
      const names = namesOf(data, 'y');
      const texts = names.map(function (name) {
        return wrapped(name, 20);
      });
      const lines = Math.max(0, ...texts.map(function (text) {
        return text.split('<br>').length;
      }));
      // What is left for a name below the toolbar and above the legend.
      if (lines * 14 <= (layout.height - 140) / names.length) {
        Object.assign(up, {tickmode: 'array', tickvals: names, ticktext: texts});
      } else {
        // Of a path, what it ends with: the whole of it is what a wider window shows.
        up.tickfont.size = 10;
        Object.assign(up, {tickmode: 'array', tickvals: names, ticktext: names.map(function (name) {
          const last = String(name).split(' > ').pop();
          return last.length > 18 ? last.slice(0, 17) + '…' : last;
        })});
      }
    }
    if (across.type === 'category') {
      const names = namesOf(data, 'x');
      const wide = names.some(function (name) {
        return String(name).length > 6;
      });
      Object.assign(across, {tick0: 0, dtick: Math.ceil(names.length / (wide ? 2 : 5)), tickangle: 0});
      across.tickfont.size = 10;
    } else if (across.type === 'log') {
      // Powers of ten only.
      across.dtick = 1;
    } else if (!across.dtick) {
      // A day of the year takes twice the room of a number.
      const dated = data.some(function (trace) {
        return trace.x && /^\d{4}-\d\d-\d\d/.test(trace.x[0]);
      });
      Object.assign(across, {nticks: dated ? 3 : 5, tickangle: 0});
    }
    (layout.sliders || []).forEach(function (slider) {
      // What a step is called may be a list of what was bought.
      slider.currentvalue = Object.assign(slider.currentvalue || {}, {font: {size: 10}});
    });
    data.forEach(function (trace) {
      if (trace.texttemplate) {
        trace.textfont.size = 9;
      }
      if (trace.type === 'heatmap') {
        // Beside the map, its scale would take half of the room.
        trace.colorbar = Object.assign(trace.colorbar || {}, {orientation: 'h', thickness: 12, len: 1, x: 0.5, y: -0.12,
          yanchor: 'top', nticks: 8});
        if (trace.colorbar.title && trace.colorbar.title.text) {
          trace.colorbar.title.side = 'top';
        }
        layout.margin = Object.assign(layout.margin || {}, {r: 16});
      }
    });
  }

  function draw(figure) {
    const plot = figure.querySelector('.foresale-plot');
    const spec = JSON.parse(figure.querySelector('script').textContent);
    if (plot.clientWidth < 480) {
      fit(spec.data, spec.layout);
    }
    // Which colour of the palette a trace was given by hand.
    const owned = spec.data.map(function (trace) {
      return trace.marker && trace.marker.color ? spec.layout.colorway.indexOf(trace.marker.color) : -1;
    });
    paint(spec.data, spec.layout, owned, palette());
    const config = Object.assign({responsive: true, displaylogo: false}, spec.config || {});
    return window.Plotly.newPlot(plot, spec.data, spec.layout, config).then(function () {
      name(plot, figure.id);
      figure.classList.add('foresale-drawn');
      return function () {
        // What the reader zoomed into or chose stays: plotly keeps it in these two.
        paint(plot.data, plot.layout, owned, palette());
        return window.Plotly.redraw(plot).then(function () {
          name(plot, figure.id);
        });
      };
    });
  }

  document.addEventListener('DOMContentLoaded', function () {
    const figures = Array.from(document.querySelectorAll('.foresale-chart'));
    let drawn = root.dataset.theme;
    Promise.all(figures.map(draw)).then(function (charts) {
      function follow() {
        if (root.dataset.theme !== drawn) {
          drawn = root.dataset.theme;
          Promise.all(charts.map(function (repaint) {
            return repaint();
          })).then(function () {
            // The theme in which the charts stand, for whoever waits for it.
            root.dataset.charts = drawn;
          });
        }
      }
      root.dataset.charts = drawn;
      new window.MutationObserver(follow).observe(root, {attributes: true, attributeFilter: ['data-theme']});
      follow();
    });
  });
}());
