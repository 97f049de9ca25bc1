/* What is pasted from Word or a web page comes into a Markdown field as clean Markdown: headings, lists, links, bold,
   italic, quotes and tables stay, everything else is left behind. */
(() => {
  "use strict";
  const SKIPPED = new Set(["SCRIPT", "STYLE", "META", "LINK", "TITLE", "HEAD", "XML", "IMG", "SVG", "OBJECT", "IFRAME"]);
  const BLOCKS = "P,DIV,SECTION,ARTICLE,H1,H2,H3,H4,H5,H6,UL,OL,LI,TABLE,BLOCKQUOTE,PRE,HEADER,FOOTER,MAIN,DL,DT,DD,HR";
  const BLOCK = new Set(BLOCKS.split(","));

  const escaped = (text) => text.replace(/([\\`*_[\]<])/g, "\\$1");
  const tidy = (text) => text.replace(/[\s\u00a0]+/g, " ");
  const goodLink = (address) => /^(https?:\/\/|mailto:)\S+$/i.test(address ?? "");

  /* Word writes its lists as paragraphs: the level is in their style, the bullet in a part it tells others to ignore. */
  const listLevel = (node) => {
    const style = node.getAttribute?.("data-style") ?? "";
    const level = /mso-list:[^;]*level(\d)/i.exec(style);
    if (level) return Number(level[1]);
    return /MsoListParagraph/i.test(node.className ?? "") ? 1 : 0;
  };
  const isMarker = (node) => /mso-list:\s*ignore/i.test(node.getAttribute?.("data-style") ?? "");
  const isNumbered = (text) => /^\s*\(?(\d+|[a-z]|[ivx]+)[.)]/i.test(text);

  function around(text, mark) {
    const bare = text.trim();
    if (!bare) return text;
    const [before, after] = [/^\s*/.exec(text)[0], /\s*$/.exec(text)[0]];
    return `${before}${mark}${bare}${mark}${after}`;
  }

  function style(node) {
    const own = node.getAttribute("data-style") ?? "";
    return {
      bold: /^(B|STRONG)$/.test(node.tagName) ? !/font-weight:\s*(normal|400)/i.test(own) : /font-weight:\s*(bold|[6-9]00)/i.test(own),
      italic: /^(I|EM)$/.test(node.tagName) ? !/font-style:\s*normal/i.test(own) : /font-style:\s*italic/i.test(own),
    };
  }

  /* Word writes empty <o:p> elements and comments between its words. */
  const isJunk = (node) =>
    node.nodeType === Node.COMMENT_NODE ||
    (node.nodeType === Node.ELEMENT_NODE && (SKIPPED.has(node.tagName.toUpperCase()) || isMarker(node)));

  function inline(node) {
    if (isJunk(node)) return "";
    if (node.nodeType === Node.TEXT_NODE) return escaped(tidy(node.textContent));
    if (node.nodeType !== Node.ELEMENT_NODE) return "";
    if (node.tagName === "BR") return "\n";
    const text = [...node.childNodes].map(inline).join("");
    if (node.tagName === "A" && goodLink(node.getAttribute("href")) && text.trim())
      return `[${text.trim()}](${node.getAttribute("href").replace(/[()\s]/g, encodeURIComponent)})`;
    if (node.tagName === "CODE" && text.trim()) return `\`${node.textContent.trim()}\``;
    const { bold, italic } = style(node);
    return around(around(text, italic ? "*" : ""), bold ? "**" : "");
  }

  const line = (node) => [...node.childNodes].map(inline).join("").replace(/ *\n */g, "\n").trim();
  const hasBlocks = (node) => [...node.children].some((child) => BLOCK.has(child.tagName) || hasBlocks(child));

  function listItems(list, depth) {
    let number = Number(list.getAttribute("start")) || 1;
    return [...list.children].flatMap((item) => {
      if (/^(UL|OL)$/.test(item.tagName)) return listItems(item, depth + 1);
      if (item.tagName !== "LI") return [];
      const own = document.createElement("div");
      const inner = [];
      [...item.childNodes].forEach((child) =>
        /^(UL|OL)$/.test(child.tagName ?? "") ? inner.push(child) : own.append(child.cloneNode(true)));
      const mark = list.tagName === "OL" ? `${number++}.` : "-";
      const text = [...own.childNodes].map(inline).join("").replace(/\s+/g, " ").trim();
      return [`${"   ".repeat(depth)}${mark} ${text}`, ...inner.flatMap((each) => listItems(each, depth + 1))];
    });
  }

  function table(node) {
    const rows = [...node.rows].map((row) => [...row.cells].map((cell) => line(cell).replace(/\s*\n+\s*/g, " ").replace(/\|/g, "\\|")));
    if (!rows.length) return "";
    const width = Math.max(...rows.map((row) => row.length));
    if (width === 1) return rows.map((row) => row[0]).filter(Boolean).join("\n\n");
    const drawn = rows.map((row) => `| ${[...row, ...Array(width - row.length).fill("")].join(" | ")} |`);
    return [drawn[0], `|${" --- |".repeat(width)}`, ...drawn.slice(1)].join("\n");
  }

  function block(node, out) {
    if (isJunk(node)) return;
    const tag = node.tagName ?? "";
    const level = node.nodeType === Node.ELEMENT_NODE ? listLevel(node) : 0;
    if (level && !/^(UL|OL|LI)$/.test(tag)) return wordItem(node, level, out);
    if (/^H[1-6]$/.test(tag)) out.push(line(node) && `${"#".repeat(Math.min(Number(tag[1]) + 1, 4))} ${line(node).replace(/\*\*/g, "")}`);
    else if (/^(UL|OL)$/.test(tag)) out.push(listItems(node, 0).join("\n"));
    else if (tag === "TABLE") out.push(table(node));
    else if (tag === "BLOCKQUOTE") out.push(blocks(node).replace(/^/gm, "> "));
    else if (tag === "PRE") out.push(`\`\`\`\n${node.textContent.trimEnd()}\n\`\`\``);
    else if (node.nodeType === Node.ELEMENT_NODE && hasBlocks(node)) mixed(node, out);
    else out.push(node.nodeType === Node.TEXT_NODE ? inline(node).trim() : node.nodeType === Node.ELEMENT_NODE ? line(node) : "");
  }

  function wordItem(node, level, out) {
    const marker = [...node.querySelectorAll("[data-style]")].find(isMarker)?.textContent ?? "";
    const mark = isNumbered(marker) ? "1." : "-";
    const text = line(node).replace(/\n/g, " ").replace(/^[·•o§▪–-]\s+/, "");
    const item = `${"   ".repeat(level - 1)}${mark} ${text}`;
    const last = out.length - 1;
    if (last >= 0 && out[last].list) out[last] = Object.assign(new String(`${out[last]}\n${item}`), { list: true });
    else out.push(Object.assign(new String(item), { list: true }));
  }

  /* Words beside blocks make paragraphs of their own. */
  function mixed(node, out) {
    let run = document.createElement("div");
    const flush = () => {
      if (line(run)) out.push(line(run));
      run = document.createElement("div");
    };
    [...node.childNodes].forEach((child) => {
      const isBlock = child.nodeType === Node.ELEMENT_NODE && (BLOCK.has(child.tagName) || hasBlocks(child));
      if (!isBlock) return run.append(child.cloneNode(true));
      flush();
      block(child, out);
    });
    flush();
  }

  function blocks(node) {
    const out = [];
    mixed(node, out);
    return out.map(String).filter((text) => text.trim()).join("\n\n");
  }

  /* Styles are read, never applied: the page's own policy forbids them even in a document nobody sees. */
  const withoutStyles = (html) =>
    html.replace(/<style[\s\S]*?<\/style>/gi, "").replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\sstyle(?=\s*=)/gi, " data-style"));

  const toMarkdown = (html) => blocks(new DOMParser().parseFromString(withoutStyles(html), "text/html").body);

  document.querySelectorAll("textarea[data-markdown]").forEach((field) =>
    field.addEventListener("paste", (event) => {
      const html = event.clipboardData?.getData("text/html");
      const text = html && toMarkdown(html);
      if (!text) return;
      event.preventDefault();
      window.lsscertInsert(field, text);
    }));
})();
