/** All that XML 1.0 has no place for, not even escaped (w3.org/TR/xml, "Char"); lone surrogates are mended first. */
const NOT_XML = /(?:[^\P{Cc}\t\n\r]|[\ufffe\uffff])+/gu;

const MARKUP = /[&<>"]/;

/** Text as XML can hold it: what it cannot hold becomes a space, so that words stay apart. */
export function xmlSafe(text: string): string {
  return text.toWellFormed().replaceAll(NOT_XML, " ");
}

/** Also safe. Most text needs nothing: it is looked through once. */
export function escapeXml(text: string): string {
  const safe = xmlSafe(text);
  if (!MARKUP.test(safe)) return safe;
  return safe
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
