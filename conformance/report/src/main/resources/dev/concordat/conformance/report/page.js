'use strict';
// Whatever comes out of an exchange is set as text; nothing here makes markup of it.
(function () {
  const VERDICTS = ['conforms', 'drifts', 'unchecked', 'violates'];
  const ROW = 52;
  const $ = (id) => document.getElementById(id);

  function el(name, attributes, ...children) {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) {
      if (key === 'on') {
        for (const [event, handler] of Object.entries(value)) node.addEventListener(event, handler);
      } else if (key === 'class') {
        node.className = value;
      } else if (key === 'depth') {
        node.style.setProperty('--d', value);
      } else if (value !== null && value !== undefined && value !== false) {
        node.setAttribute(key, value === true ? '' : value);
      }
    }
    for (const child of children.flat(Infinity)) {
      if (child !== null && child !== undefined && child !== false) node.append(child);
    }
    return node;
  }

  async function inflate(text) {
    const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    return JSON.parse(await new Response(stream).text());
  }

  const blocks = (kind) => Array.from(document.querySelectorAll('script[data-kind=' + kind + ']'));
  const details = new Map();
  let rows = [];
  let meta = null;
  let shown = [];
  let current = -1;
  const filter = { verdicts: new Set(), text: '', provider: '', rule: '', operation: '' };

  // ---- JSON, as it was written: numbers keep their digits.

  function parseJson(text) {
    let at = 0;
    const space = () => { while (at < text.length && ' \t\r\n'.includes(text[at])) at++; };
    const fail = () => { throw new Error('no JSON'); };
    function string() {
      const start = at++;
      while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
      if (at >= text.length) fail();
      return text.slice(start, ++at);
    }
    function value(depth) {
      if (depth > 200) fail();
      space();
      const c = text[at];
      if (c === '{' || c === '[') {
        const node = { open: c, close: c === '{' ? '}' : ']', items: [] };
        at++;
        space();
        if (text[at] === node.close) { at++; return node; }
        for (;;) {
          space();
          let key = null;
          if (c === '{') {
            if (text[at] !== '"') fail();
            key = string();
            space();
            if (text[at++] !== ':') fail();
          }
          node.items.push({ key, value: value(depth + 1) });
          space();
          if (text[at] === ',') { at++; continue; }
          if (text[at] !== node.close) fail();
          at++;
          return node;
        }
      }
      if (c === '"') return { literal: string(), kind: 's' };
      const match = /^(-?\d[\d.eE+-]*|true|false|null)/.exec(text.slice(at, at + 400));
      if (!match) fail();
      at += match[0].length;
      return { literal: match[0], kind: 'n' };
    }
    const root = value(0);
    space();
    if (at < text.length) fail();
    return root;
  }

  const segment = (name) => String(name).replace(/~/g, '~0').replace(/\//g, '~1');

  function jsonView(text, findings, open) {
    let root;
    try {
      root = parseJson(text);
    } catch (e) {
      return el('div', {}, el('pre', {}, text), notes(findings, 0));
    }
    const at = new Map();
    for (const f of findings) {
      const list = at.get(f.pointer) || [];
      list.push(f);
      at.set(f.pointer, list);
    }
    const left = new Set(findings);
    const view = el('div', { class: 'json' });
    let lines = 0;
    function line(depth, pointer, ...content) {
      const hits = at.get(pointer) || [];
      const worst = hits[0];
      view.append(el('div', { class: 'l' + (worst ? ' hit ' + worst.severity : ''), depth }, content));
      for (const hit of hits) {
        if (left.delete(hit)) view.append(note(hit, depth));
      }
      lines++;
    }
    function write(node, depth, key, pointer, comma) {
      if (lines > 4000) return;
      const name = key === null ? [] : [el('span', { class: 'k' }, key), ': '];
      if (node.literal !== undefined) {
        const long = node.literal.length > 2000 && !open ? node.literal.slice(0, 2000) + '…' : node.literal;
        line(depth, pointer, name, el('span', { class: node.kind }, long), comma);
        return;
      }
      if (!node.items.length) {
        line(depth, pointer, name, node.open + node.close + comma);
        return;
      }
      line(depth, pointer, name, node.open);
      node.items.forEach((item, i) => {
        let own = i;
        if (item.key !== null) {
          try { own = JSON.parse(item.key); } catch (e) { own = item.key; }
        }
        write(item.value, depth + 1, item.key, pointer + '/' + segment(own), i + 1 < node.items.length ? ',' : '');
      });
      view.append(el('div', { class: 'l', depth }, node.close + comma));
    }
    write(root, 0, null, '', '');
    if (lines > 4000) view.append(el('div', { class: 'empty' }, 'More lines are in the recording.'));
    view.append(notes([...left], 0));
    return view;
  }

  function note(finding, depth) {
    return el('div', { class: 'note ' + finding.severity, depth },
      el('button', { class: 'link', on: { click: () => toFinding(finding.no) } }, finding.rule), ' ', finding.message);
  }

  const notes = (findings, depth) => findings.map((f) => note(f, depth));

  // ---- List

  function matches(row) {
    if (filter.verdicts.size && !filter.verdicts.has(row.verdict)) return false;
    if (filter.provider && row.provider !== filter.provider) return false;
    if (filter.operation && row.what !== filter.operation) return false;
    if (filter.rule && !row.rules.includes(filter.rule)) return false;
    return !filter.text || row.text.includes(filter.text);
  }

  function refilter(keep) {
    shown = [];
    for (let i = 0; i < rows.length; i++) if (matches(rows[i])) shown.push(i);
    $('rows').style.height = Math.max(shown.length * ROW, 1) + 'px';
    if (!keep) $('list').scrollTop = 0;
    $('count').textContent = shown.length === rows.length
      ? rows.length + ' exchanges' : shown.length + ' of ' + rows.length;
    paint();
  }

  function paint() {
    const list = $('list');
    const first = Math.max(0, Math.floor(list.scrollTop / ROW) - 5);
    const last = Math.min(shown.length, Math.ceil((list.scrollTop + list.clientHeight) / ROW) + 5);
    const nodes = [];
    for (let i = first; i < last; i++) {
      const row = rows[shown[i]];
      const number = shown[i];
      const node = el('button', {
        class: 'row', type: 'button', 'data-row': number, 'aria-current': number === current ? 'true' : 'false',
        on: { click: () => go('x/' + number) }
      },
      el('b', {}, row.what), el('span', { class: 'badge ' + row.verdict }, row.verdict),
      el('small', {}, row.file + '[' + row.index + ']' + (row.rules.length ? ' · ' + row.rules.join(', ') : '')));
      node.style.top = i * ROW + 'px';
      nodes.push(node);
    }
    if (!shown.length) nodes.push(el('div', { class: 'empty' }, rows.length ? 'Nothing matches.' : 'No exchange was judged.'));
    $('rows').replaceChildren(...nodes);
  }

  function reveal(number) {
    const place = shown.indexOf(number);
    if (place < 0) return;
    const list = $('list');
    if (place * ROW < list.scrollTop || (place + 1) * ROW > list.scrollTop + list.clientHeight) {
      list.scrollTop = Math.max(0, place * ROW - list.clientHeight / 2);
    }
  }

  // ---- Detail

  async function detailOf(number) {
    const [block, place] = rows[number].at;
    if (block < 0) return null;
    if (!details.has(block)) {
      if (details.size > 8) details.delete(details.keys().next().value);
      details.set(block, inflate(blocks('exchanges')[block].textContent));
    }
    return (await details.get(block))[place];
  }

  function findingCard(f) {
    const split = /^expected ([\s\S]*?); found ([\s\S]*)$/.exec(f.message);
    const rule = meta.rules[f.rule];
    const place = meta.places[f.contract];
    return el('section', { class: 'card finding ' + f.severity, id: 'f' + f.no, tabindex: '-1' },
      el('div', { class: 'title' },
        el('span', { class: 'badge ' + f.severity }, f.severity), el('b', {}, f.rule),
        el('span', { class: 'where' }, f.part + (f.pointer ? ' ' + f.pointer : '')),
        f.count > 1 && el('span', { class: 'badge' }, f.count + ' times' + (f.last ? ', last at ' + f.last : ''))),
      split
        ? el('div', { class: 'pair' },
          el('div', { class: 'want' }, el('small', {}, 'expected'), split[1]),
          el('div', { class: 'got' }, el('small', {}, 'found'), split[2]))
        : el('p', {}, f.message),
      f.accepted && el('div', { class: 'accepted' }, 'Accepted: ' + f.accepted.reason + ' (' + f.accepted.owner
        + (f.accepted.expires ? ', until ' + f.accepted.expires : '') + ')'),
      el('dl', { class: 'meta' },
        f.source && [el('dt', {}, 'document'), el('dd', {}, f.source)],
        f.contract && [el('dt', {}, 'contract'), el('dd', { class: 'mono' }, f.contract + (place ? ' (' + place.file + ':' + place.line + ')' : ''))],
        rule && [el('dt', {}, 'meaning'), el('dd', {}, rule.meaning), el('dt', {}, 'what to do'), el('dd', {}, rule.remedy)]),
      place && el('details', {}, el('summary', {}, 'The contract there'), jsonView(place.excerpt, [], true)),
      place && place.ledger.map((entry) => el('details', {},
        el('summary', {}, 'Ledger ' + entry.id + ': ' + entry.title), el('p', {}, entry.verdict))));
  }

  function heads(headers, findings, side) {
    if (!headers.length) return null;
    return el('details', {}, el('summary', {}, headers.length + (headers.length === 1 ? ' header' : ' headers')),
      el('div', { class: 'heads' }, headers.map(([name, value]) => el('div', {}, el('b', {}, name), el('span', {}, value)))),
      notes(findings.filter((f) => f.part.startsWith(side + '.header')), 0));
  }

  function body(part, side, findings) {
    if (part.note) return el('p', { class: 'empty' }, part.note);
    if (part.events) return stream(part, findings);
    if (!part.body) return el('p', { class: 'empty' }, 'No body.');
    return [jsonView(part.body, findings.filter((f) => f.part === side + '.body'), false),
      part.cut && el('p', { class: 'empty' }, 'Of ' + part.cut + ' bytes; the rest is in the recording.')];
  }

  function addUp(events) {
    const choices = new Map();
    for (const event of events) {
      let json;
      try { json = JSON.parse(event.data); } catch (e) { continue; }
      for (const choice of (json && Array.isArray(json.choices) ? json.choices : [])) {
        if (!choice || typeof choice !== 'object') continue;
        const sum = choices.get(choice.index) || { text: '', thought: '', calls: new Map(), end: null };
        choices.set(choice.index, sum);
        const delta = choice.delta || choice;
        if (typeof delta.content === 'string') sum.text += delta.content;
        if (typeof choice.text === 'string') sum.text += choice.text;
        if (typeof delta.reasoning_content === 'string') sum.thought += delta.reasoning_content;
        for (const call of Array.isArray(delta.tool_calls) ? delta.tool_calls : []) {
          if (!call) continue;
          const own = sum.calls.get(call.index) || { name: '', text: '' };
          sum.calls.set(call.index, own);
          if (call.function && call.function.name) own.name = call.function.name;
          if (call.function && typeof call.function.arguments === 'string') own.text += call.function.arguments;
        }
        if (choice.finish_reason) sum.end = choice.finish_reason;
      }
    }
    return choices;
  }

  function stream(part, findings) {
    const most = Math.max(1, ...part.events.map((e) => e.data.length));
    const timed = part.events.some((e) => e.time !== undefined);
    const end = timed ? Math.max(1, ...part.events.map((e) => e.time || 0)) : 1;
    const sums = [...addUp(part.events)].map(([index, sum]) => el('div', { class: 'card' },
      el('h3', {}, 'Choice ' + index + ' adds up to' + (sum.end ? ', ended by ' + sum.end : ', without an end')),
      sum.thought && el('details', {}, el('summary', {}, 'Reasoning'), el('pre', {}, sum.thought)),
      sum.text && el('pre', {}, sum.text),
      [...sum.calls.values()].map((call) => el('div', {}, el('b', {}, call.name || 'tool'), jsonView(call.text, [], true)))));
    return el('div', {}, sums,
      notes(findings.filter((f) => f.part === 'response.stream'), 0),
      el('h3', {}, part.events.length + (part.total > part.events.length ? ' of ' + part.total : '') + ' events'
        + (timed ? ' in ' + Math.round(end) + ' ms' : '; when each came is not known')),
      part.events.map((event) => {
        const own = findings.filter((f) => f.part === 'response.stream[' + event.no + ']');
        const bar = el('i');
        bar.style.left = timed ? (100 * (event.time || 0)) / end + '%' : '0';
        bar.style.width = timed ? '3px' : (100 * event.data.length) / most + '%';
        return el('div', { class: 'event' + (own.length ? ' bad' : '') },
          el('span', { class: 'no', title: timed ? event.time + ' ms' : '' }, '[' + event.no + ']'),
          el('span', { class: 'bar' }, bar),
          el('details', { open: own.length > 0 }, el('summary', { class: 'mono' }, event.data.slice(0, 90)),
            jsonView(event.data, own, true)));
      }));
  }

  async function showExchange(number, finding) {
    const row = rows[number];
    current = number;
    document.body.classList.add('open');
    reveal(number);
    paint();
    const found = await detailOf(number);
    if (current !== number) return;
    const findings = (found ? found.findings : []).map((f, no) => ({ ...f, no }));
    const host = $('detail');
    host.className = 'master';
    const content = [el('h2', {}, el('span', { class: 'badge ' + row.verdict }, row.verdict), ' ', row.what),
      el('dl', { class: 'meta' }, el('dt', {}, 'recording'), el('dd', { class: 'mono' }, row.file + '[' + row.index + ']'),
        el('dt', {}, 'provider'), el('dd', {}, row.provider || 'not known'),
        found && found.started && [el('dt', {}, 'sent'), el('dd', {}, found.started)])];
    if (!found) {
      content.push(el('p', { class: 'empty' },
        'The page has room for so many exchanges only; this one’s bodies and findings are in the recording and in the JSON report.'));
    } else {
      content.push(findings.length ? el('h2', {}, findings.length === 1 ? '1 finding' : findings.length + ' findings') : null,
        findings.map(findingCard));
      if (found.request) {
        content.push(el('h2', {}, 'Request'), el('div', { class: 'card' },
          el('div', { class: 'mono' }, found.request.method + ' ' + found.request.url),
          heads(found.request.headers, findings, 'request'), body(found.request, 'request', findings)));
      }
      if (found.response) {
        content.push(el('h2', {}, 'Response'), el('div', { class: 'card' },
          el('div', { class: 'mono' }, 'status ' + found.response.status + (found.response.type ? ', ' + found.response.type : '')),
          heads(found.response.headers, findings, 'response'), body(found.response, 'response', findings)));
      } else if (found.request) {
        content.push(el('h2', {}, 'Response'), el('p', { class: 'empty' }, 'None was recorded.'));
      }
    }
    host.replaceChildren(...content.flat(Infinity).filter(Boolean));
    host.scrollTop = 0;
    if (finding !== undefined) toFinding(finding);
  }

  function toFinding(no) {
    const node = $('f' + no);
    if (node) {
      node.scrollIntoView({ block: 'start' });
      node.focus({ preventScroll: true });
      history.replaceState(null, '', '#x/' + current + '/f/' + no);
    }
  }

  // ---- Summary and coverage

  function meter(part, of) {
    const fill = el('i');
    fill.style.width = (of ? (100 * part) / of : 0) + '%';
    return el('div', { class: 'meter' }, fill);
  }

  function tally(title, entries, pick) {
    if (!entries.length) return null;
    return [el('h2', {}, title), el('div', { class: 'card' }, el('table', {},
      el('tr', {}, el('th', {}, ''), VERDICTS.map((v) => el('th', { class: 'r ' + v }, v))),
      entries.map(([name, counts]) => el('tr', {},
        el('td', {}, el('button', { class: 'link', on: { click: () => pick(name) } }, name)),
        counts.map((count) => el('td', { class: 'r' }, count || ''))))))];
  }

  function countBy(key) {
    const all = new Map();
    for (const row of rows) {
      for (const name of [].concat(key(row))) {
        const counts = all.get(name) || [0, 0, 0, 0];
        counts[VERDICTS.indexOf(row.verdict)]++;
        all.set(name, counts);
      }
    }
    const sum = (counts) => counts[3] * 1e9 + counts[2] * 1e6 + counts[1] * 1e3 + counts[0];
    return [...all].sort((a, b) => sum(b[1]) - sum(a[1])).slice(0, 200);
  }

  function showSummary() {
    current = -1;
    document.body.classList.remove('open');
    paint();
    const pick = (name) => (value) => { clear(); filter[name] = value; sync(); refilter(); };
    const host = $('detail');
    host.className = 'master';
    host.replaceChildren(...[
      el('div', { class: 'card' }, el('b', {}, meta.failing ? 'Failed: ' : 'Passed: '),
        meta.failing + (meta.failing === 1 ? ' finding fails' : ' findings fail') + ' the run'
        + (meta.accepted ? ', ' + meta.accepted + ' accepted' : '') + '.',
        meta.remarks.map((remark) => el('p', {}, remark))),
      tally('By rule', countBy((row) => row.rules), pick('rule')),
      tally('By operation', countBy((row) => row.what), pick('operation')),
      tally('By provider', countBy((row) => row.provider || 'not known'), pick('provider')),
      el('p', { class: 'empty' }, 'Choose an exchange. Press ? for the keys.')
    ].flat().filter(Boolean));
    host.scrollTop = 0;
  }

  function showCoverage() {
    current = -1;
    document.body.classList.add('open');
    const host = $('detail');
    host.className = '';
    const content = [];
    for (const provider of meta.coverage) {
      content.push(el('h2', {}, provider.provider));
      content.push(el('div', { class: 'card' }, el('table', {}, provider.kinds.map((kind) => {
        const seen = kind.items.filter((item) => item[1]).length;
        return el('tr', {}, el('td', {}, kind.name), el('td', { class: 'r' }, seen + ' of ' + kind.items.length),
          el('td', {}, meter(seen, kind.items.length)));
      }))));
      for (const kind of provider.kinds.filter((k) => ['operations', 'statuses', 'mediaTypes'].includes(k.name))) {
        content.push(el('h3', {}, kind.name), el('div', { class: 'cells' }, kind.items.map((item) =>
          el('span', { class: 'cell' + (item[1] ? ' seen' : ''), title: item[1] ? 'seen' : 'never' }, item[0]))));
      }
      content.push(el('h3', {}, 'schemas; dashed is what never came'), el('div', { class: 'map' }, schemas(provider)));
      if (provider.ledger.length) {
        content.push(el('h3', {}, 'ledger'), el('div', { class: 'card' }, el('table', {},
          provider.ledger.map((entry) => el('tr', {}, el('td', { class: 'mono' }, entry.id),
            el('td', {}, entry.title), el('td', { class: 'r' }, entry.met ? entry.met + ' times' : 'not met'))))));
      }
    }
    if (!content.length) content.push(el('p', { class: 'empty' }, 'Nothing of a contract was exercised.'));
    host.replaceChildren(...content);
    host.scrollTop = 0;
    paint();
  }

  function schemas(provider) {
    const kind = (name) => (provider.kinds.find((k) => k.name === name) || { items: [] }).items;
    const groups = new Map(kind('schemas').map(([name, seen]) => [name, { seen, cells: [] }]));
    const put = (item, seen, text) => {
      const owner = item.split(/[.\s[|=/]/)[0];
      if (!groups.has(owner)) groups.set(owner, { seen, cells: [] });
      groups.get(owner).cells.push([text, seen]);
    };
    for (const [item, seen] of kind('properties')) put(item, seen, item.slice(item.split(/[.\s[|=/]/)[0].length));
    for (const [item, seen] of kind('values')) put(item, seen, item.slice(item.split(/[.\s[|=/]/)[0].length).trim());
    for (const [item, seen] of kind('branches')) put(item, seen, item.slice(item.indexOf('|')));
    return [...groups].map(([name, group]) => el('div', { class: 'card' + (group.seen ? '' : ' never') },
      el('b', {}, name), el('div', { class: 'cells' },
        group.cells.map(([text, seen]) => el('span', { class: 'cell' + (seen ? ' seen' : '') }, text)))));
  }

  // ---- Ways about

  function go(place) {
    if (location.hash === '#' + place) route();
    else location.hash = place;
  }

  function route() {
    const parts = decodeURIComponent(location.hash.slice(1)).split('/');
    const number = Number(parts[1]);
    for (const [id, name] of [['tab-exchanges', 'x'], ['tab-coverage', 'coverage']]) {
      const own = parts[0] === 'coverage' ? 'coverage' : 'x';
      if (own === name) $(id).setAttribute('aria-current', 'page');
      else $(id).removeAttribute('aria-current');
    }
    if (parts[0] === 'coverage') showCoverage();
    else if (parts[0] === 'x' && Number.isInteger(number) && rows[number]) {
      if (!matches(rows[number])) { clear(); sync(); refilter(true); }
      showExchange(number, parts[2] === 'f' ? Number(parts[3]) : undefined);
    } else showSummary();
  }

  function clear() {
    filter.verdicts.clear();
    filter.text = filter.provider = filter.rule = filter.operation = '';
  }

  function sync() {
    $('search').value = filter.text;
    for (const chip of document.querySelectorAll('[data-verdict]')) {
      chip.setAttribute('aria-pressed', String(filter.verdicts.has(chip.dataset.verdict)));
    }
    $('rule').value = filter.rule;
    $('provider').value = filter.provider;
    $('clear').hidden = !(filter.verdicts.size || filter.text || filter.rule || filter.provider || filter.operation);
  }

  function step(by) {
    if (!shown.length) return;
    const place = shown.indexOf(current);
    const next = place < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.min(shown.length - 1, Math.max(0, place + by));
    go('x/' + shown[next]);
  }

  function theme() {
    const root = document.documentElement;
    const dark = root.dataset.theme
      ? root.dataset.theme === 'dark' : window.matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = dark ? 'light' : 'dark';
  }

  function keys(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = ['INPUT', 'SELECT', 'TEXTAREA'].includes(event.target.tagName);
    if (event.key === 'Escape') {
      if (typing) event.target.blur();
      else go('');
      return;
    }
    if (typing) return;
    const actions = {
      j: () => step(1), k: () => step(-1), '/': () => $('search').focus(), t: theme,
      c: () => go('coverage'), '?': () => $('help').showModal()
    };
    if (actions[event.key]) {
      event.preventDefault();
      actions[event.key]();
    }
  }

  async function start() {
    if (typeof DecompressionStream === 'undefined') {
      $('detail').textContent = 'This browser is too old to unpack the report; any of the last two years does.';
      return;
    }
    meta = await inflate(blocks('meta')[0].textContent);
    for (const block of blocks('rows')) {
      for (const row of await inflate(block.textContent)) {
        const rules = row[5].map((no) => meta.ruleNames[no]);
        rows.push({
          file: meta.files[row[0]], index: row[1], provider: row[2], what: row[3], verdict: row[4], rules,
          at: row[6], text: (meta.files[row[0]] + '[' + row[1] + '] ' + (row[2] || '') + ' ' + row[3] + ' ' + rules.join(' ')
            + ' ' + row[7]).toLowerCase()
        });
      }
    }
    for (const verdict of VERDICTS) {
      const count = meta.totals[verdict];
      $('chips').append(el('button', {
        class: 'chip ' + verdict, type: 'button', 'data-verdict': verdict, 'aria-pressed': 'false',
        on: { click: () => {
          if (!filter.verdicts.delete(verdict)) filter.verdicts.add(verdict);
          sync();
          refilter();
        } }
      }, count + ' ' + verdict));
    }
    const choices = (id, names, all) => {
      $(id).append(el('option', { value: '' }, all), names.map((name) => el('option', { value: name }, name)));
      $(id).addEventListener('change', () => { filter[id] = $(id).value; sync(); refilter(); });
    };
    choices('rule', [...meta.ruleNames].sort(), 'all rules');
    choices('provider', [...new Set(rows.map((row) => row.provider).filter(Boolean))].sort(), 'all providers');
    $('search').addEventListener('input', () => { filter.text = $('search').value.trim().toLowerCase(); sync(); refilter(); });
    $('clear').addEventListener('click', () => { clear(); sync(); refilter(); });
    $('theme').addEventListener('click', theme);
    $('keys').addEventListener('click', () => $('help').showModal());
    $('back').addEventListener('click', () => go(''));
    $('tab-exchanges').addEventListener('click', () => go(''));
    $('tab-coverage').addEventListener('click', () => go('coverage'));
    $('list').addEventListener('scroll', paint, { passive: true });
    window.addEventListener('resize', paint);
    window.addEventListener('hashchange', route);
    document.addEventListener('keydown', keys);
    sync();
    refilter();
    route();
    document.documentElement.dataset.ready = 'true';
  }

  start();
})();
