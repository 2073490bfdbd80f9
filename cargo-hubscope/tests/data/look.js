// Looks at pages in frames of given widths and writes what is wrong with them into the document, one line each.

function parts(color) {
  const [r, g, b, a = 1] = color.match(/[\d.]+/g).map(Number);
  return { rgb: [r, g, b], a };
}

function luminance(rgb) {
  const [r, g, b] = rgb.map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a, b) {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

// What is behind an element: the nearest background that covers what is behind itself.
function ground(view, element) {
  for (let at = element; at; at = at.parentElement) {
    const { rgb, a } = parts(view.getComputedStyle(at).backgroundColor);
    if (a === 1) return rgb;
  }
  return null;
}

function named(element) {
  const text = element.textContent.trim().slice(0, 40);
  return `<${element.tagName.toLowerCase()} class="${element.className}"> "${text}"`;
}

async function look({ name, html }, width) {
  const frame = document.createElement("iframe");
  frame.style.cssText = `display: block; border: 0; width: ${width}px; height: 2400px`;
  frame.srcdoc = html;
  await new Promise((done) => {
    frame.onload = done;
    document.body.append(frame);
  });
  const view = frame.contentWindow;
  const page = frame.contentDocument;
  const wrong = [];
  const say = (text) => wrong.push(`${name} at ${width}: ${text}`);
  if (view.innerWidth !== width) say(`the frame is ${view.innerWidth} wide`);
  if (view.matchMedia("(prefers-color-scheme: dark)").matches !== DARK) say("the wrong colours are shown");
  if (page.documentElement.scrollWidth > width) say(`the page is ${page.documentElement.scrollWidth} wide`);
  const hidden = (element) => element.closest("thead") && view.getComputedStyle(element.closest("thead")).position === "absolute";
  for (const element of page.body.querySelectorAll("*")) {
    const box = element.getBoundingClientRect();
    if (!box.width || !box.height || hidden(element)) continue;
    // What can be scrolled sideways may be wider than what is seen of it.
    const wide = element.parentElement.closest(".wide");
    if (wide && view.getComputedStyle(wide).overflowX === "auto") continue;
    if (box.left < -0.5 || box.right > width + 0.5) say(`${named(element)} reaches from ${box.left} to ${box.right}`);
  }
  const walk = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  let texts = 0;
  while (walk.nextNode()) {
    const element = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || hidden(element)) continue;
    texts += 1;
    const style = view.getComputedStyle(element);
    const behind = ground(view, element);
    if (!behind) {
      say(`${named(element)} has nothing behind it`);
      continue;
    }
    const ratio = contrast(parts(style.color).rgb, behind);
    if (ratio < 4.5) say(`${named(element)} has a contrast of ${ratio.toFixed(2)}`);
    if (parseFloat(style.fontSize) < 12) say(`${named(element)} is ${style.fontSize} high`);
  }
  if (texts < 20) say(`there are ${texts} texts`);
  return wrong;
}

(async () => {
  const wrong = [];
  for (const page of PAGES) for (const width of WIDTHS) wrong.push(...(await look(page, width)));
  const result = document.createElement("pre");
  result.textContent = `looked\n${wrong.join("\n")}`;
  document.body.append(result);
})();
