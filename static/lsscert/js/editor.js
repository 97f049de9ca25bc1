/* A text area inside [data-editor="<preview url>"] gets a few buttons, a live preview, a count of words, and takes
   what is pasted from Word or a web page as clean Markdown. */
(() => {
  "use strict";
  const words = document.getElementById("said-by-scripts")?.dataset ?? {};
  const PAUSE_MS = 600;

  /* HTML to Markdown: headings, lists, links, bold, italic, tables as lines; everything else is its text. */
  const SKIP = new Set(["STYLE", "SCRIPT", "META", "LINK", "TITLE", "XML", "HEAD", "IMG", "O:P"]);
  const inside = (node, list) => [...node.childNodes].map((child) => toMarkdown(child, list)).join("");
  const oneLine = (text) => text.replace(/\s+/g, " ").trim();

  function marked(node, mark, list) {
    const text = inside(node, list);
    const core = text.trim();
    return core ? text.replace(core, `${mark}${core}${mark}`) : text;
  }

  function item(node, list) {
    const mark = list.ordered ? `${++list.count}. ` : "- ";
    const text = inside(node, list).trim().replace(/\n/g, `\n${" ".repeat(mark.length)}`);
    return `${"  ".repeat(list.depth)}${mark}${text}\n`;
  }

  /* Word writes lists as paragraphs that begin with a drawn bullet. */
  function wordItem(node, list) {
    const text = inside(node, list).trim().replace(/^([·•o§▪]|\d+[.)]|[a-z][.)])[\s\u00a0]*/i, "");
    const numbered = /^\s*\d+[.)]/.test(node.textContent);
    return `${numbered ? "1." : "-"} ${oneLine(text)}\n`;
  }

  function toMarkdown(node, list = { depth: -1 }) {
    if (node.nodeType === Node.TEXT_NODE) return node.textContent.replace(/[\s\u00a0]+/g, " ");
    if (node.nodeType !== Node.ELEMENT_NODE || SKIP.has(node.tagName)) return "";
    const style = node.getAttribute("style") ?? "";
    if (/mso-list:\s*Ignore/i.test(style)) return "";
    if (/^MsoListParagraph/.test(node.className) || /mso-list:\s*l\d/i.test(style)) return wordItem(node, list);
    switch (node.tagName) {
      case "H1": case "H2": case "H3": case "H4": case "H5": case "H6":
        return `\n\n${"#".repeat(Math.max(2, Number(node.tagName[1])))} ${oneLine(inside(node, list))}\n\n`;
      case "P": case "DIV": case "SECTION": case "ARTICLE": case "BLOCKQUOTE":
        return `\n\n${inside(node, list).trim()}\n\n`;
      case "BR":
        return "\n";
      case "B": case "STRONG":
        return /font-weight:\s*normal/i.test(style) ? inside(node, list) : marked(node, "**", list);
      case "I": case "EM":
        return marked(node, "*", list);
      case "A": {
        const to = node.getAttribute("href") ?? "";
        const text = oneLine(inside(node, list));
        return /^(https?:|mailto:)/i.test(to) && text ? `[${text}](${to})` : text;
      }
      case "UL": case "OL":
        return `\n${inside(node, { depth: list.depth + 1, ordered: node.tagName === "OL", count: 0 })}\n`;
      case "LI":
        return item(node, list);
      case "TR":
        return `${[...node.cells].map((cell) => oneLine(inside(cell, list))).join(" | ")}\n`;
      default:
        return inside(node, list);
    }
  }

  const clean = (html) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    return toMarkdown(page.body).replace(/[ \t]+\n/g, "\n").replace(/\n{3,}/g, "\n\n").trim();
  };

  function put(area, text, from = area.selectionStart, to = area.selectionEnd) {
    area.focus();
    area.setRangeText(text, from, to, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function paste(event) {
    const html = event.clipboardData?.getData("text/html");
    if (!html) return;
    event.preventDefault();
    put(event.target, clean(html) || event.clipboardData.getData("text/plain"));
  }

  /* The buttons write Markdown around what is selected. */
  const lineStart = (area) => area.value.lastIndexOf("\n", area.selectionStart - 1) + 1;
  const TOOLS = [
    ["heading", (area) => put(area, "## ", lineStart(area), lineStart(area))],
    ["bold", (area) => put(area, `**${area.value.slice(area.selectionStart, area.selectionEnd)}**`)],
    ["list", (area) => put(area, "- ", lineStart(area), lineStart(area))],
    ["link", (area) => {
      const to = window.prompt(words.linkWhere, "https://");
      if (to) put(area, `[${area.value.slice(area.selectionStart, area.selectionEnd) || to}](${to})`);
    }],
  ];

  function tools(area) {
    const bar = document.createElement("div");
    bar.className = "editor-tools";
    bar.setAttribute("role", "toolbar");
    bar.setAttribute("aria-controls", area.id);
    TOOLS.forEach(([name, act]) => {
      const one = document.createElement("button");
      one.type = "button";
      one.className = "btn btn-outline-primary";
      one.textContent = words[name];
      one.addEventListener("click", () => act(area));
      bar.append(one);
    });
    area.before(bar);
  }

  function previewed(area, url, shown) {
    let last = "", timer;
    async function draw() {
      if (area.value === last) return;
      const text = (last = area.value);
      const data = new FormData();
      data.set("text", text);
      data.set("csrfmiddlewaretoken", area.form.elements.namedItem("csrfmiddlewaretoken").value);
      try {
        const answer = await fetch(url, { method: "POST", body: data, credentials: "same-origin" });
        if (answer.ok && text === last) shown.innerHTML = (await answer.json()).html;
      } catch {
        last = "";
      }
    }
    const button = area.form.querySelector("[data-preview]");
    button?.addEventListener("click", (event) => {
      event.preventDefault();
      shown.hidden = !shown.hidden;
      button.setAttribute("aria-expanded", String(!shown.hidden));
      if (!shown.hidden) draw();
    });
    area.addEventListener("input", () => {
      clearTimeout(timer);
      if (!shown.hidden) timer = setTimeout(draw, PAUSE_MS);
    });
  }

  function counted(area, note) {
    const guide = Number(note.dataset.words);
    const label = note.querySelector(".length > span:last-child");
    const fill = note.querySelector(".length-bar > span");
    area.addEventListener("input", () => {
      const count = area.value.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
      const text = count > guide ? words.wordsOver : words.words;
      label.textContent = text.replace("{words}", count).replace("{guide}", guide);
      note.querySelector(".length").classList.toggle("length-over", count > guide);
      fill.className = `fill-${Math.min(100, Math.ceil((10 * count) / guide) * 10)}`;
    });
  }

  window.addEventListener("DOMContentLoaded", () =>
    document.querySelectorAll("[data-editor]").forEach((around) => {
      const area = around.querySelector("textarea");
      const shown = document.getElementById("preview");
      const note = around.querySelector("[data-words]");
      tools(area);
      area.addEventListener("paste", paste);
      if (shown) previewed(area, around.dataset.editor, shown);
      if (note) counted(area, note);
    }),
  );
})();
